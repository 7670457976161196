"""The row below the canvas: what has nothing to do cannot be pressed."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag
from lenet_gui.style.icon_button import IconButton
from model.digits.drawing import Drawing, Picture


def enabled(window: MainWindow) -> tuple[bool, bool]:
    """Whether the drawing can be cleared, and drawn again."""
    tools = window.canvas_panel.tools
    return tools.clear.isEnabled(), tools.replay.isEnabled()


def test_only_what_is_drawn_can_be_cleared_or_drawn_again(window: MainWindow) -> None:
    canvas = window.canvas_panel.canvas
    assert enabled(window) == (False, False)
    drag(canvas, STROKE)
    assert enabled(window) == (True, True)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert window.sketch.drawing.is_blank
    assert enabled(window) == (False, False)
    window.canvas_panel.tools.undo.trigger()
    assert enabled(window) == (True, True)


def test_a_picture_has_no_strokes_to_draw_again(window: MainWindow) -> None:
    grey = np.full((32, 32), 0.5, dtype=np.float32)
    window.sketch.change_to(Drawing(picture=Picture(grey, grey)), "example")
    assert enabled(window) == (True, False)


def test_the_first_stroke_can_be_cleared_while_it_is_drawn(window: MainWindow) -> None:
    canvas = window.canvas_panel.canvas
    middle = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert not window.sketch.drawing.is_blank
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert window.sketch.drawing.is_blank
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert window.sketch.drawing.is_blank


@pytest.mark.parametrize("name", ["undo", "clear", "replay"])
def test_a_button_that_is_disabled_by_its_own_click_leaves_the_focus_to_the_pen(window: MainWindow, name: str) -> None:
    tools = window.canvas_panel.tools
    drag(window.canvas_panel.canvas, STROKE)
    pressed, pen = button_of(window, getattr(tools, name)), button_of(window, tools.pen)
    pressed.setFocus()
    QTest.keyClick(pressed, Qt.Key.Key_Space)
    assert not pressed.isEnabled()
    assert pen.hasFocus()


def test_a_key_that_is_held_down_undoes_one_step(window: MainWindow) -> None:
    """What was kept would be taken back, too; a repeated key cannot be sent as a window system sends it."""
    tools = window.canvas_panel.tools
    assert not tools.undo.autoRepeat()
    assert not tools.redo.autoRepeat()


def test_tab_still_leads_out_of_the_row(window: MainWindow) -> None:
    tools = window.canvas_panel.tools
    focus: QWidget | None = button_of(window, tools.pen)
    while focus is not None and tools.isAncestorOf(focus):
        focus.setFocus()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not focus
        focus = QApplication.focusWidget()
    assert focus is not None


def button_of(window: MainWindow, action: QAction) -> IconButton:
    buttons = window.canvas_panel.tools.findChildren(IconButton)
    return next(button for button in buttons if button.defaultAction() is action)


def darkest(button: IconButton) -> int:
    """How dark its icon is where it is darkest."""
    image = button.grab().toImage()
    return min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))


def test_a_button_that_could_not_be_pressed_looks_like_the_others_once_it_can(
    window: MainWindow, qapp: QApplication
) -> None:
    ColourScheme(qapp).choose("light")
    tools = window.canvas_panel.tools
    eraser, undo, clear = (button_of(window, action) for action in (tools.eraser, tools.undo, tools.clear))
    assert darkest(clear) > darkest(eraser) + 60
    drag(window.canvas_panel.canvas, STROKE)
    assert darkest(eraser) == darkest(undo) == darkest(clear)
