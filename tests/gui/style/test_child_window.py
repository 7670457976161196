"""Windows beside the main one: what is left of them when they are closed."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.widgets import bring_to_front, column


def test_a_closed_window_keeps_no_picture_and_comes_back_as_it_was(qtbot: QtBot) -> None:
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
    qtbot.waitUntil(lambda: child.windowHandle() is None)  # with it goes what has been painted
    with qtbot.waitExposed(child):
        bring_to_front(child)
    assert child.geometry() == before
    assert text.text() == "four"
    QTest.keyClicks(text, "5")
    assert text.text() == "four5"
    assert child.pos() == QPoint(60, 70)


def test_a_window_that_is_shown_again_at_once_stays(qtbot: QtBot) -> None:
    main = QWidget()
    qtbot.addWidget(main)
    child = QWidget(main, Qt.WindowType.Window)
    with qtbot.waitExposed(child):
        bring_to_front(child)
    child.close()
    bring_to_front(child)
    qtbot.wait(0)
    assert child.isVisible()
    assert child.windowHandle() is not None
