"""Numbers written with the mouse, a made-up person's hand."""

from itertools import pairwise

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import drag
from model.digits.drawing import Drawing, Point
from tests.model.hand import moved, number


def dense(line: tuple[Point, ...], steps: int = 4) -> tuple[Point, ...]:
    """With points between, as a mouse sends them."""
    between = [
        (x + (next_x - x) * k / steps, y + (next_y - y) * k / steps)
        for (x, y), (next_x, next_y) in pairwise(line)
        for k in range(steps)
    ]
    return (*between, line[-1])


def draw(window: MainWindow, drawing: Drawing) -> None:
    """Draw all strokes, one mouse event for each point."""
    for stroke in drawing.strokes:
        drag(window.canvas_panel.canvas, dense(stroke.points))


def write(window: MainWindow, digits: str, left: float = 0.1, middle: float = 0.5) -> None:
    """Write a number whose first digit begins there."""
    draw(window, moved(number(digits), left, middle))
