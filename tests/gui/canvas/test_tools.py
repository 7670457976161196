"""The row below the canvas: what has nothing to do cannot be pressed."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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


def darkest(button: IconButton) -> int:
    """How dark its icon is where it is darkest."""
    image = button.grab().toImage()
    return min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))


def test_a_button_that_could_not_be_pressed_looks_like_the_others_once_it_can(
    window: MainWindow, qapp: QApplication
) -> None:
    ColourScheme(qapp).choose("light")
    tools = window.canvas_panel.tools
    eraser, undo, clear = (
        next(button for button in tools.findChildren(IconButton) if button.defaultAction() is action)
        for action in (tools.eraser, tools.undo, tools.clear)
    )
    assert darkest(clear) > darkest(eraser) + 60
    drag(window.canvas_panel.canvas, STROKE)
    assert darkest(eraser) == darkest(undo) == darkest(clear)
