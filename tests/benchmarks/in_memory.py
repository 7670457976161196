"""Runs another benchmark, and sees to it that the machine leaves it its memory.

A virtual machine's host may take memory away that was not used for a moment. What a program does first after a rest
then takes many times as long, and the more memory it needs for that, the longer; within the machine nothing tells so.
Without a benchmark to run, this prints how long it takes to read a page of memory, just used and after some rests: the
two hardly differ where the host takes nothing away.

    python tests/benchmarks/in_memory.py tests/benchmarks/latency.py --digits 6 --strokes 10

reads one byte of each page that the benchmark has in memory ten times a second, from beside it. Linux only.
"""

import argparse
import contextlib
import mmap
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PAUSE_S = 0.1
RESTS_S = (0.3, 1.5, 5.0)
PAGES = 8192
_ENTRY = 8
"""Bytes of /proc/PID/pagemap for each page; the highest bit of the last one: it is in memory."""
_IN_MEMORY = 0x80


def pages_in_memory(process: Path) -> Iterator[int]:
    """The addresses of a process's pages that it may read and that are in memory."""
    with (process / "maps").open(encoding="utf-8") as maps, (process / "pagemap").open("rb") as pagemap:
        for line in maps:
            addresses, rights, *_, name = line.split(maxsplit=5)
            if rights[0] != "r" or name.startswith("[v"):  # What the kernel lends: [vdso], [vvar], [vsyscall].
                continue
            first, end = (int(address, 16) for address in addresses.split("-"))
            pagemap.seek(first // mmap.PAGESIZE * _ENTRY)
            states = pagemap.read((end - first) // mmap.PAGESIZE * _ENTRY)
            for number, state in enumerate(states[_ENTRY - 1 :: _ENTRY]):
                if state & _IN_MEMORY:
                    yield first + number * mmap.PAGESIZE


def read_pages(process: Path) -> int:
    """Read one byte of each page; how many there are."""
    count = 0
    with (process / "mem").open("rb", buffering=0) as memory:
        for address in pages_in_memory(process):
            with contextlib.suppress(OSError):  # Given back meanwhile.
                memory.seek(address)
                memory.read(1)
            count += 1
    return count


def run_in_memory(command: list[str]) -> int:
    """Run a benchmark to its end; its exit code."""
    with subprocess.Popen([sys.executable, *command]) as benchmark:
        sweeps, pages, taken = 0, 0, 0.0
        while benchmark.poll() is None:
            started = time.process_time()
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # It has just ended.
                pages = read_pages(Path("/proc", str(benchmark.pid)))
            sweeps, taken = sweeps + 1, taken + time.process_time() - started
            time.sleep(PAUSE_S)
    print(f"kept in memory: {pages:,} pages, read {sweeps:,} times in {1000 * taken / sweeps:.0f} ms of processor time")
    return benchmark.returncode


def print_pages() -> None:
    """How long it takes to read a page, just used and after rests."""
    with mmap.mmap(-1, PAGES * mmap.PAGESIZE) as memory:

        def microseconds() -> float:
            started = time.perf_counter()
            for page in range(PAGES):
                memory[page * mmap.PAGESIZE]
            return 1e6 * (time.perf_counter() - started) / PAGES

        for page in range(PAGES):
            memory[page * mmap.PAGESIZE] = 1
        print(f"a page of memory, just used: {min(microseconds() for _ in range(3)):.2f} us")
        for rest in RESTS_S:
            time.sleep(rest)
            print(f"after a rest of {rest} s: {microseconds():.2f} us")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs=argparse.REMAINDER, help="the benchmark and its options")
    command = parser.parse_args().command
    if command:
        sys.exit(run_in_memory(command))
    print_pages()


if __name__ == "__main__":
    main()
