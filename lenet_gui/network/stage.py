"""A widget that shows the network from where the camera is: zoom, and folded and enlarged layers."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.network.layout.geometry import Geometry
from lenet_gui.network.network_layout import NetworkLayout, Size
from model.network.wiring import Unit

_AROUND = 20.0
"""What is seen around a unit that has been brought into view."""


class Stage(QWidget):
    """Subclasses paint what is seen, and say in :meth:`moved` what has to be repainted."""

    resized = Signal()  # it has been resized

    def __init__(self) -> None:
        super().__init__()
        self.geometry_now = Geometry(self.font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def moved(self) -> None:
        """Called when everything has moved."""
        self.update()

    def restyled(self) -> None:
        """Called when colours or fonts have changed."""
        self.moved()

    def layout_now(self) -> NetworkLayout:
        """Where everything lies, in the picture's own coordinates; :meth:`to_view` converts them."""
        self.geometry_now.fit(QSizeF(self.size()), self.devicePixelRatioF())
        return self.geometry_now.layout

    def to_view(self, place: QRectF) -> QRectF:
        """From the picture's coordinates to the widget's."""
        return self.geometry_now.camera.to_view(place)

    def unit_at(self, position: QPointF) -> Unit | None:
        layout = self.layout_now()
        if not self.geometry_now.clip.contains(position):
            return None
        return layout.unit_at(self.geometry_now.camera.to_picture(position))

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom about a position in the widget, by default its centre."""
        about = QPointF(self.rect().center()) if about is None else about
        self.geometry_now.camera.zoom_by(factor, about, QSizeF(self.size()))
        self.moved()

    def bring_into_view(self, unit: Unit) -> None:
        """Move the picture, where one has zoomed in, until a unit is seen."""
        where, camera = self.layout_now().unit_rect(unit), self.geometry_now.camera
        if where is None or camera.zoom == 1:
            return
        there, seen = self.to_view(where).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND), self.geometry_now.clip
        right = max(seen.left() - there.left(), 0.0) + min(seen.right() - there.right(), 0.0)
        down = max(seen.top() - there.top(), 0.0) + min(seen.bottom() - there.bottom(), 0.0)
        if right or down:
            camera.move_by(QPointF(right, down), QSizeF(self.size()))
            self.moved()

    def show_all(self) -> None:
        """Back to the whole picture, every layer in its normal size."""
        self.geometry_now.show_all()
        self.moved()

    def size_of(self, layer: str) -> Size:
        return self.geometry_now.size_of(layer)

    def resize_layer(self, layer: str, size: Size) -> None:
        self.geometry_now.resize_layer(layer, size)
        self.moved()

    def put_output(self, heights: Sequence[float] | None) -> None:
        """Put the ten digits of OUTPUT at these heights in the widget, or spread them over the whole height."""
        if self.geometry_now.put_output(heights):
            self.moved()

    def minimumSizeHint(self) -> QSize:
        return self.geometry_now.least.toSize()

    def sizeHint(self) -> QSize:
        return QSize(620, 440)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.moved()
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        understood = super().event(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange):
            self.geometry_now.use_font(self.font())
            self.restyled()
            self.updateGeometry()
        return understood
