"""What is changed, undone and opened: shown at once, on the disk soon after, and told where that is not possible."""

from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.digit_book import adding
from model.my_digits.digit import new_digit
from model.my_digits.people import Profiles
from tests.gui.conftest import settle
from tests.gui.my_digits.conftest import LINE, change, counts, shown, window_of
from tests.gui.training.driving import click
from tests.model.hand import written


def test_undo_is_enabled_while_there_is_something_to_undo(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    gallery, book = window_of(controller).gallery, controller.people.book
    gallery.selectAll()
    gallery.remove.trigger()
    assert shown(controller) == 0
    settle(qtbot, controller)
    assert counts(profiles) == {"me": 0}
    assert gallery.undo.isEnabled()
    gallery.undo.trigger()
    assert not gallery.undo.isEnabled()
    settle(qtbot, controller)
    assert shown(controller) == 1
    assert counts(profiles) == {"me": 1}
    gallery.selectAll()
    QTest.keyClick(gallery, Qt.Key.Key_7)
    assert [digit.label for digit in book.digits] == [7]
    gallery.undo.trigger()
    assert [digit.label for digit in book.digits] == [1]
    gallery.selectAll()
    gallery.remove.trigger()
    with qtbot.waitSignal(controller.people.person_changed):
        window_of(controller).people.add_wanted.emit("Ann")
    assert not gallery.undo.isEnabled()
    assert counts(profiles) == {"Ann": 0, "me": 0}


class _Counted(str):
    """A key that counts how often another is compared with it."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        _Counted.compared += 1
        return super().__eq__(other)


def test_thousands_are_relabelled_without_looking_for_each_among_all(
    controller: MyDigitsController, qtbot: QtBot
) -> None:
    digits = written(10)
    change(qtbot, controller, *map(adding, digits))
    controller.relabel(tuple(_Counted(digit.key) for digit in digits), 7)
    settle(qtbot, controller)
    assert [digit.label for digit in controller.people.book.digits] == [1, *[7] * len(digits)]
    assert all(digit.sure for digit in controller.people.book.digits[1:])
    assert _Counted.compared < 20 * len(digits)


def test_digits_that_come_back_are_selected(controller: MyDigitsController, qtbot: QtBot) -> None:
    gallery = window_of(controller).gallery
    for digit in written(1)[2:6]:
        change(qtbot, controller, adding(digit))
    gallery.selectAll()
    removed = gallery.chosen[1:3]
    gallery.choose(removed)
    gallery.remove.trigger()
    settle(qtbot, controller)
    assert gallery.chosen not in ((), removed)  # a neighbour
    gallery.undo.trigger()
    settle(qtbot, controller)
    assert gallery.chosen == removed


def test_digits_are_undone_with_a_button(controller: MyDigitsController, qtbot: QtBot) -> None:
    window = window_of(controller)
    assert not window.undo.isEnabled()
    window.gallery.selectAll()
    window.gallery.remove.trigger()
    settle(qtbot, controller)
    assert shown(controller) == 0
    qtbot.waitUntil(window.isActiveWindow)
    window.undo.setFocus()
    QTest.keyClick(window.undo, Qt.Key.Key_Space)
    settle(qtbot, controller)
    assert shown(controller) == 1
    assert not window.undo.isEnabled()
    assert window.gallery.hasFocus()


def test_what_was_removed_is_erased_for_good_after_a_question(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_of(controller)
    profiles.create("Ann")
    profiles.store("Ann").add_all(written(1))
    profiles.remove("Ann")
    (kept,) = (tmp_path / "people").glob("me-*/digits.jsonl")
    removed = controller.people.book.digits[0].key
    change(qtbot, controller, adding(written(1)[0]))
    window.gallery.remove_wanted.emit((removed,))
    settle(qtbot, controller)
    assert removed in kept.read_text()
    assert window.gallery.undo.isEnabled()
    click(window.erase)
    box = window.findChild(QMessageBox)
    assert box is not None
    with qtbot.waitSignal(controller.said, check_params_cb=lambda text: "Erased" in text):
        click(box.findChild(QPushButton, "confirm"))
    assert removed not in kept.read_text()
    assert not (tmp_path / "people" / "removed").exists()
    assert not window.gallery.undo.isEnabled()
    assert shown(controller) == counts(profiles)["me"] == 1


def test_erasing_is_offered_while_there_is_something_to_erase(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    window = window_of(controller)
    settle(qtbot, controller)
    assert not window.erase.isEnabled()
    window.gallery.remove_wanted.emit((controller.people.book.digits[0].key,))
    settle(qtbot, controller)
    assert window.erase.isEnabled()
    window.gallery.undo.trigger()
    settle(qtbot, controller)
    assert not window.erase.isEnabled()
    # Removed people are erased, too, whoever is drawing.
    with qtbot.waitSignal(controller.people.person_changed):
        window.people.add_wanted.emit("Ann")
    assert not window.erase.isEnabled()
    with qtbot.waitSignal(controller.people.person_changed):
        window.people.remove_wanted.emit()
    settle(qtbot, controller)
    assert window.erase.isEnabled()
    with qtbot.waitSignal(controller.said, check_params_cb=lambda text: "Erased" in text):
        controller.erase_removed()
    assert not window.erase.isEnabled()


@pytest.fixture
def ann(controller: MyDigitsController, profiles: Profiles) -> str:
    """Somebody with many digits."""
    profiles.create("Ann")
    profiles.store("Ann").add_all(written(100))
    return "Ann"


def test_digits_are_opened_beside_the_window(controller: MyDigitsController, ann: str, qtbot: QtBot) -> None:
    window = window_of(controller)
    window.people.names.textActivated.emit(ann)
    assert window.gallery.digits.entries == ()
    assert "Opening" in window.gallery.accessibleDescription()
    assert not window.load.isEnabled()
    qtbot.waitUntil(lambda: shown(controller) == 1000)
    assert window.load.isEnabled()
    assert len(controller.people.book.digits) == 1000


def test_digits_of_a_person_who_is_gone_again_are_not_shown(
    controller: MyDigitsController, ann: str, qtbot: QtBot
) -> None:
    window = window_of(controller)
    window.people.names.textActivated.emit(ann)
    window.people.names.textActivated.emit("me")
    settle(qtbot, controller)
    assert shown(controller) == 1
    window.people.names.textActivated.emit(ann)
    change(qtbot, controller, adding(new_digit(7, LINE)))  # before they have been opened
    assert shown(controller) == len(controller.people.book.digits) == 1001


def test_digits_that_cannot_be_opened_are_told(controller: MyDigitsController, ann: str, qtbot: QtBot) -> None:
    window = window_of(controller)
    with (
        patch.object(Profiles, "store", side_effect=OSError("gone")),
        qtbot.waitSignal(controller.people.failed) as told,
    ):
        window.people.names.textActivated.emit(ann)
    assert told.args == ["gone"]
    assert "could not be opened" in window.gallery.accessibleDescription()
    controller.people.choose(ann)
    qtbot.waitUntil(lambda: shown(controller) == 1000)


def test_lines_that_cannot_be_read_are_told_and_kept(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    window, path = window_of(controller), controller.people.book.folder / "digits.jsonl"
    assert not window.damage.isVisible()
    lines = b'{"from": "a newer version"}\n', b"\x00\x00 a bad block\n"
    for count, line in enumerate(lines, 1):
        path.write_bytes(path.read_bytes() + line)
        controller.show_window()
        settle(qtbot, controller)
        assert window.damage.isVisible()
        assert window.damage.text().startswith("One line" if count == 1 else "2 lines")
    change(qtbot, controller, adding(written(1)[0]))
    window.gallery.remove_wanted.emit((controller.people.book.digits[0].key,))
    settle(qtbot, controller)
    with qtbot.waitSignal(controller.said, check_params_cb=lambda text: "Erased" in text):
        controller.erase_removed()
    assert shown(controller) == 1
    assert all(line in path.read_bytes() for line in (b'"a newer version"', lines[1]))
    profiles.create("Ann")
    with qtbot.waitSignal(controller.people.person_changed):
        controller.people.choose("Ann")
    settle(qtbot, controller)
    assert not window.damage.isVisible()


def test_a_change_that_cannot_be_written_is_taken_back_and_told_once(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    gallery = window_of(controller).gallery
    told: list[str] = []
    controller.people.failed.connect(told.append)
    gallery.selectAll()
    full = OSError(28, "No space left on device")
    with patch("model.my_digits.journal.Journal.append", side_effect=full):
        gallery.remove.trigger()
        assert shown(controller) == 0
        settle(qtbot, controller)
    assert told == ["The change could not be kept: No space left on device"]
    assert shown(controller) == counts(profiles)["me"] == 1
    assert not gallery.undo.isEnabled()
