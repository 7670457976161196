"""Parts of a view that seldom change, in views that repaint with every pen movement: painted once, then copied."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPaintEngine, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from lenet_gui.base.pointable import PicturePainter


def is_on_screen(painter: QPainter, ratio: float) -> bool:
    """Whether pictures of this many device pixels per pixel suit the device: not files, which may hold vectors."""
    return painter.paintEngine().type() == QPaintEngine.Type.Raster and painter.deviceTransform().m11() == ratio


def pixmap_for(widget: QWidget) -> QPixmap:
    """As large as the widget on its screen; a pixel that it covers only in part counts."""
    ratio = widget.devicePixelRatioF()
    pixmap = QPixmap(ceil(widget.width() * ratio), ceil(widget.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class CachedLayer:
    """Painted once, and again after :meth:`forget` or when size, screen, palette or font change.

    Args:
        widget: the widget that it is part of.
        paint: paints it, in the widget's coordinates.
        opaque: it fills the widget with the colour of windows, and must then be drawn first.
    """

    def __init__(self, widget: QWidget, paint: Callable[[QPainter], None], opaque: bool = False) -> None:
        self._widget, self._paint, self._opaque = widget, paint, opaque
        if opaque:
            widget.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pixmap: QPixmap | None = None
        self._key: tuple[QSize, float, int, QFont] | None = None

    def forget(self) -> None:
        """Paint it again next time."""
        self._pixmap = None

    def draw(self, canvas: QPainter) -> None:
        """Draw it; devices of another resolution, such as files, have it painted afresh."""
        ratio = self._widget.devicePixelRatioF()
        if not is_on_screen(canvas, ratio):
            canvas.save()
            self._paint(canvas)
            canvas.restore()
            return
        key = (self._widget.size(), ratio, self._widget.palette().cacheKey(), self._widget.font())
        if self._pixmap is None or key != self._key:
            self._key = key
            self._pixmap = pixmap_for(self._widget)
            window = self._widget.palette().color(QPalette.ColorRole.Window)
            self._pixmap.fill(window if self._opaque else Qt.GlobalColor.transparent)
            with PicturePainter(self._pixmap) as painter:
                painter.setFont(self._widget.font())
                self._paint(painter)
        canvas.drawPixmap(0, 0, self._pixmap)
