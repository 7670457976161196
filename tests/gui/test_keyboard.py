"""By keyboard alone: draw, name, take an example, open a picture, why, what if, parameters, help, close."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT
from model.digits.datasets import mnist_test
from model.network.recognition import Recognition
from tests.gui.conftest import AnswerOf
from tests.screenshots import shown

NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _active(live_window: MainWindow, qtbot: QtBot) -> None:
    live_window.activateWindow()
    qtbot.waitUntil(live_window.isActiveWindow)


def focus() -> QWidget:
    """What has the focus; without a screen, the platform may think for a moment that no window is in front."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible() and window.focusWidget()]
    widget = QApplication.focusWidget() or windows[-1].focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """To whatever has the focus."""
    for key in keys:
        QTest.keyClick(focus(), key, modifier)


def tab_to(widget: QWidget) -> None:
    for _ in range(60):
        if focus() is widget:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {widget}")


def draw_a_one(answer_of: AnswerOf) -> Recognition:
    """A stroke from top to bottom; the canvas has the focus from the start."""
    press(Qt.Key.Key_Up, Qt.Key.Key_Up, modifier=Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Space)
    press(*[Qt.Key.Key_Down] * 4, modifier=Qt.KeyboardModifier.ShiftModifier)
    return answer_of(lambda: press(Qt.Key.Key_Space, Qt.Key.Key_Down))


def test_draw_and_name(live_window: MainWindow, answer_of: AnswerOf) -> None:
    press(Qt.Key.Key_Up, Qt.Key.Key_Up, modifier=Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Space)
    down = Qt.KeyboardModifier.ShiftModifier
    answer = answer_of(lambda: press(*[Qt.Key.Key_Down] * 4, modifier=down))
    press(Qt.Key.Key_Space)
    assert answer.digit == 1
    press(Qt.Key.Key_1)
    assert live_window.naming.words.text() == "Kept as 1"
    press(Qt.Key.Key_Z, modifier=CONTROL)
    assert live_window.naming.words.text() != "Kept as 1"
    assert not live_window.sketch.is_blank


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_is_named_while_the_network_has_the_focus(drawn: MainWindow, digit: int) -> None:
    view = drawn.network.view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert focus() is view
    press(Qt.Key(Qt.Key.Key_0 + digit))
    if digit != DIGIT:
        assert drawn.canvas_side.bubble.isVisible()
        press(Qt.Key(Qt.Key.Key_0 + digit))
    assert drawn.naming.words.text() == f"Kept as {digit}"


def test_numbers_are_typed_where_they_are_asked_for(drawn: MainWindow) -> None:
    """Not taken for the drawing's name."""
    drawn.inspector.ask_what_if()
    fields = [each for each in drawn.drawer.findChildren(QAbstractSpinBox) if each.isVisible()]
    assert fields
    for field in fields:
        QTest.keyClick(field, Qt.Key.Key_5)
    assert drawn.naming.words.text() == "Wrong? It is a"


def test_take_an_example(live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    tiles = live_window.drawings.tray.tiles
    live_window.drawings.read_examples()
    qtbot.waitUntil(lambda: bool(tiles.spoken_value()), timeout=20_000)
    tab_to(tiles)
    press(Qt.Key.Key_Right, Qt.Key.Key_Down)
    answer_of(lambda: press(Qt.Key.Key_Return))
    assert live_window.canvas_panel.canvas.spoken_value().startswith("6: MNIST test digit")


def test_open_a_picture(live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path, qtbot: QtBot) -> None:
    Image.fromarray(255 - mnist_test().images[1]).resize((112, 112)).save(tmp_path / "two.png")
    press(Qt.Key.Key_O, modifier=CONTROL)
    (dialog,) = live_window.findChildren(QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(tmp_path / "two.png"))  # typed, a list of names would open, which takes the keys without a screen
    assert answer_of(lambda: QTest.keyClick(line, Qt.Key.Key_Return)).digit == 2


def test_why_and_back_and_close(live_window: MainWindow, qtbot: QtBot) -> None:
    view, drawer = live_window.network.view, live_window.drawer
    tab_to(view)
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, modifier=CONTROL)
    press(Qt.Key.Key_Return)
    assert drawer.isVisible()
    assert drawer.explains
    assert view.chosen_unit is not None
    first = view.chosen_unit
    sheet = drawer.why.sheet
    assert sheet is not None
    tab_to(sheet)
    press(Qt.Key.Key_Return)
    assert view.chosen_unit != first
    press(Qt.Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: view.chosen_unit == first)
    press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert not drawer.isVisible()


def test_what_if(live_window: MainWindow, answer_of: AnswerOf) -> None:
    tab_to(live_window.network.view)
    press(Qt.Key.Key_Right, modifier=CONTROL)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_I, modifier=CONTROL)
    tab_to(live_window.drawer.what_if.map_row.off)
    answer = answer_of(lambda: press(Qt.Key.Key_Space))
    assert len(answer.changes.factors) == 1
    tab_to(live_window.drawer.what_if.list)
    answer = answer_of(lambda: press(Qt.Key.Key_Down, Qt.Key.Key_Delete))
    assert not answer.changes


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_L, CONTROL), (Qt.Key.Key_D, CONTROL), (Qt.Key.Key_F1, NONE)])
@pytest.mark.parametrize("closes", [(Qt.Key.Key_Escape, NONE), (Qt.Key.Key_W, CONTROL)])
def test_windows_open_and_close(
    live_window: MainWindow,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    closes: tuple[Qt.Key, Qt.KeyboardModifier],
) -> None:
    press(key, modifier=modifier)
    (other,) = shown(live_window)
    qtbot.waitUntil(other.isActiveWindow)
    QTest.keyClick(other, *closes)
    assert not other.isVisible()
    assert live_window.isVisible()


@pytest.mark.parametrize("beside", ["parameters", "my_digits", "training", "training_step", "help"])
def test_a_window_beside_the_main_one_has_the_keys_of_all_windows(
    live_window: MainWindow, qtbot: QtBot, beside: str
) -> None:
    """And not those of the drawing."""
    window, text = live_window, QApplication.font().pointSizeF()
    if beside == "help":
        window.help.show_keys()
    else:
        getattr(window, beside).show_window()
    (other,) = shown(window)

    def press_there(key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
        QTest.keyClick(other.focusWidget() or other, key, modifier)

    press_there(Qt.Key.Key_E)
    press_there(Qt.Key.Key_E, NONE)
    assert window.canvas_panel.tools.pen.isChecked()
    press_there(Qt.Key.Key_Plus)
    assert QApplication.font().pointSizeF() > text
    press_there(Qt.Key.Key_Minus)
    assert QApplication.font().pointSizeF() == text
    drawer = window.drawer
    for key, page in (
        (Qt.Key.Key_F, drawer.findings_page),
        (Qt.Key.Key_K, drawer.neighbours_page),
        (Qt.Key.Key_I, drawer.what_if_page),
    ):
        press_there(key)
        assert drawer.shows(page)
        qtbot.waitUntil(window.isActiveWindow)
    for key in (Qt.Key.Key_L, Qt.Key.Key_D, Qt.Key.Key_T):
        press_there(key)
    press_there(Qt.Key.Key_F1, NONE)
    titles = {"Help", "My digits", "Parameters of LeNet-5", "Train LeNet-5", other.windowTitle()}
    assert {each.windowTitle() for each in shown(window)} == titles


@pytest.mark.parametrize("maximised", [False, True])
def test_full_screen_and_back(live_window: MainWindow, qtbot: QtBot, maximised: bool) -> None:
    if maximised:
        live_window.showMaximized()
    press(Qt.Key.Key_F11)
    qtbot.waitUntil(live_window.isFullScreen)
    press(Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not live_window.isFullScreen())
    assert live_window.isMaximized() == maximised


def test_quit(live_window: MainWindow) -> None:
    press(Qt.Key.Key_W, modifier=CONTROL)
    assert not live_window.isVisible()
