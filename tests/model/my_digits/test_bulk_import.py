"""An import in parts: all or none, whatever comes between; and changes of many digits at once."""

import gzip
import json
import signal
import sys
from itertools import islice
from pathlib import Path
from unittest.mock import patch

import pytest

from model.errors import FileError
from model.my_digits.digit import MyDigit
from model.my_digits.formats import read_jsonl
from model.my_digits.importing import Import
from model.my_digits.store import DigitStore
from tests.model.full_disk import full_disk
from tests.model.my_digits.other_processes import another_process, until_written
from tests.model.my_digits.some_digits import ONE, SEVEN, digits_in
from tests.model.samples import write_jsonl

MANY = 200
"""More than go into one line."""


def many(label: int = 3) -> list[MyDigit]:
    return [MyDigit.of(f"{number:032x}", label, ONE, "2020-01-01T00:00:00+00:00") for number in range(MANY)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.jsonl.gz"
    write_jsonl(path, many())
    return path


@pytest.fixture
def store(tmp_path: Path) -> DigitStore:
    store = DigitStore(tmp_path / "me")
    store.add(1, ONE)
    return store


def test_another_programs_file_has_the_same_digits_whenever_it_is_read(tmp_path: Path) -> None:
    line, path = '{"label": 7, "strokes": [[[0, 0], [40, 50]]]}', tmp_path / "pen.jsonl"
    path.write_text(f"{line}\n{line}\n")
    first = read_jsonl(path)
    path.write_text("\n".join([line.replace("7", "1"), f"{line} \r", line, line]))
    again = read_jsonl(path)
    assert [digit.key for digit in again[1:3]] == [digit.key for digit in first]
    assert len({digit.key for digit in again}) == 4  # lines that are alike are several digits


def test_all_digits_of_a_file_come(file: Path, store: DigitStore) -> None:
    (one,) = store.digits
    importing = Import(file, store)
    shares = list(importing.run())
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1
    assert importing.count == len(importing.new) == MANY
    assert store.refresh()
    assert store.digits == (one, *many()) == digits_in(store.path.parent)
    assert store.damaged == DigitStore(store.path.parent).damaged == 0


def test_what_was_read_before_is_not_parsed_again(file: Path, store: DigitStore) -> None:
    importing = Import(file, store)
    list(importing.run())
    store.refresh()
    with patch("model.my_digits.store.from_json", side_effect=AssertionError):
        store.refresh()
        store.remove(importing.new[0])
    assert len(store.digits) == MANY


@pytest.mark.parametrize("lines", [0, 1, 3])
def test_stopped_at_any_moment_nothing_has_come(file: Path, store: DigitStore, lines: int) -> None:
    before, content = store.digits, store.path.read_bytes()
    steps = Import(file, store).run()
    if lines:
        until_written(steps, lines, store)
    else:
        list(islice(steps, MANY // 2))
    steps.close()
    store.refresh()
    assert store.digits == digits_in(store.path.parent) == before
    assert store.path.read_bytes().startswith(content)
    assert (store.path.read_bytes() == content) == (lines == 0)
    list(Import(file, store).run())
    store.refresh()
    assert len(store.digits) == len(digits_in(store.path.parent)) == 1 + MANY
    assert store.damaged == 0


def test_changes_in_between_count(file: Path, store: DigitStore) -> None:
    (one,) = store.digits
    steps = Import(file, store).run()
    until_written(steps, 2, store)
    seven = store.add(7, SEVEN)  # from this window
    other = DigitStore(store.path.parent)
    other.add_all([many(label=5)[0]])  # from another, one that comes with the import too
    other.remove(one.key)
    list(steps)
    store.refresh()
    assert store.digits == digits_in(store.path.parent)
    assert {digit.key for digit in store.digits} == {seven.key, *(digit.key for digit in many())}
    assert next(digit for digit in store.digits if digit.key == many()[0].key).label == 5


def test_those_that_are_here_already_stay_as_they_are(file: Path, store: DigitStore) -> None:
    store.add_all(many()[: MANY // 2])
    store.relabel({digit.key: 8 for digit in many()[:10]})
    store.remove(many()[20].key)
    importing = Import(file, store)
    list(importing.run())
    store.refresh()
    assert importing.count == MANY
    assert len(importing.new) == MANY // 2 + 1  # the removed one comes back
    assert [digit.label for digit in store.digits[1:12]] == [8] * 10 + [3]
    before = store.path.read_bytes()
    again = Import(file, store)
    list(again.run())
    assert (again.count, again.new) == (MANY, ())
    assert store.path.read_bytes() == before


def test_a_wrong_line_is_found_before_anything_is_written(file: Path, store: DigitStore) -> None:
    before = store.path.read_bytes()
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes()) + b'{"label": 12}\n'))
    with pytest.raises(FileError, match="Line 201"):
        list(Import(file, store).run())
    assert store.path.read_bytes() == before


def test_on_a_full_disk_nothing_has_come(file: Path, store: DigitStore) -> None:
    (one,) = store.digits
    steps = Import(file, store).run()
    until_written(steps, 1, store)
    with full_disk(), pytest.raises(OSError, match="File too large") as told:
        list(steps)
    assert told.value.filename == str(store.path)
    store.refresh()
    assert store.digits == digits_in(store.path.parent) == (one,)
    seven = store.add(7, SEVEN)
    assert digits_in(store.path.parent) == (one, seven)
    assert DigitStore(store.path.parent).damaged == 0


def test_a_person_taken_away_meanwhile_is_not_made_anew(file: Path, store: DigitStore) -> None:
    folder = store.path.parent
    steps = Import(file, store).run()
    until_written(steps, 1, store)
    folder.rename(folder.with_name("gone"))
    with pytest.raises(OSError, match="folder was removed"):
        list(steps)
    assert not folder.exists()
    assert len(digits_in(folder.with_name("gone"))) == 1


def test_killed_in_the_middle_nothing_has_come(file: Path, store: DigitStore) -> None:
    if sys.platform == "win32":
        pytest.skip("there is no SIGKILL")
    size = store.path.stat().st_size
    with another_process("importing_half", store.path.parent, file) as process:
        assert process.wait() == -signal.SIGKILL
    assert store.path.stat().st_size > size
    store.refresh()
    assert len(store.digits) == len(digits_in(store.path.parent)) == 1
    list(Import(file, store).run())
    store.refresh()
    assert store.digits == digits_in(store.path.parent)
    assert len(store.digits) == 1 + MANY


def test_an_import_that_lacks_a_part_counts_for_nothing_and_is_told(file: Path, store: DigitStore) -> None:
    list(Import(file, store).run())
    lines = store.path.read_bytes().splitlines(keepends=True)
    store.path.write_bytes(b"".join(lines[:1] + lines[2:]))
    found = DigitStore(store.path.parent)
    assert (len(found.digits), found.damaged) == (1, 1)


def test_many_are_changed_in_one_line_all_or_none(store: DigitStore) -> None:
    store.add_all(many())
    keys = [digit.key for digit in many()]
    lines = len(store.path.read_bytes().splitlines())
    store.remove(*keys)
    assert len(digits_in(store.path.parent)) == 1
    store.restore(*keys)
    store.relabel(dict.fromkeys(keys, 4) | {keys[0]: 5})
    assert [digit.label for digit in store.digits[1:]] == [5] + [4] * (MANY - 1)
    assert store.digits == digits_in(store.path.parent)
    assert len(store.path.read_bytes().splitlines()) == lines + 3
    before = store.path.read_bytes()
    for change in (store.remove, store.restore):
        with pytest.raises(KeyError):
            change(keys[0], "nobody")
    with pytest.raises(KeyError):
        store.relabel({keys[0]: 1, "nobody": 1})
    with pytest.raises(ValueError, match="0 to 9"):
        store.relabel({keys[0]: 1, keys[1]: 10})
    assert store.path.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        {"remove": ["nobody"]}, {"restore": [7]}, {"relabel": {"nobody": 3}}, {"relabel": {"0" * 32: 12}},
        {"import": "a", "whole": 2}, {"import": "a"}, {"import": "a", "add": [{}]},
    ],
)  # fmt: skip
def test_a_change_of_many_that_cannot_be_read_is_told_and_left(store: DigitStore, change: dict[str, object]) -> None:
    store.add_all(many())
    before = store.digits
    with store.path.open("ab") as journal:
        journal.write(json.dumps(change).encode() + b"\n")
    store.refresh()
    assert store.digits == before
    assert store.damaged == 1
