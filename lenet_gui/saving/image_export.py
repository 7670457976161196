"""Painted pictures and widgets as PNG or SVG."""

import base64
import re
from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QComboBox, QScrollBar, QWidget

Paint = Callable[[QPainter], None]
_PNG_SCALE = 2


@runtime_checkable
class _DiffersAlone(Protocol):
    """A view that leaves to its neighbours in the window what a picture of it alone must show."""

    def show_alone(self, alone: bool) -> None: ...


def image_of(size: QSize, background: QColor, paint: Paint) -> QImage:
    """A picture at twice its size on screen; raises OSError if memory runs out, or there is nothing to show."""
    if size.isEmpty():
        raise OSError("it has not been shown yet")
    image = QImage(size * _PNG_SCALE, QImage.Format.Format_RGB32)
    # A pixel ratio also scales the widths of cosmetic lines, as on a high-resolution screen.
    image.setDevicePixelRatio(_PNG_SCALE)
    image.fill(background)
    painter = QPainter()
    if not painter.begin(image):
        raise OSError("no memory for the picture")
    paint(painter)
    painter.end()
    return image


def as_png(size: QSize, background: QColor, paint: Paint) -> bytes:
    """:func:`image_of` as a file; raises OSError."""
    return png_of(image_of(size, background, paint))


def png_of(image: QImage) -> bytes:
    """A picture as a file, pixel for pixel; raises OSError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError("the picture could not be encoded")
    return bytes(buffer.data().data())


def as_svg(size: QSize, background: QColor, paint: Paint, dots_per_inch: int) -> bytes:
    """An SVG drawing; raises OSError. Small pictures become squares, which every viewer shows crisp at any zoom."""
    buffer = QBuffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(dots_per_inch)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    painter = QPainter()
    if not painter.begin(generator):
        raise OSError("the drawing could not be made")
    painter.fillRect(QRect(QPoint(), size), background)
    paint(painter)
    painter.end()
    return _IMAGE.sub(_as_squares, bytes(buffer.data().data()).decode()).encode()


_IMAGE = re.compile(r"<image ([^>]*)/>")
_NUMBER = re.compile(r'\b(x|y|width|height)="([^"]*)"')
_CONTENT = re.compile(r"base64,([^\"]*)\"")
_MOST_SQUARES = 64 * 64
_UNDER = 0.3


def _as_squares(found: re.Match[str]) -> str:
    """An image of few pixels as squares, neighbours of one colour in one; another stays an image."""
    at = {name: float(value) for name, value in _NUMBER.findall(found[1])}
    content = _CONTENT.search(found[1])
    image = QImage.fromData(base64.b64decode(content[1])) if content else QImage()
    wide, high = image.width(), image.height()
    if not 0 < wide * high <= _MOST_SQUARES or image.hasAlphaChannel():
        return found[0]
    across, down = at["width"] / wide, at["height"] / high
    parts = []
    for row in range(high):
        column = 0
        for colour, run in groupby(image.pixel(x, row) & 0xFFFFFF for x in range(wide)):
            length = len(list(run))
            x, y = at["x"] + column * across, at["y"] + row * down
            column += length
            # Under its neighbours by a little: viewers that smooth edges would leave seams.
            width, height = length * across + (column < wide) * _UNDER, down + (row < high - 1) * _UNDER
            parts.append(f'<path d="M{x:.3f} {y:.3f}h{width:.3f}v{height:.3f}H{x:.3f}z" fill="#{colour:06x}"/>')
    return f'<g stroke="none" shape-rendering="crispEdges">{"".join(parts)}</g>'


def widget_image(widget: QWidget) -> QImage:
    """A widget as it is now, without its buttons and scroll bars."""
    return image_of(widget.size(), _background(widget), _painting(widget))


def widget_file(widget: QWidget, suffix: str) -> Callable[[], bytes]:
    """A widget as it is now, without its buttons and scroll bars, as a ``.png`` or ``.svg`` file.

    Returns:
        What makes the file's content, on any thread, and raises OSError where it cannot.

    Raises:
        OSError: the picture cannot be made; ValueError: another suffix.
    """
    if suffix == ".png":
        return partial(png_of, widget_image(widget))
    if suffix == ".svg":
        drawing = as_svg(widget.size(), _background(widget), _painting(widget), widget.logicalDpiX())
        return lambda: drawing
    raise ValueError(f"a view can be saved as .png or .svg, not as {suffix or 'a file without a suffix'}")


def _painting(widget: QWidget) -> Paint:
    shown = QRegion(widget.rect())
    for kind in (QAbstractButton, QComboBox, QScrollBar):
        for button in widget.findChildren(kind):
            if button.isVisibleTo(widget):
                shown -= QRegion(QRect(button.mapTo(widget, QPoint()), button.size()))

    def paint(painter: QPainter) -> None:
        parts = [part for part in (widget, *widget.findChildren(QWidget)) if isinstance(part, _DiffersAlone)]
        for part in parts:
            part.show_alone(True)
        widget.render(painter, QPoint(), shown)
        for part in parts:
            part.show_alone(False)

    return paint


def _background(widget: QWidget) -> QColor:
    return widget.palette().color(widget.palette().ColorRole.Window)
