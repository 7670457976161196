"""The whole network in one picture, left to right as in the paper's Fig. 2, live."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.answer.codes import code_pictures
from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.network.camera import Camera
from lenet_gui.network.network_layout import Metrics, NetworkLayout, Size, lay_out
from lenet_gui.network.network_painter import NetworkPainter, Overlay, Scene, pixels_of
from lenet_gui.network.walk import describe
from model.network.changes import NO_CHANGES
from model.network.recognition import Recognition
from model.network.wiring import Unit


class NetworkPicture(QWidget):
    """INPUT, C1, S2, C3, S4, C5, F6 and OUTPUT, painted live; one unit can be chosen and one pointed at.

    Signals:
        described: name and value of the unit pointed at, else of the chosen one; else empty.
        chosen: the Unit that was chosen, or None.
    """

    described = Signal(str)
    chosen = Signal(object)

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._scene = Scene()
        self._stale = False
        self._sizes: dict[str, Size] = {}
        self._layout: NetworkLayout | None = None
        self._labels_font = self._small_font()
        self._background = CachedLayer(self, self._paint_background, opaque=True)
        self._marks = CachedLayer(self, self._paint_marks)
        self._pointed: Unit | None = None
        self._chosen: Unit | None = None
        self.camera = Camera()
        scale.changed.connect(self._on_colours)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The whole network"))

    # What is shown

    @property
    def answer(self) -> Recognition | None:
        """The answer that is shown."""
        return self._scene.answer

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's layers."""
        self._scene = Scene(answer, self._scene.overlay, answer.changes)
        self._stale = True
        self.update()
        self._describe()

    def show_overlay(self, overlay: Overlay | None) -> None:
        """Lay saliency over INPUT, or remove it."""
        self._scene = Scene(self._scene.answer, overlay, self._scene.changes, self._scene.pixels)
        self.update()

    def _on_colours(self) -> None:
        self._stale = True
        self.moved()

    # Geometry

    def layout_now(self) -> NetworkLayout:
        """Where everything lies, in the picture's own coordinates; :meth:`to_view` converts them."""
        if self._layout is None:
            label = QFontMetricsF(self._labels_font)
            height, figure = label.height(), label.horizontalAdvance("0")
            tall = label.ascent() + round(label.descent())
            metrics = Metrics(height + 4, height, figure, tall, self.devicePixelRatioF())
            self._layout = lay_out(QSizeF(self.size()), self._sizes, metrics)
        return self._layout

    def to_view(self, place: QRectF) -> QRectF:
        """From the picture's coordinates to the widget's."""
        return self.camera.to_view(place)

    def unit_at(self, position: QPointF) -> Unit | None:
        """The unit at a position in the widget."""
        return self.layout_now().unit_at(self.camera.to_picture(position))

    @property
    def zoom(self) -> float:
        """1 shows the whole picture."""
        return self.camera.zoom

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom about a position in the widget, by default its centre."""
        about = QPointF(self.rect().center()) if about is None else about
        self.camera.zoom_by(factor, about, QSizeF(self.size()))
        self.moved()

    def show_all(self) -> None:
        """Back to the whole picture, every layer in its normal size."""
        self.camera.show_all()
        self._sizes = {}
        self._relayout()

    def moved(self) -> None:
        """Paint anew after the camera moved."""
        self._background.forget()
        self._marks.forget()
        self.update()

    def size_of(self, layer: str) -> Size:
        """Whether a layer is folded, enlarged or neither."""
        return self._sizes.get(layer, Size.NORMAL)

    def resize_layer(self, layer: str, size: Size) -> None:
        """Fold, enlarge or restore a layer; at most one is enlarged."""
        if size is Size.ENLARGED:
            self._sizes = {name: kept for name, kept in self._sizes.items() if kept is Size.FOLDED}
        self._sizes[layer] = size
        self._relayout()

    def _relayout(self) -> None:
        self._layout = None
        self.moved()

    # One unit

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit that was clicked, or chosen by key."""
        return self._chosen

    @property
    def pointed_unit(self) -> Unit | None:
        """The unit pointed at with pointer or keys."""
        return self._pointed

    def choose(self, unit: Unit | None) -> None:
        """Choose a unit, or none."""
        if unit != self._chosen:
            self._chosen = unit
            self._marks.forget()
            self.chosen.emit(unit)
            self.update()
            self._describe()

    def point_at(self, unit: Unit | None) -> None:
        """Point at a unit, or at none."""
        if unit != self._pointed:
            self._pointed = unit
            self._marks.forget()
            self.update()
            self._describe()

    def _describe(self) -> None:
        unit = self._pointed or self._chosen
        text = "" if unit is None else describe(unit, self._scene.answer)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            self.described.emit(text)

    # Painting

    def _small_font(self) -> QFont:
        font = self.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        if self._stale and self._scene.answer is not None:
            pixels = pixels_of(self._scene.answer, self._scale, palette)
            self._scene = Scene(self._scene.answer, self._scene.overlay, self._scene.changes, pixels)
            self._stale = False
        with QPainter(self) as canvas:
            self._background.draw(canvas)
            canvas.save()
            painter = self._painter_on(canvas)
            painter.maps(self._scene)
            painter.output(self._scene)
            if self._scene.overlay is not None:
                painter.overlay(self._scene.overlay, self._scale)
            if self._scene.changes is not NO_CHANGES:
                painter.changed(self._scene.changes)
            canvas.restore()
            if self._pointed is not None or self._chosen is not None:
                self._marks.draw(canvas)
            if self.hasFocus():
                canvas.setPen(theme.accent(palette))
                canvas.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _painter_on(self, canvas: QPainter) -> NetworkPainter:
        canvas.translate(self.camera.offset)
        canvas.scale(self.camera.zoom, self.camera.zoom)
        return NetworkPainter(canvas, self.layout_now(), self.palette(), self._labels_font)

    def _paint_background(self, canvas: QPainter) -> None:
        self._painter_on(canvas).background(code_pictures(self.palette()))

    def _paint_marks(self, canvas: QPainter) -> None:
        painter = self._painter_on(canvas)
        unit = self._pointed or self._chosen
        if unit is not None:
            painter.path(unit)
        if self._chosen is not None:
            painter.mark(self._chosen, chosen=True)
        if self._pointed is not None:
            painter.mark(self._pointed, chosen=False)

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._labels_font)
        return QSize(int(300 + 18 * metrics.horizontalAdvance("0")), int(8 * metrics.height() + 180))

    def sizeHint(self) -> QSize:
        return QSize(620, 440)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout = None
        self.camera.move_by(QPointF(), QSizeF(self.size()))
        self.moved()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange)
        if event.type() in kinds:
            self._labels_font = self._small_font()
            self._on_colours()
            self._relayout()
            self.updateGeometry()
        super().changeEvent(event)
