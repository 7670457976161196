"""Painted pictures and widgets as PNG or SVG."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

Paint = Callable[[QPainter], None]
_PNG_SCALE = 2


def image_of(size: QSize, background: QColor, paint: Paint) -> QImage:
    """A picture at twice its size on screen; raises OSError if memory runs out."""
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
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image_of(size, background, paint).save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError("the picture could not be encoded")
    return bytes(buffer.data().data())


def as_svg(size: QSize, background: QColor, paint: Paint, dots_per_inch: int) -> bytes:
    """An SVG drawing; raises OSError. Pictures in it stay crisp at any zoom."""
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
    return bytes(buffer.data().data()).replace(b"<image ", b'<image style="image-rendering:pixelated" ')


def widget_image(widget: QWidget) -> QImage:
    """A widget as it is now."""
    return image_of(widget.size(), _background(widget), lambda painter: widget.render(painter, QPoint()))


def widget_file(widget: QWidget, suffix: str) -> bytes:
    """A widget as it is now, as the content of a ``.png`` or ``.svg`` file; raises OSError, ValueError."""

    def paint(painter: QPainter) -> None:
        widget.render(painter, QPoint())

    if suffix == ".png":
        return as_png(widget.size(), _background(widget), paint)
    if suffix == ".svg":
        return as_svg(widget.size(), _background(widget), paint, widget.logicalDpiX())
    raise ValueError(f"a view can be saved as .png or .svg, not as {suffix or 'a file without a suffix'}")


def _background(widget: QWidget) -> QColor:
    return widget.palette().color(widget.palette().ColorRole.Window)
