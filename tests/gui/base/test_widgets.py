"""Windows beside the main one, and how they come back when they were closed; names in labels and of files; lists."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.widgets import (
    ComboBox,
    bring_to_front,
    column,
    confirm,
    offered_name,
    open_save_dialog,
    wrapped_label,
)
from tests.gui.pointing import turn_wheel


def test_a_closed_window_comes_back_as_it_was(qtbot: QtBot) -> None:
    main, text = QWidget(), QLineEdit()
    qtbot.addWidget(main)
    child = QWidget(main, Qt.WindowType.Window)
    child.setLayout(column(text))
    with qtbot.waitExposed(child):
        bring_to_front(child)
    child.move(60, 70)
    child.resize(420, 230)
    QTest.keyClicks(text, "four")
    before = child.geometry()
    child.close()
    assert not child.isVisible()
    with qtbot.waitExposed(child):
        bring_to_front(child)
    assert child.geometry() == before
    assert text.text() == "four"
    QTest.keyClicks(text, "5")
    assert text.text() == "four5"
    assert child.pos() == QPoint(60, 70)


def test_a_list_needs_focus_for_the_wheel(qtbot: QtBot) -> None:
    window, text, box = QWidget(), QLineEdit(), ComboBox()
    qtbot.addWidget(window)
    window.setLayout(column(text, box))
    box.addItems(["one", "two"])
    with qtbot.waitActive(window):
        window.show()
    text.setFocus()
    turn_wheel(box)
    assert box.currentText() == "one"
    box.setFocus()
    turn_wheel(box)
    assert box.currentText() == "two"


def test_a_name_is_no_markup(qtbot: QtBot) -> None:
    parent, name = QWidget(), "<b>Eve</b>"
    qtbot.addWidget(parent)
    confirm(parent, "Remove a person", f"Remove {name}?", lambda: None)
    (box,) = parent.findChildren(QMessageBox)
    labels = [label for label in box.findChildren(QLabel) if name in label.text()]
    for label in (*labels, wrapped_label(f"Remove {name}?")):
        assert label.textFormat() is Qt.TextFormat.PlainText
    assert labels
    box.reject()


@pytest.mark.parametrize("chosen", ["drawing", "drawing.jsonl", "drawing.txt"])
def test_a_name_from_another_programs_dialog_has_its_suffix(qtbot: QtBot, tmp_path: Path, chosen: str) -> None:
    parent, taken = QWidget(), list[str]()
    qtbot.addWidget(parent)
    for replaces in (None, False, True):
        open_save_dialog(parent, "Save the drawing", ["Drawing (*.jsonl)", "Picture (*.png)"], taken.append)
        dialog = parent.findChildren(QFileDialog)[-1]
        dialog.setDefaultSuffix("")  # as is GTK's, and a portal's
        dialog.fileSelected.emit(str(tmp_path / chosen))
        dialog.close()
        boxes = parent.findChildren(QMessageBox)
        # Such a dialog has asked about the name that was chosen, but about no other.
        assert bool(boxes) == (chosen == "drawing" and replaces is not None)
        for box in boxes:
            confirms = box.findChild(QPushButton, "confirm")
            assert confirms is not None
            assert box.text() == "drawing.jsonl exists already. Replace it?"
            (confirms.click if replaces else box.reject)()
        qtbot.waitUntil(lambda: not parent.findChildren(QDialog))
        (tmp_path / "drawing.jsonl").touch()
    whole = str(tmp_path / (chosen if "." in chosen else "drawing.jsonl"))
    assert taken == [whole] * (2 if chosen == "drawing" else 3)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Short run, 5 passes", "Short run, 5 passes"),
        ("Own recipe, Ann/Bob's digits", "Own recipe, Ann-Bob's digits"),
        ('<"A:\\\\?*|">', "--A--------"),
        ("数\té", "数-é"),
    ],
)
def test_a_name_that_is_offered_can_be_a_files_on_any_system(text: str, name: str) -> None:
    assert offered_name(text) == name
