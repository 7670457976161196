"""Numbers written with the mouse, in a made-up person's hand."""

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import drag
from model.digits.drawing import Drawing
from tests.model.hand import beside, dense, moved, together, written


def draw(window: MainWindow, drawing: Drawing) -> None:
    """Draw all strokes, one mouse event for each point."""
    for stroke in drawing.strokes:
        drag(window.canvas_panel.canvas, dense(stroke.points))


def write(window: MainWindow, digits: str, left: float = 0.1, middle: float = 0.5, height: float = 0.2) -> None:
    """Write a number whose first digit begins there."""
    hand = [digit.drawing for digit in written(1)]
    draw(window, moved(together(beside([hand[int(digit)] for digit in digits], 0.2, height)), left, middle))
