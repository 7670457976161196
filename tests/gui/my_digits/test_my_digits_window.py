"""The window of a person's digits: what it shows, and what it asks for, with real events."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.export_names import export_filters
from lenet_gui.my_digits.people_bar import NameDialog, refusal
from lenet_gui.my_digits.window import MyDigitsWindow
from model.digits.preprocess import ink_of_drawing
from model.my_digits.people import ProfileError, Profiles
from tests.gui.training.driving import click
from tests.model.hand import written


def test_an_empty_gallery_says_how_to_begin(digits_window: MyDigitsWindow) -> None:
    digits_window.show_entries([])
    assert "press its key" in digits_window.gallery.accessibleDescription()
    assert digits_window.load.isEnabled()
    assert not digits_window.save.isEnabled()


def test_people_are_chosen(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    digits_window.people.show_profiles(("Ann", "me"), "me")
    assert digits_window.people.names.currentText() == "me"
    with qtbot.waitSignal(digits_window.people.names.textActivated) as chosen:
        digits_window.people.names.setFocus()
        QTest.keyClick(digits_window.people.names, Qt.Key.Key_Up)
    assert chosen.args == ["Ann"]


def test_a_long_name_is_shown_whole_where_there_is_room(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    names, name = digits_window.people.names, "Wilhelmina Constantinopolitanska-Featherstonehaugh"
    digits_window.resize(1024, 700)
    digits_window.people.show_profiles(("me", name), "me")
    usual = names.maximumWidth()
    digits_window.people.show_profiles(("me", name), name)
    assert names.toolTip() == name

    def room() -> int:
        option = QStyleOptionComboBox()
        names.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        return names.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, names).width()

    qtbot.waitUntil(lambda: room() >= names.fontMetrics().horizontalAdvance(name))
    digits_window.people.show_profiles(("me", name), "me")
    assert names.maximumWidth() == usual


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_everything_has_room(digits_window: MyDigitsWindow, factor: float) -> None:
    font = digits_window.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    digits_window.setFont(font)
    smallest = digits_window.minimumSizeHint()
    assert smallest.width() < 1024 * factor
    assert smallest.height() < 700 * factor


def test_people_are_added_and_renamed_by_name(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    people = digits_window.people
    digits_window.people.show_profiles(("me",), "me")
    assert digits_window.people.remove.toolTip() == "There is nobody else"
    assert not people.remove.isEnabled()
    for button, signal in (
        (people.add, digits_window.people.add_wanted),
        (people.rename, digits_window.people.rename_wanted),
    ):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        dialog = people.findChild(NameDialog)
        assert dialog is not None
        dialog.name.selectAll()
        QTest.keyClicks(dialog.name, "Zoe")
        with qtbot.waitSignal(signal) as named:
            QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert named.args == ["Zoe"]
        qtbot.waitUntil(lambda: people.findChild(NameDialog) is None)


def test_a_name_that_cannot_be_used_is_not_accepted(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    people = digits_window.people
    digits_window.people.show_profiles(("Ann", "me"), "me")
    QTest.mouseClick(people.add, Qt.MouseButton.LeftButton)
    dialog = people.findChild(NameDialog)
    assert dialog is not None
    for typed, why in (
        ("", "Type a name"), ("  ", "Type a name"), ("ME", "named me"), (" ann ", "named Ann"), ("x" * 101, "at most"),
    ):  # fmt: skip
        dialog.name.setText(typed)
        assert not dialog.ok.isEnabled()
        assert why in dialog.why.text()
        assert dialog.name.accessibleDescription() == dialog.why.text()
        with qtbot.assertNotEmitted(digits_window.people.add_wanted):
            QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert dialog.isVisible()
    dialog.name.setText("Zoe")
    assert dialog.ok.isEnabled()
    assert dialog.why.text() == ""
    dialog.reject()
    qtbot.waitUntil(lambda: people.findChild(NameDialog) is None)
    # One's own name may be kept, or written otherwise.
    QTest.mouseClick(people.rename, Qt.MouseButton.LeftButton)
    dialog = people.findChild(NameDialog)
    assert dialog is not None
    for typed, fits in (("me", True), ("Me", True), ("Ann", False)):
        dialog.name.setText(typed)
        assert dialog.ok.isEnabled() == fits
    dialog.reject()


@pytest.mark.parametrize("name", ["", " ", "me", "ME", "m e", "\uff4de", "x" * 100, "x" * 101, " x" * 60, "Zoe\u0308"])
def test_names_refused_while_typing_are_those_that_would_be_refused(tmp_path: Path, name: str) -> None:
    profiles = Profiles(tmp_path)
    profiles.create("Zo\xeb")
    refused = bool(refusal(name, profiles.names()))
    try:
        profiles.create(name)
    except ProfileError:
        assert refused
    else:
        assert not refused


def test_a_person_is_removed_only_after_a_question(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    people = digits_window.people
    digits_window.people.show_profiles(("Ann", "me"), "me")

    def ask() -> QMessageBox:
        QTest.mouseClick(people.remove, Qt.MouseButton.LeftButton)
        box = people.findChild(QMessageBox)
        assert box is not None
        return box

    with qtbot.assertNotEmitted(digits_window.people.remove_wanted):
        QTest.keyClick(ask(), Qt.Key.Key_Return)  # Enter keeps
        qtbot.waitUntil(lambda: people.findChild(QMessageBox) is None)
    with qtbot.waitSignal(digits_window.people.remove_wanted):
        click(ask().findChild(QPushButton, "confirm"))


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [
        ("mine", 0, "mine.jsonl"),
        ("mine", 1, "mine.jsonl.gz"),
        ("mine", 2, "mine-images-idx3-ubyte"),
        ("mine.jsonl.gz", 0, "mine.jsonl.gz"),
    ],
)
def test_an_export_is_named_for_its_format(
    digits_window: MyDigitsWindow, qtbot: QtBot, tmp_path: Path, typed: str, kind: int, written: str
) -> None:
    with qtbot.waitSignal(digits_window.export_wanted) as wanted:
        digits_window.export_to(str(tmp_path / typed), export_filters()[kind])
    assert wanted.args == [tmp_path / written]


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        (["labels-idx1"], "mine-labels-idx1-ubyte exists already. Replace it?"),
        (
            ["images-idx3", "labels-idx1"],
            "mine-images-idx3-ubyte, mine-labels-idx1-ubyte exist already. Replace them?",
        ),
    ],
)
def test_files_that_the_dialog_did_not_ask_about_are_asked_about(
    digits_window: MyDigitsWindow, qtbot: QtBot, tmp_path: Path, there: list[str], asked: str
) -> None:
    for kind in there:
        (tmp_path / f"mine-{kind}-ubyte").touch()
    with qtbot.assertNotEmitted(digits_window.export_wanted):
        digits_window.export_to(str(tmp_path / "mine"), export_filters()[2])
    box = digits_window.findChild(QMessageBox)
    assert box is not None
    assert box.text() == asked
    replace = box.findChild(QPushButton, "confirm")
    assert replace is not None
    assert replace.text() == "Replace"
    with qtbot.waitSignal(digits_window.export_wanted):
        replace.click()


def test_the_window_comes_back_as_large_as_it_was(
    digits_window: MyDigitsWindow, qtbot: QtBot, settings: Settings
) -> None:
    digits_window.resize(777, 555)
    digits_window.close()
    again = MyDigitsWindow(settings, ink_of_drawing)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (777, 555)


def test_a_label_that_fits_on_a_line_is_not_broken(digits_window: MyDigitsWindow, qapp: QApplication) -> None:
    gallery = digits_window.gallery
    digits_window.show_entries(written(3))
    for width in range(500, 1300, 60):
        digits_window.resize(width, 640)
        qapp.processEvents()
        tops = dict[int, set[int]]()
        for row in range(gallery.digits.rowCount()):
            entry = gallery.digits.entry_at(gallery.digits.index(row))
            if entry is not None:
                tops.setdefault(entry.label, set()).add(gallery.visualRect(gallery.digits.index(row)).top())
        assert [len(lines) for lines in tops.values()] == [1] * 10
