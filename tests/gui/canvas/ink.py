"""A line to draw, and where ink is seen."""

from PySide6.QtGui import QColor

from lenet_gui.canvas.canvas import Canvas

LINE = ((0.2, 0.5), (0.5, 0.5), (0.8, 0.5))


def ink_at(canvas: Canvas, x: float, y: float) -> bool:
    """Whether the canvas shows ink there, as a person would see it."""
    image = canvas.grab().toImage()
    place = canvas.from_canvas((x, y)) * canvas.devicePixelRatioF()
    colour: QColor = image.pixelColor(place.toPoint())
    return colour.lightness() < 128
