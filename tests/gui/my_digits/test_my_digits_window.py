"""The window of a person's digits: what it shows, and what it asks for, with real events."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.export_names import export_filters
from lenet_gui.my_digits.gallery_model import WRONG_SIGN
from lenet_gui.my_digits.people_bar import NameDialog, refusal
from lenet_gui.my_digits.window import MyDigitsWindow
from model.digits.preprocess import ink_of_drawing
from model.my_digits.people import ProfileError, Profiles
from model.network.records import Evaluation
from model.teaching.report import Doubt, TeachingReport


def report_of(
    count: int, right_before: int, right_after: int, mnist: tuple[int, int], doubtful: int = 0, share: float = 1
) -> TeachingReport:
    """Of so many digits; ``mnist`` are the misread ones of 10,000, before and after."""
    before, after = (np.where(np.arange(count) < right, 3, 8) for right in (right_before, right_after))
    doubts = tuple(Doubt(position, 3, 8, left_out=False) for position in range(doubtful))
    measured = [Evaluation(np.diag([1000] * 10), np.arange(errors), np.full(errors, 9)) for errors in mnist]
    labels, penalties = np.full(count, 3), np.zeros((count, 10), dtype=np.float32)
    return TeachingReport(labels, before, after, after, penalties, doubts, measured[0], measured[1], share, 1.0)


def test_an_empty_gallery_says_how_to_begin(digits_window: MyDigitsWindow) -> None:
    digits_window.show_entries([])
    assert "press its key" in digits_window.gallery.accessibleDescription()
    assert digits_window.load.isEnabled()
    assert not digits_window.save.isEnabled()


def test_an_outcome_is_shown_and_decided_on(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    bar = digits_window.teach_bar
    digits_window.teach_bar.show_progress(3, 10)
    assert bar.cancel.isVisible()
    assert not bar.teach.isEnabled()
    digits_window.teach_bar.show_outcome(report_of(20, 17, 19, (43, 45)))
    words = bar.outcome.accessibleDescription()
    assert "17 of 20" in words
    assert "19 of 20" in words
    assert "0.45 %" in words
    assert bar.words == f"Nothing has changed yet. 1 of your digits is still misread ({WRONG_SIGN})."
    for button in (bar.use, bar.discard):
        with qtbot.waitSignal(button.clicked):
            button.click()
    digits_window.teach_bar.show_outcome(report_of(20, 17, 19, (43, 45), share=0))
    assert not bar.use.isEnabled()


@pytest.mark.parametrize("doubtful", [0, 1, 2])
@pytest.mark.parametrize("usable", [True, False])
def test_an_outcome_says_each_thing_once(digits_window: MyDigitsWindow, doubtful: int, usable: bool) -> None:
    warning = "moved only 60 % of the way" if usable else "there is nothing to use."
    digits_window.teach_bar.show_outcome(report_of(5, 3, 4, (43, 45), doubtful, share=0.6 if usable else 0))
    words = digits_window.teach_bar.words
    assert words.count("is still misread (×)") == 1
    assert words.count("label") == words.count("look at") == (1 if doubtful else 0)
    assert words.count("Nothing has changed yet.") == usable
    assert words.count(warning) == 1


def test_bars_stay_beside_their_names_in_a_wide_window(digits_window: MyDigitsWindow, qapp: QApplication) -> None:
    digits_window.teach_bar.show_outcome(report_of(20, 17, 19, (43, 45)))
    digits_window.resize(1900, 1000)
    qapp.processEvents()
    assert digits_window.teach_bar.outcome.bars[0].width() < 600
    assert digits_window.people.names.width() < 600


def test_automatic_teaching_is_a_choice(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(digits_window.teach_bar.auto_changed):
        digits_window.teach_bar.set_auto(True, 7)
    with qtbot.waitSignal(digits_window.teach_bar.auto_changed) as chosen:
        digits_window.teach_bar.every.setValue(9)
    assert chosen.args == [True, 9]


def test_people_are_chosen(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    digits_window.people.show_profiles(("Ann", "me"), "me")
    assert digits_window.people.names.currentText() == "me"
    with qtbot.waitSignal(digits_window.people.profile_chosen) as chosen:
        digits_window.people.names.setFocus()
        QTest.keyClick(digits_window.people.names, Qt.Key.Key_Up)
    assert chosen.args == ["Ann"]


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_everything_has_a_name_and_room(digits_window: MyDigitsWindow, qapp: QApplication, factor: float) -> None:
    font = digits_window.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    digits_window.setFont(font)
    for widget in digits_window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or getattr(widget, "text", str)(), f"{widget} has no name"
    smallest = digits_window.minimumSizeHint()
    assert smallest.width() < 1024 * factor
    assert smallest.height() < 700 * factor


def test_figures_are_never_cut_off(digits_window: MyDigitsWindow) -> None:
    outcome = digits_window.teach_bar.outcome
    digits_window.teach_bar.show_outcome(report_of(2000, 1994, 1999, (43, 350)))
    longest = outcome.fontMetrics().horizontalAdvance("1999 of 2000")
    assert outcome.width() - outcome.bars[1].geometry().right() >= longest
    assert outcome.bars[0].value() / outcome.bars[0].maximum() == pytest.approx(1994 / 2000)
    assert outcome.bars[3].value() == outcome.bars[3].maximum()  # more than the scale has


def test_nothing_can_be_taught_without_digits(digits_window: MyDigitsWindow) -> None:
    bar = digits_window.teach_bar
    assert bar.teach.isEnabled()
    digits_window.show_entries([])
    assert not bar.teach.isEnabled()
    digits_window.teach_bar.show_words("Keep some digits first.")
    assert not bar.teach.isEnabled()
    assert bar.words == "Keep some digits first."


def test_default_weights_are_offered_while_taught_ones_are_in_use(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    button = digits_window.teach_bar.go_back
    assert not button.isVisible()
    digits_window.teach_bar.set_taught(True)
    with qtbot.waitSignal(digits_window.teach_bar.go_back.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    digits_window.teach_bar.set_taught(False)
    assert not button.isVisible()


def test_teaching_is_begun_and_cancelled(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    bar = digits_window.teach_bar
    with qtbot.waitSignal(bar.teach.clicked):
        QTest.mouseClick(bar.teach, Qt.MouseButton.LeftButton)
    digits_window.teach_bar.show_progress(30, 120)
    assert bar.words == "Teaching 25 %"
    assert bar.progress.value() == 30
    with qtbot.waitSignal(bar.cancel.clicked):
        QTest.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)


def test_a_guided_round_begins_and_ends(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(digits_window.guided.toggled) as wanted:
        QTest.mouseClick(digits_window.guided, Qt.MouseButton.LeftButton)
    assert wanted.args == [True]
    digits_window.show_round("It is over.", running=False)
    assert not digits_window.guided.isChecked()


def test_people_are_added_and_renamed_by_name(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    people = digits_window.people
    digits_window.people.show_profiles(("me",), "me")
    assert not people.remove.isEnabled()
    for button, signal in (
        (people.add, digits_window.people.profile_wanted),
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
        assert why in dialog.why
        assert dialog.name.accessibleDescription() == dialog.why
        with qtbot.assertNotEmitted(digits_window.people.profile_wanted):
            QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert dialog.isVisible()
    dialog.name.setText("Zoe")
    assert dialog.ok.isEnabled()
    assert dialog.why == ""
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
        ask().button(QMessageBox.StandardButton.Yes).click()


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


def test_a_file_that_the_dialog_did_not_ask_about_is_asked_about(
    digits_window: MyDigitsWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "mine-labels-idx1-ubyte").touch()
    with qtbot.assertNotEmitted(digits_window.export_wanted):
        digits_window.export_to(str(tmp_path / "mine"), export_filters()[2])
    box = digits_window.findChild(QMessageBox)
    assert box is not None
    assert "mine-labels-idx1-ubyte" in box.text()
    with qtbot.waitSignal(digits_window.export_wanted):
        box.button(QMessageBox.StandardButton.Yes).click()


def test_the_window_comes_back_as_large_as_it_was(
    digits_window: MyDigitsWindow, qtbot: QtBot, settings: Settings
) -> None:
    digits_window.resize(777, 555)
    digits_window.close()
    again = MyDigitsWindow(settings, ink_of_drawing)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (777, 555)
