"""Killed processes, full disks and two at once: what was accepted is there."""

import os
import signal
import subprocess
import sys
from io import FileIO
from pathlib import Path
from unittest.mock import patch

import pytest
from filelock import FileLock

from model.digits.drawing import Drawing, Stroke
from model.my_digits.store import DigitStore, MyDigit
from tests.model.my_digits.test_store import ONE, SEVEN, digits_in

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits are POSIX's")
ROOT = Path(__file__).parents[3]
LONG = Drawing((Stroke(tuple((i / 500, (i * 37 % 500) / 500) for i in range(500)), 0.06),))


def another_process(function: str, *arguments: object, module: str = __name__) -> "subprocess.Popen[str]":
    """Start a function of this file, or of another, on its own."""
    code = f"import sys; from {module} import {function}; {function}(*sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def adding(folder: str, count: str) -> None:
    store = DigitStore(Path(folder))
    for _ in range(int(count)):
        print(store.add(3, LONG).key, flush=True)


@pytest.mark.parametrize("accepted", [1, 20])
def test_killed_between_two_digits(tmp_path: Path, accepted: int) -> None:
    with another_process("adding", tmp_path, 100_000) as process:
        assert process.stdout is not None
        keys = [process.stdout.readline().strip() for _ in range(accepted)]
        process.send_signal(signal.SIGKILL)
        keys += process.stdout.read().split()
    store = DigitStore(tmp_path)
    # One more may be whole, but not yet told of.
    assert [digit.key for digit in store.digits][: len(keys)] == keys
    assert len(store.digits) <= len(keys) + 1
    before = store.digits
    one = store.add(1, ONE)
    assert digits_in(tmp_path) == (*before, one)
    assert DigitStore(tmp_path).damaged == 0


def adding_half(folder: str, written: str) -> None:
    class Interrupted(FileIO):
        def write(self, content: object, /) -> int:
            assert isinstance(content, bytes)
            super().write(content[: int(written)])
            os.kill(os.getpid(), signal.SIGKILL)
            return 0

    store = DigitStore(Path(folder))
    with patch("model.my_digits.journal.FileIO", Interrupted):
        store.add(3, LONG)


@pytest.mark.parametrize("written", [1, 300])
def test_killed_in_the_middle_of_a_line(tmp_path: Path, written: int) -> None:
    store, other = DigitStore(tmp_path), DigitStore(tmp_path)
    one = store.add(1, ONE)
    before = store.path.read_bytes()
    with another_process("adding_half", tmp_path, written) as process:
        assert process.wait() == -signal.SIGKILL
    assert store.path.stat().st_size == len(before) + written
    assert digits_in(tmp_path) == (one,)
    seven = store.add(7, SEVEN)
    assert store.path.read_bytes().startswith(before + b'{"add":')
    assert store.digits == digits_in(tmp_path) == (one, seven)
    assert other.refresh()
    assert other.digits == (one, seven)
    assert store.damaged == other.damaged == DigitStore(tmp_path).damaged == 0


@pytest.mark.parametrize("written", [300])
def test_killed_in_the_middle_of_the_first_line(tmp_path: Path, written: int) -> None:
    with another_process("adding_half", tmp_path, written) as process:
        assert process.wait() == -signal.SIGKILL
    store = DigitStore(tmp_path)
    assert store.digits == ()
    one = store.add(1, ONE)
    assert digits_in(tmp_path) == (one,)


def on_a_full_disk(folder: str, room: str) -> None:
    import resource

    store = DigitStore(Path(folder))
    digits, before = store.digits, store.path.read_bytes()
    files = sorted(store.path.parent.iterdir())
    many = [MyDigit(f"{number:032x}", 2, ONE, digits[0].when) for number in range(20)]
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    sys.dont_write_bytecode = True  # or the beginning of a module would be kept
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + int(room), resource.RLIM_INFINITY))
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
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(store.add(3, LONG).key)


@pytest.mark.parametrize("room", [0, 500])
def test_on_a_full_disk_a_digit_is_not_accepted_and_nothing_else_is_lost(tmp_path: Path, room: int) -> None:
    one = DigitStore(tmp_path).add(1, ONE)
    with another_process("on_a_full_disk", tmp_path, room) as process:
        key = process.communicate()[0].strip()
    assert process.returncode == 0
    assert [digit.key for digit in digits_in(tmp_path)] == [one.key, key]


def test_a_disk_that_does_not_keep_what_it_took_is_told(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    one = store.add(1, ONE)
    before = store.path.read_bytes()
    with patch("os.fsync", side_effect=OSError(5, "Input/output error")), pytest.raises(OSError, match="Input/output"):
        store.add(7, SEVEN)
    assert store.path.read_bytes() == before
    assert store.digits == digits_in(tmp_path) == (one,)


def keeping(folder: str) -> None:
    with FileLock(Path(folder) / "digits.lock"):
        print("kept", flush=True)
        sys.stdin.read()


def test_another_program_that_never_lets_go_is_told(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    one = store.add(1, ONE)
    with another_process("keeping", tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        with (
            patch("model.my_digits.journal.PATIENCE_S", 0.1),
            pytest.raises(OSError, match="Another program has locked the file"),
        ):
            store.add(7, SEVEN)
        assert store.digits == (one,)
        process.kill()
        process.wait()
        store.add(7, SEVEN)
    assert len(digits_in(tmp_path)) == 2


def test_two_processes_add_at_the_same_time(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    with another_process("adding", tmp_path, 30) as first, another_process("adding", tmp_path, 30) as second:
        # Both under way, and this one between them.
        assert first.stdout is not None
        assert second.stdout is not None
        told = [{first.stdout.readline().strip()}, {second.stdout.readline().strip()}]
        mine = [store.add(7, SEVEN) for _ in range(10)]
        told = [told[0] | set(first.stdout.read().split()), told[1] | set(second.stdout.read().split())]
    assert first.returncode == second.returncode == 0
    assert [len(keys) for keys in told] == [30, 30]
    found = digits_in(tmp_path)
    assert {digit.key for digit in found} == told[0] | told[1] | {digit.key for digit in mine}
    assert len(found) == 70
    assert [digit for digit in found if digit in mine] == mine
    assert DigitStore(tmp_path).damaged == 0
    store.refresh()
    assert store.digits == found
