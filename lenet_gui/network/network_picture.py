"""The whole network in one picture, left to right as in the paper's Fig. 2, live."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.network.geometry import Geometry
from lenet_gui.network.marks import paint_changes, paint_mark, paint_path
from lenet_gui.network.network_layout import NetworkLayout, Size
from lenet_gui.network.network_painter import NetworkPainter, Output, Pixels, output_of, pixels_of
from lenet_gui.network.overlay import Overlay, paint_legend, paint_overlay
from lenet_gui.network.titles import paint_strip
from lenet_gui.network.walk import describe
from lenet_gui.network.wiring.strands import colours_of
from lenet_gui.network.wiring.wave import Wave, motion_is_wanted
from lenet_gui.network.wiring.wiring_layer import Spec, WiringLayer, paint_cables_of
from model.network.changes import NO_CHANGES, Changes
from model.network.recognition import Recognition, Verdict
from model.network.wiring import INPUT, Unit

_SHARPEST = 2.5
"""Pixels that pictures of the wiring have per pixel of the picture, at most."""


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
        self._answer: Recognition | None = None
        self._overlay: Overlay | None = None
        self._pixels: Pixels = {}
        self._output = Output()
        self._stale = False
        self._pointed: Unit | None = None
        self._chosen: Unit | None = None
        self.geometry_now = Geometry(self.font())
        self.wiring = WiringLayer(self)
        self.wiring.changed.connect(self._on_wiring)
        self.wave = Wave(self)
        self.wave.moved.connect(self._on_wave)
        self.waves = True
        """Whether the connections brighten after a stroke, where the system's settings allow it."""
        self._background = CachedLayer(self, self._paint_background, opaque=True)
        self._lit = CachedLayer(self, self._paint_lit)
        self._marks = CachedLayer(self, self._paint_marks)
        scale.changed.connect(self._on_colours)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The whole network"))

    # What is shown

    @property
    def answer(self) -> Recognition | None:
        """The answer that is shown."""
        return self._answer

    @property
    def _changes(self) -> Changes:
        return NO_CHANGES if self._answer is None else self._answer.changes

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's layers."""
        before, self._answer = self._answer, answer
        self._stale = True
        if before is None or before.parameters is not answer.parameters or before.changes != answer.changes:
            self._ask_for_wiring()
        self.update()
        self._describe()

    @property
    def overlay(self) -> Overlay | None:
        """The saliency over INPUT."""
        return self._overlay

    def show_overlay(self, overlay: Overlay | None) -> None:
        """Lay saliency over INPUT, or remove it."""
        self._overlay = overlay
        self.update()

    @Slot()
    def begin_wave(self) -> None:
        """A stroke is over: let the connections brighten from INPUT to OUTPUT."""
        self.wiring.resume()
        blank = self._answer is None or self._answer.verdict is Verdict.BLANK
        if self.waves and not blank and motion_is_wanted(self):
            self.wave.start()

    @Slot()
    def end_wave(self) -> None:
        """The pen is down."""
        self.wave.stop()
        self.wiring.pause()

    def _on_colours(self) -> None:
        self._stale = True
        self.moved()

    # Geometry

    def layout_now(self) -> NetworkLayout:
        """Where everything lies, in the picture's own coordinates; :meth:`to_view` converts them."""
        self.geometry_now.fit(QSizeF(self.size()), self.devicePixelRatioF())
        return self.geometry_now.layout

    def to_view(self, place: QRectF) -> QRectF:
        """From the picture's coordinates to the widget's."""
        return self.geometry_now.camera.to_view(place)

    def unit_at(self, position: QPointF) -> Unit | None:
        """The unit at a position in the widget."""
        layout = self.layout_now()
        if not self.geometry_now.band.contains(position):
            return None
        return layout.unit_at(self.geometry_now.camera.to_picture(position))

    @property
    def zoom(self) -> float:
        """1 shows the whole picture."""
        return self.geometry_now.camera.zoom

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom about a position in the widget, by default its centre."""
        about = QPointF(self.rect().center()) if about is None else about
        self.geometry_now.camera.zoom_by(factor, about, QSizeF(self.size()))
        self.moved()

    def show_all(self) -> None:
        """Back to the whole picture, every layer in its normal size."""
        self.geometry_now.show_all()
        self.moved()

    def moved(self) -> None:
        """Paint anew after the camera moved or the layout changed."""
        self._background.forget()
        self._forget_marks()
        self._ask_for_wiring()
        self.update()

    def _forget_marks(self) -> None:
        self._lit.forget()
        self._marks.forget()

    def size_of(self, layer: str) -> Size:
        """Whether a layer is folded, enlarged or neither."""
        return self.geometry_now.size_of(layer)

    def resize_layer(self, layer: str, size: Size) -> None:
        """Fold, enlarge or restore a layer; at most one is enlarged."""
        self.geometry_now.resize_layer(layer, size)
        self.moved()

    def put_output(self, heights: Sequence[float] | None) -> None:
        """Put the ten digits of OUTPUT at these heights in the widget, or spread them over the whole height."""
        if self.geometry_now.put_output(heights):
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
            self._forget_marks()
            self.chosen.emit(unit)
            self.update()
            self._describe()

    def point_at(self, unit: Unit | None) -> None:
        """Point at a unit, or at none."""
        if unit != self._pointed:
            self._pointed = unit
            self._forget_marks()
            self.update()
            self._describe()

    def _describe(self) -> None:
        unit = self._pointed or self._chosen
        text = "" if unit is None else describe(unit, self._answer)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            self.described.emit(text)

    # Wiring

    def _wiring_spec(self) -> Spec | None:
        if self._answer is None:
            return None
        layout, geometry, palette = self.layout_now(), self.geometry_now, self.palette()
        band = geometry.titles.head, geometry.size.height() - geometry.titles.foot
        colours = colours_of(self._scale.table(palette), theme.is_dark(palette))
        sharp = min(geometry.camera.zoom, _SHARPEST)
        return Spec(layout, geometry.size, band, sharp, self._answer.parameters, self._changes, colours)

    def _ask_for_wiring(self) -> None:
        spec = self._wiring_spec()
        if spec is not None:
            self.wiring.ask(spec)

    @Slot()
    def _on_wiring(self) -> None:
        self._background.forget()
        self.update()

    @Slot()
    def _on_wave(self) -> None:
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        layout, geometry = self.layout_now(), self.geometry_now
        if self._stale and self._answer is not None:
            self._pixels = pixels_of(self._answer, self._scale, palette)
            self._output = output_of(self._answer)
            self._stale = False
        marked = self._pointed is not None or self._chosen is not None
        with QPainter(self) as canvas:
            self._background.draw(canvas)
            if marked:
                self._lit.draw(canvas)
            canvas.save()
            self._move_to_picture(canvas)
            if self.wave.is_running:
                self.wave.paint(canvas, self.wiring, geometry.size)
            painter = NetworkPainter(canvas, layout, palette)
            painter.maps(self._pixels)
            painter.output(self._output, geometry.fonts.words)
            if self._overlay is not None and layout.places[INPUT].cells:
                self._paint_overlay(canvas, layout)
            if self._changes is not NO_CHANGES:
                paint_changes(canvas, layout, palette, self._changes, geometry.fonts.label)
            canvas.restore()
            if marked:
                self._marks.draw(canvas)
            if self.hasFocus():
                canvas.setPen(theme.accent(palette))
                canvas.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _move_to_picture(self, canvas: QPainter) -> None:
        """Paint in the picture's coordinates from here on, between titles and sizes only."""
        camera = self.geometry_now.camera
        canvas.setClipRect(self.geometry_now.band)
        canvas.translate(camera.offset)
        canvas.scale(camera.zoom, camera.zoom)

    def _paint_overlay(self, canvas: QPainter, layout: NetworkLayout) -> None:
        place, overlay = layout.places[INPUT], self._overlay
        if overlay is not None:
            paint_overlay(canvas, place.cells[0], overlay, self._scale, self.palette())
            canvas.setFont(self.geometry_now.fonts.label)
            room = place.column.adjusted(4, 0, -4, 0)
            paint_legend(canvas, place.cells[0], room, overlay, self._scale, self.palette())

    def _paint_background(self, canvas: QPainter) -> None:
        layout, geometry, palette = self.layout_now(), self.geometry_now, self.palette()
        canvas.fillRect(self.rect(), theme.stage(palette))
        geometry.titles.paint(canvas, palette, geometry.title_lines())
        canvas.save()
        self._move_to_picture(canvas)
        canvas.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.wiring.paint(canvas, geometry.size)
        canvas.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        for name, place in layout.places.items():
            if not place.cells:
                paint_strip(canvas, palette, place.column.adjusted(1, 0, -1, 0), name, geometry.fonts.words)
        NetworkPainter(canvas, layout, palette).background(geometry.fonts.label)
        canvas.restore()

    def _paint_lit(self, canvas: QPainter) -> None:
        unit, spec = self._pointed or self._chosen, self._wiring_spec()
        if unit is not None and spec is not None:
            self._move_to_picture(canvas)
            paint_cables_of(unit, canvas, spec)

    def _paint_marks(self, canvas: QPainter) -> None:
        layout, palette = self.layout_now(), self.palette()
        self._move_to_picture(canvas)
        unit = self._pointed or self._chosen
        if unit is not None:
            paint_path(canvas, layout, palette, unit)
        if self._chosen is not None:
            paint_mark(canvas, layout, palette, self._chosen, chosen=True)
        if self._pointed is not None:
            paint_mark(canvas, layout, palette, self._pointed, chosen=False)

    def minimumSizeHint(self) -> QSize:
        return self.geometry_now.least.toSize()

    def sizeHint(self) -> QSize:
        return QSize(620, 440)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.moved()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange)
        if event.type() in kinds:
            self.geometry_now.use_font(self.font())
            self._on_colours()
            self.updateGeometry()
        super().changeEvent(event)
