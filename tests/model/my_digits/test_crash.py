"""Killed processes, full disks and two at once: what was accepted is there."""

import signal
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from model.my_digits.store import DigitStore
from tests.model.my_digits.other_processes import another_process
from tests.model.my_digits.some_digits import ONE, SEVEN, digits_in

if sys.platform == "win32":
    pytest.skip("signals and limits are POSIX's", allow_module_level=True)


@pytest.mark.parametrize("accepted", [1, 20])
def test_killed_between_two_digits(tmp_path: Path, accepted: int) -> None:
    with another_process("adding", tmp_path, 100_000) as process:
        assert process.stdout is not None
        keys = [process.stdout.readline().strip() for _ in range(accepted)]
        process.kill()
        keys += process.stdout.read().split()
    store = DigitStore(tmp_path)
    # One more may be whole, but not yet told of.
    assert [digit.key for digit in store.digits][: len(keys)] == keys
    assert len(store.digits) <= len(keys) + 1
    before = store.digits
    one = store.add(1, ONE)
    assert digits_in(tmp_path) == (*before, one)
    assert DigitStore(tmp_path).damaged == 0


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
