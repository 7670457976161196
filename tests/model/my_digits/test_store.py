"""What a person's digits are after every change, whoever else has them open."""

import json
from pathlib import Path

import numpy as np
import pytest

from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.my_digits.digit import MyDigit, new_digit
from model.my_digits.formats import inks, labels
from model.my_digits.importing import Import
from model.my_digits.store import DigitStore
from tests.model.full_disk import full_disk
from tests.model.my_digits.some_digits import ONE, SEVEN, digits_in
from tests.model.samples import write_jsonl


def test_what_is_added_is_there_at_the_next_start(tmp_path: Path) -> None:
    store = DigitStore(tmp_path / "not yet" / "there")
    assert list(store.digits) == []
    assert not (tmp_path / "not yet").exists()
    one, seven = store.add(1, ONE), store.add(7, SEVEN)
    assert (one.label, one.drawing) == (1, ONE)
    assert one.key != seven.key
    assert store.digits == (one, seven) == digits_in(tmp_path / "not yet" / "there")


def test_a_digit_is_relabelled_removed_and_brought_back_to_its_place(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    first, second, third = store.add(1, ONE), store.add(1, SEVEN), store.add(7, SEVEN)
    store.relabel({second.key: 7})
    assert [digit.label for digit in store.digits] == [1, 7, 7]
    store.remove(second.key)
    assert store.digits == (first, third) == digits_in(tmp_path)
    store.restore(second.key)
    assert [digit.key for digit in digits_in(tmp_path)] == [first.key, second.key, third.key]
    assert store.digits == digits_in(tmp_path)
    assert store.digits[1].label == 7


def test_a_removal_can_be_undone_after_a_new_start(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    one = store.add(1, ONE)
    store.remove(one.key)
    again = DigitStore(tmp_path)
    assert list(again.digits) == []
    again.restore(one.key)
    assert again.digits == (one,)


def test_what_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    one = store.add(1, ONE)
    before = store.path.read_bytes()
    store.relabel({one.key: 1})
    store.restore(one.key)
    assert store.add_all([one]) == ()
    assert store.add_all([]) == ()
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("label", [-1, 10, 3.0, "3", True, None])
def test_what_is_no_digit_is_refused(tmp_path: Path, label: int) -> None:
    store = DigitStore(tmp_path)
    one = store.add(1, ONE)
    with pytest.raises(ValueError, match="0 to 9"):
        store.add(label, ONE)
    with pytest.raises(ValueError, match="0 to 9"):
        store.relabel({one.key: label})
    assert store.digits == (one,) == digits_in(tmp_path)


def test_a_blank_canvas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing is drawn"):
        DigitStore(tmp_path).add(1, Drawing())


def test_unknown_keys_are_refused(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    for change in (store.remove, store.restore, lambda key: store.relabel({key: 1})):
        with pytest.raises(KeyError):
            change("no such key")


def test_an_import_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    mine, theirs = DigitStore(tmp_path / "me"), DigitStore(tmp_path / "you")
    one, seven = theirs.add(1, ONE), theirs.add(7, SEVEN)
    assert mine.add_all(theirs.digits) == (one, seven)
    mine.remove(one.key)
    assert mine.add_all(theirs.digits) == (one,)
    assert set(mine.digits) == {one, seven}
    assert mine.digits == digits_in(tmp_path / "me")
    unreadable = MyDigit.of(seven.key, 1, Drawing((Stroke(((float("nan"), 0.0),), 0.06),)), seven.when)
    fresh = DigitStore(tmp_path / "fresh")
    with pytest.raises(ValueError, match="not finite"):
        fresh.add_all([one, unreadable])
    assert fresh.digits == () == digits_in(tmp_path / "fresh")


def test_two_windows_see_each_others_digits(tmp_path: Path) -> None:
    here, there = DigitStore(tmp_path), DigitStore(tmp_path)
    one = here.add(1, ONE)
    assert list(there.digits) == []
    assert there.refresh()
    assert not there.refresh()
    assert there.digits == (one,)
    # A change takes over what the other has written meanwhile.
    there.relabel({one.key: 7})
    seven = here.add(7, SEVEN)
    assert [digit.label for digit in here.digits] == [7, 7]
    there.remove(one.key)
    assert here.refresh()
    assert here.digits == there.digits == (seven,) == digits_in(tmp_path)


def test_adding_reads_and_writes_no_more_for_many_digits_than_for_few(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    store.add(1, ONE)
    few = store.path.stat().st_size
    store.add_all(MyDigit.of(f"{number:032x}", 1, ONE, "2020-01-01") for number in range(1000))
    before = store.path.stat()
    # What was written is not looked at again: if it were, this would be found to be damaged.
    with store.path.open("rb+") as file:
        file.write(b"x" * (before.st_size - 1))
    store.add(1, ONE)
    assert store.damaged == 0
    assert len(store.digits) == 1002
    after = store.path.stat()
    assert after.st_size - before.st_size == few
    assert after.st_ino == before.st_ino


def test_a_file_put_in_its_place_is_read_anew(tmp_path: Path) -> None:
    store = DigitStore(tmp_path / "a")
    store.add(1, ONE)
    other = DigitStore(tmp_path / "b")
    seven, eight = other.add(7, SEVEN), other.add(8, SEVEN)
    other.path.replace(store.path)
    assert store.refresh()
    assert list(store.digits) == [seven, eight]
    store.path.write_bytes(b"".join(store.path.read_bytes().splitlines(keepends=True)[:1]))
    assert store.refresh()
    assert store.digits == (seven,)
    store.path.unlink()
    assert store.refresh()
    assert not store.refresh()
    assert list(store.digits) == []


def test_a_digit_is_not_accepted_where_the_folder_was_taken_away(tmp_path: Path) -> None:
    store = DigitStore(tmp_path / "me")
    store.add(1, ONE)
    (tmp_path / "me").rename(tmp_path / "gone")
    with pytest.raises(OSError, match="folder was removed"):
        store.add(7, SEVEN)
    assert not (tmp_path / "me").exists()
    assert len(digits_in(tmp_path / "gone")) == 1


def test_a_line_that_cannot_be_read_is_told_and_left(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    one, two, three = store.add(1, ONE), store.add(2, SEVEN), store.add(3, SEVEN)
    lines = store.path.read_bytes().splitlines(keepends=True)
    for garbage in (
        b"\xff\x00 garbage\n", b"[" * 5000 + b"\n", b"null\n", b'{"add": [{"label": 12, "strokes": [[[0, 0]]]}]}\n',
        b'{"add": 5}\n', b'{"relabel": "nobody", "label": 3}\n', b'{"remove": []}\n', b'{"colour": "red"}\n',
    ):  # fmt: skip
        content = lines[0] + garbage + lines[2]
        store.path.write_bytes(content)
        found = DigitStore(tmp_path)
        assert found.damaged == 1
        assert found.digits == (one, three)
        found.relabel({three.key: 8})
        assert store.path.read_bytes().startswith(content)
    assert two not in digits_in(tmp_path)


def test_a_last_line_that_a_hand_left_without_its_end_counts(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    one, two = store.add(1, ONE), store.add(2, SEVEN)
    store.path.write_bytes(store.path.read_bytes().rstrip(b"\n"))
    found = DigitStore(tmp_path)
    assert found.digits == (one, two)
    other = DigitStore(tmp_path)
    assert not other.refresh()
    three = found.add(3, SEVEN)
    assert other.refresh()
    assert found.digits == other.digits == digits_in(tmp_path) == (one, two, three)
    assert found.damaged == other.damaged == 0


def test_the_network_gets_them_as_it_gets_a_drawing(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    store.add(1, ONE)
    store.add(7, SEVEN)
    np.testing.assert_array_equal(inks(store.digits), np.stack([ink_of_drawing(ONE), ink_of_drawing(SEVEN)]))
    assert inks(store.digits).dtype == np.float32
    assert labels(store.digits).tolist() == [1, 7]
    assert inks(()).shape == (0, 32, 32)
    assert labels(()).shape == (0,)


def test_the_file_says_what_a_person_can_read(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    one = store.add(1, ONE)
    (line,) = store.path.read_text(encoding="utf-8").splitlines()
    (written,) = json.loads(line)["add"]
    assert written["label"] == 1
    assert written["strokes"] == [[[0.4, 0.3], [0.5, 0.2], [0.5, 0.8]]]
    assert written["width"] == 0.06
    assert written["when"] == one.when


def test_removed_digits_are_erased_for_good_and_all_else_stays(tmp_path: Path) -> None:
    store, other = DigitStore(tmp_path), DigitStore(tmp_path)
    one, gone, seven = store.add(1, ONE), store.add(2, SEVEN), store.add(1, SEVEN)
    with store.path.open("ab") as file:
        file.write(b'cut sho\n{"of a later version": 1}\n')
    importing = Import(tmp_path / "new.jsonl", other)
    write_jsonl(importing.source, [new_digit(4, ONE), new_digit(5, SEVEN)])
    steps = importing.run()
    while b'"import"' not in store.path.read_bytes():
        next(steps)
    store.relabel({seven.key: 7})
    assert not store.any_removed
    store.remove(gone.key)
    assert store.any_removed
    store.erase_removed()
    assert not store.any_removed
    content = store.path.read_bytes()
    assert gone.key.encode() not in content
    assert content.endswith(b'{"of a later version":1}\ncut sho\n')
    assert [digit.key for digit in store.digits] == [one.key, seven.key]
    assert other.refresh()
    assert store.digits == other.digits == digits_in(tmp_path)
    assert store.digits[1].label == 7
    assert gone.key not in other
    assert store.damaged == other.damaged == DigitStore(tmp_path).damaged == 2
    # What others were bringing in comes whole.
    list(steps)
    store.refresh()
    assert [digit.label for digit in store.digits] == [1, 7, 4, 5]
    assert store.digits == digits_in(tmp_path)


def test_erasing_nothing_writes_nothing(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    store.add(1, ONE)
    before = store.path.stat()
    store.erase_removed()
    after = store.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)  # reading changes other times


def test_what_could_not_be_erased_is_as_it_was(tmp_path: Path) -> None:
    store = DigitStore(tmp_path)
    one, gone = store.add(1, ONE), store.add(2, SEVEN)
    for _ in range(20):
        store.add(7, SEVEN)
    store.remove(gone.key)
    before = store.path.read_bytes()
    with full_disk(), pytest.raises(OSError, match="File too large") as told:
        store.erase_removed()
    assert told.value.filename == str(store.path)
    assert store.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["digits.jsonl", "digits.lock"]
    store.restore(gone.key)
    assert store.digits[:2] == (one, gone)
