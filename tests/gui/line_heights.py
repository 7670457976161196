"""Heights in tests are for lines as high as DejaVu Sans has them; with another font, views are as much higher."""

from math import ceil

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

_USUAL = 1.165
"""The distance of DejaVu Sans's lines, in sizes of the font."""


def line_height(font: QFont | None = None) -> float:
    """How much higher a line of this font is, the application's by default; never less than 1."""
    font = QApplication.font() if font is None else font
    return max(1.0, QFontMetricsF(font).lineSpacing() / QFontInfo(font).pixelSize() / _USUAL)


def high(pixels: int) -> int:
    """A height, for the application's font."""
    return ceil(pixels * line_height())
