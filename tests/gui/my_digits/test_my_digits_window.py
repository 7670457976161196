"""The window of a person's digits: what it shows, and what it asks for, with real events."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.entries import GalleryEntry, OutcomeFigures
from lenet_gui.my_digits.gallery_model import DOUBTFUL_SIGN, WRONG_SIGN
from lenet_gui.my_digits.window import MyDigitsWindow
from lenet_gui.settings import Settings
from model.datasets import mnist_test

LABELS = (3, 1, 3, 7, 1)


@pytest.fixture
def digits_window(qtbot: QtBot, settings: Settings) -> MyDigitsWindow:
    window = MyDigitsWindow(settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    inks = mnist_test().subset(np.arange(len(LABELS))).fields().astype(np.float32) / 255
    window.show_entries(
        [GalleryEntry(f"k{k}", label, ink, "today") for k, (label, ink) in enumerate(zip(LABELS, inks, strict=True))]
    )
    return window


def first_entry(window: MyDigitsWindow) -> None:
    QTest.keyClick(window.gallery, Qt.Key.Key_Home)
    QTest.keyClick(window.gallery, Qt.Key.Key_Right)
    QTest.keyClick(window.gallery, Qt.Key.Key_Home)


def test_digits_stand_by_label_and_are_walked_by_key(digits_window: MyDigitsWindow) -> None:
    gallery = digits_window.gallery
    first_entry(digits_window)
    walked = []
    for _ in LABELS:
        walked.append(gallery.chosen[0])
        assert gallery.accessibleDescription().startswith("A ")
        QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert walked == ["k1", "k4", "k0", "k2", "k3"]


def test_a_digit_key_relabels_what_is_chosen(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    first_entry(digits_window)
    QTest.keyClick(digits_window.gallery, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(digits_window.relabel_wanted) as asked:
        QTest.keyClick(digits_window.gallery, Qt.Key.Key_7)
    assert asked.args == [("k1", "k4"), 7]


def test_delete_removes_and_control_z_takes_it_back(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    digits_window.gallery.setFocus()
    first_entry(digits_window)
    with qtbot.waitSignal(digits_window.remove_wanted) as asked:
        digits_window.gallery.remove.trigger()
    assert asked.args == [("k1",)]
    with qtbot.waitSignal(digits_window.undo_wanted):
        digits_window.gallery.undo.trigger()


def test_marks_are_signs_and_words(digits_window: MyDigitsWindow) -> None:
    gallery = digits_window.gallery
    plain = gallery.grab().toImage()
    digits_window.mark(frozenset({"k0"}), frozenset({"k3"}))
    assert gallery.grab().toImage() != plain
    role = Qt.ItemDataRole.ToolTipRole
    tips = {
        entry.key: gallery.digits.data(gallery.digits.index(row), role)
        for row in range(gallery.digits.rowCount())
        if (entry := gallery.digits.entry_at(gallery.digits.index(row))) is not None
    }
    assert WRONG_SIGN in tips["k0"]
    assert DOUBTFUL_SIGN in tips["k3"]
    assert WRONG_SIGN not in tips["k1"]


def test_what_stays_is_still_chosen_after_a_change(digits_window: MyDigitsWindow) -> None:
    first_entry(digits_window)
    entries = [entry for entry in digits_window.gallery.digits.entries if entry.key != "k0"]
    digits_window.show_entries(entries)
    assert digits_window.gallery.chosen == ("k1",)


def test_an_empty_gallery_says_how_to_begin(digits_window: MyDigitsWindow) -> None:
    digits_window.show_entries([])
    assert "press the key" in digits_window.gallery.accessibleDescription()
    assert not digits_window.save.isEnabled()


def test_an_outcome_is_told_and_decided_on(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    bar = digits_window.learn_bar
    digits_window.show_progress(3, 10, "learning")
    assert bar.stop.isVisible()
    assert not bar.learn.isEnabled()
    figures = OutcomeFigures(20, 17, 19, 0.43, 0.45, frozenset({"k0"}), frozenset(), "")
    digits_window.show_outcome(figures)
    words = bar.outcome.accessibleDescription()
    assert "17 of 20" in words
    assert "19 of 20" in words
    assert "0.45 %" in words
    assert bar.words.startswith("1 of your digits still go wrong")
    for button, signal in ((bar.take, digits_window.take_wanted), (bar.leave, digits_window.leave_wanted)):
        with qtbot.waitSignal(signal):
            button.click()
    digits_window.show_outcome(figures, takeable=False)
    assert not bar.take.isEnabled()


def test_learning_by_itself_is_a_choice(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(digits_window.auto_changed):
        digits_window.set_auto(True, 7)
    with qtbot.waitSignal(digits_window.auto_changed) as chosen:
        digits_window.learn_bar.every.setValue(9)
    assert chosen.args == [True, 9]


def test_people_are_chosen(digits_window: MyDigitsWindow, qtbot: QtBot) -> None:
    digits_window.show_profiles(("Ann", "me"), "me")
    assert digits_window.people.names.currentText() == "me"
    with qtbot.waitSignal(digits_window.profile_chosen) as chosen:
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
