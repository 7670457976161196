"""Windows beside the main one: how they come back when they were closed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.widgets import bring_to_front, column, offered_name


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
