"""What a benchmark that drives the window sees of its own process."""

import ctypes
import os
import sys
from pathlib import Path


def memory_mb() -> float:
    """What this process has in memory, in MB of 1,000,000 bytes, without what C's allocator only keeps for later."""
    if sys.platform != "linux":
        return float("nan")
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processes() -> list[str]:
    """The commands of this process's children, but for Python's own helper."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = stat.with_name("cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
        if parent == os.getpid() and "resource_tracker" not in command:
            found.append(command)
    return found
