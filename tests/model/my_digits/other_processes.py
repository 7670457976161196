"""What another process does to a person's digits; it is killed, or its disk is full.

Nothing here needs torch, which takes longer to import than all of this takes.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from io import FileIO
from pathlib import Path
from unittest.mock import patch

import pytest
from filelock import FileLock

from model.my_digits.digit import MyDigit
from model.my_digits.importing import Import
from model.my_digits.store import DigitStore
from tests.model.full_disk import full_disk
from tests.model.my_digits.some_digits import LONG, ONE

ROOT = Path(__file__).parents[3]


def another_process(function: str, *arguments: object) -> "subprocess.Popen[str]":
    """Start a function of this file on its own."""
    code = f"import sys; from {__name__} import {function}; {function}(*sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def _kill_this_process() -> None:
    if sys.platform != "win32":
        os.kill(os.getpid(), signal.SIGKILL)


def adding(folder: str, count: str) -> None:
    store = DigitStore(Path(folder))
    for _ in range(int(count)):
        print(store.add(3, LONG).key, flush=True)


def adding_half(folder: str, written: str) -> None:
    class Interrupted(FileIO):
        def write(self, content: object, /) -> int:
            assert isinstance(content, bytes)
            super().write(content[: int(written)])
            _kill_this_process()
            return 0

    store = DigitStore(Path(folder))
    with patch("model.my_digits.journal.FileIO", Interrupted):
        store.add(3, LONG)


def on_a_full_disk(folder: str, room: str) -> None:
    store = DigitStore(Path(folder))
    digits, before = store.digits, store.path.read_bytes()
    files = sorted(store.path.parent.iterdir())
    many = [MyDigit.of(f"{number:032x}", 2, ONE, digits[0].when) for number in range(20)]
    with full_disk(len(before) + int(room)):
        for _ in range(2):
            with pytest.raises(OSError, match="File too large"):
                store.add(3, LONG)
            with pytest.raises(OSError, match="File too large"):
                store.add_all(many)
            assert store.digits == digits
            assert store.path.read_bytes() == before
            assert sorted(store.path.parent.iterdir()) == files
        with pytest.raises(OSError, match="File too large"):
            DigitStore(Path(folder)).add(3, LONG)
    print(store.add(3, LONG).key)


def keeping(folder: str) -> None:
    with FileLock(Path(folder) / "digits.lock"):
        print("kept", flush=True)
        sys.stdin.read()


def until_written(steps: Generator[float, None, None], lines: int, store: DigitStore) -> None:
    """Go on until so many lines are on the disk."""
    before = store.path.read_bytes().count(b"\n")
    for _ in steps:
        if store.path.read_bytes().count(b"\n") == before + lines:
            return
    pytest.fail("it was over before")


def importing_half(folder: str, source: str) -> None:
    store = DigitStore(Path(folder))
    until_written(Import(Path(source), store).run(), 2, store)
    _kill_this_process()
