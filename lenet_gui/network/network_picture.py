"""The whole network in one picture, left to right as in the paper's Fig. 2, live."""

from functools import cached_property

from PySide6.QtCore import QRect, QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.base.pointable import PicturePainter, paint_focus
from lenet_gui.network.connections import Connections, Scene
from lenet_gui.network.layout.titles import paint_strip
from lenet_gui.network.marks import paint_changes, paint_mark, paint_path
from lenet_gui.network.network_layout import LayerPlace
from lenet_gui.network.network_painter import NetworkPainter, Output, Pixels, output_of
from lenet_gui.network.overlay import Overlay, paint_legend, paint_overlay
from lenet_gui.network.stage import Stage
from lenet_gui.network.summary import summary_of
from lenet_gui.network.walk import describe
from lenet_gui.style.motion import may_move
from lenet_gui.style.spoken import Spoken
from model.network.changes import NO_CHANGES, Changes
from model.network.recognition import Recognition
from model.network.wiring import INPUT, Unit


class NetworkPicture(Spoken, Stage):
    """INPUT, C1, S2, C3, S4, C5, F6 and OUTPUT, painted live; one unit can be chosen and one pointed at."""

    described = Signal(str)  # name and value of the unit pointed at, else of the chosen one; else empty
    chosen = Signal(object)  # the Unit that was chosen, or None

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__()
        self._scale = scale
        self.answer: Recognition | None = None
        self.overlay: Overlay | None = None
        self._output = Output()
        self._stale = False
        self._changing: QRect | None = None
        """What an answer changes: not the titles, which stay."""
        self.pointed_unit: Unit | None = None
        self.chosen_unit: Unit | None = None
        self.connections = Connections(self._scene, self)
        self.connections.changed.connect(self._on_connections)
        self.connections.moved.connect(self.update)
        self._alone = False
        self._waves = True
        """Whether the connections brighten after a stroke, where the system's settings allow it."""
        self._background = CachedLayer(self, self._paint_background, opaque=True)
        self._lit = CachedLayer(self, self._paint_lit)
        self._marks = CachedLayer(self, self._paint_marks)
        scale.changed.connect(self.restyled)
        self.setAccessibleName(self.tr("The whole network"))

    # What is shown

    @cached_property
    def _pixels(self) -> Pixels:
        return Pixels()

    @property
    def _changes(self) -> Changes:
        return NO_CHANGES if self.answer is None else self.answer.changes

    def show_recognition(self, answer: Recognition) -> None:
        before, self.answer = self.answer, answer
        self._stale = True
        if before is None or before.parameters is not answer.parameters or before.changes != answer.changes:
            self.connections.ask()
        self.connections.answered()
        if self._changing is None:
            self.layout_now()
            self._changing = self.geometry_now.clip.toAlignedRect()
        self.update(self._changing)
        self._describe()
        self.tell_value()

    @property
    def is_at_rest(self) -> bool:
        return self.pointed_unit is None and self.chosen_unit is None

    def spoken_value(self) -> str:
        """The unit pointed at or chosen, and then every layer."""
        summary = "" if self.answer is None else summary_of(self.answer)
        return f"{self.accessibleDescription()}. {summary}" if self.accessibleDescription() else summary

    def show_alone(self, alone: bool) -> None:
        """Whether it is painted into a file, without the penalties' rows beside OUTPUT: its digits are named then."""
        self._alone = alone

    def show_overlay(self, overlay: Overlay | None) -> None:
        """Lay saliency over INPUT, or remove it."""
        self.overlay = overlay
        self.update()

    @Slot()
    def begin_wave(self) -> None:
        """A stroke is over: let the connections brighten from INPUT to OUTPUT, once it has been answered."""
        self.connections.pen_is_up(self._waves and may_move(self))

    def let_wave(self, on: bool) -> None:
        """Whether connections brighten after a stroke; if not, any that do stop at once."""
        self._waves = on
        if not on:
            self.connections.forget_wave()

    @Slot()
    def end_wave(self) -> None:
        """The pen is down."""
        self.connections.pen_is_down()

    def restyled(self) -> None:
        self._stale = True
        self.moved()

    def moved(self) -> None:
        self._changing = None
        self._background.forget()
        self._forget_marks()
        self.connections.ask()
        self.update()

    def _forget_marks(self) -> None:
        self._lit.forget()
        self._marks.forget()

    # One unit

    def choose(self, unit: Unit | None) -> None:
        if unit != self.chosen_unit:
            self.chosen_unit = unit
            self._forget_marks()
            self.chosen.emit(unit)
            self.update()
            self._describe()

    def point_at(self, unit: Unit | None) -> None:
        if unit != self.pointed_unit:
            self.pointed_unit = unit
            self._forget_marks()
            self.update()
            self._describe()

    def _describe(self) -> None:
        unit = self.pointed_unit or self.chosen_unit
        text = "" if unit is None else describe(unit, self.answer)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            self.described.emit(text)

    # Connections

    def _scene(self) -> Scene | None:
        if self.answer is None:
            return None
        layout, geometry, palette = self.layout_now(), self.geometry_now, self.palette()
        table, dark = self._scale.table(palette), theme.is_dark(palette)
        ratio = self.devicePixelRatioF()
        return Scene(layout, geometry.size, geometry.camera.zoom, ratio, self.answer, table, dark)

    @Slot()
    def _on_connections(self) -> None:
        self._background.forget()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        layout, geometry = self.layout_now(), self.geometry_now
        if self._stale and self.answer is not None:
            self._pixels.show(self.answer, self._scale, palette)
            self._output = output_of(self.answer)
            self._stale = False
        marked = self.pointed_unit is not None or self.chosen_unit is not None
        with PicturePainter(self) as canvas:
            self._background.draw(canvas)
            if marked:
                self._lit.draw(canvas)
            canvas.save()
            self._move_to_picture(canvas)
            painter = NetworkPainter(canvas, layout, palette)
            if painter.is_on_screen:
                self.connections.paint_wave(canvas, geometry.size)
            if self._output.winner is not None:
                self.connections.paint_way_to(self._output.winner, canvas, geometry.size)
            if self.answer is not None:
                painter.maps(self._pixels)
            painter.output(self._output, None if geometry.beside and not self._alone else geometry.fonts.words)
            if self.overlay is not None and layout.places[INPUT].cells:
                self._paint_overlay(canvas, layout.places[INPUT], self.overlay)
            if self._changes is not NO_CHANGES:
                paint_changes(canvas, layout, palette, self._changes, geometry.fonts.label)
            canvas.restore()
            if marked:
                self._marks.draw(canvas)
            paint_focus(canvas, self)

    def _move_to_picture(self, canvas: QPainter) -> None:
        """Paint in the picture's coordinates from here on, between titles and sizes only."""
        camera = self.geometry_now.camera
        canvas.setClipRect(self.geometry_now.clip)
        canvas.translate(camera.offset)
        canvas.scale(camera.zoom, camera.zoom)

    def _paint_overlay(self, canvas: QPainter, place: LayerPlace, overlay: Overlay) -> None:
        paint_overlay(canvas, place.cells[0], overlay, self._scale, self.palette())
        canvas.setFont(self.geometry_now.fonts.label)
        room = place.column.adjusted(4, 0, -4, 0)
        room.setBottom(self.geometry_now.band.bottom())
        paint_legend(canvas, place.cells[0], room, overlay, self._scale, self.palette())

    def _paint_background(self, canvas: QPainter) -> None:
        layout, geometry, palette = self.layout_now(), self.geometry_now, self.palette()
        canvas.fillRect(self.rect(), theme.stage(palette))
        geometry.titles.paint(canvas, palette, geometry.title_lines())
        canvas.save()
        self._move_to_picture(canvas)
        canvas.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.connections.paint(canvas, geometry.size)
        canvas.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        corners = geometry.band.topLeft(), geometry.band.bottomRight()
        canvas.setClipRect(QRectF(*map(geometry.camera.to_picture, corners)))  # below, there are the sizes of others
        for name, place in layout.places.items():
            if not place.cells:
                paint_strip(canvas, palette, place.column.adjusted(1, 0, -1, 0), name, geometry.fonts.words)
        NetworkPainter(canvas, layout, palette).background(geometry.fonts.label)
        canvas.restore()

    def _paint_lit(self, canvas: QPainter) -> None:
        unit = self.pointed_unit or self.chosen_unit
        if unit is not None:
            self._move_to_picture(canvas)
            self.connections.paint_unit(unit, canvas)

    def _paint_marks(self, canvas: QPainter) -> None:
        layout, palette = self.layout_now(), self.palette()
        self._move_to_picture(canvas)
        unit = self.pointed_unit or self.chosen_unit
        if unit is not None:
            paint_path(canvas, layout, palette, unit)
        if self.chosen_unit is not None:
            paint_mark(canvas, layout, palette, self.chosen_unit, chosen=True)
        if self.pointed_unit is not None:
            paint_mark(canvas, layout, palette, self.pointed_unit, chosen=False)
