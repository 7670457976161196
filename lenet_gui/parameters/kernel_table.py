"""A table of 5x5 kernels, each map's live picture at the head of its row or column; C3's is the paper's Table I."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui import theme
from lenet_gui.keys import ARROWS, BY_TAB
from lenet_gui.parameters.kernel_layout import (
    HEAD,
    KernelLayout,
    Spot,
    TextSizes,
    lay_out,
    next_tile,
    next_weight,
    smallest_cell,
)
from lenet_gui.parameters.kernels import KernelSet
from lenet_gui.scale import ActivationScale
from model.recognition import Recognition

_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class KernelTable(QWidget):
    """Kernels where one map reads another; nothing where it does not.

    Arrows walk the tiles, with Shift the weights of one; what reads and what is read is lit.

    Signals:
        chosen: layer and map of the head, or of the reading map of the kernel, that was clicked or chosen with Enter.
        walked: the QRectF that a key led to, so that it can be scrolled into sight.
    """

    chosen = Signal(str, int)
    walked = Signal(object)

    def __init__(self, scale: ActivationScale, name: str, empty: KernelSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._set = empty
        self._limit = 1.0
        self._answer: Recognition | None = None
        self._kernel_images: dict[Spot, QImage] | None = None
        self._layout: KernelLayout | None = None
        self._pointed: Spot | None = None
        self._chosen: Spot | None = None
        scale.changed.connect(self._recolour)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self._describe()

    # What is shown

    @property
    def wiring(self) -> NDArray[np.bool_]:
        """(rows, columns): where a kernel is shown."""
        shown = np.zeros((len(self._set.rows), len(self._set.columns)), dtype=np.bool_)
        for spot in self._set.kernels:
            shown[spot.row, spot.column] = True
        return shown

    def show_kernels(self, kernels: KernelSet, limit: float) -> None:
        """Show other kernels, on a scale from ``-limit`` to ``limit``."""
        self._set, self._limit = kernels, limit
        self._recolour()
        self._describe()

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's maps at the heads."""
        self._answer = answer
        heads = QRegion()
        for spot in self.layout_now().spots():
            if HEAD in spot[:2]:
                heads += self._around(spot)
        self.update(heads)
        self._describe()

    def mark(self, layer: str, index: int) -> None:
        """Light a map of one of the two layers as chosen; none if it is of neither."""
        self._chosen = self._set.head_of(layer, index)
        self._describe()
        self.update()

    @property
    def spot(self) -> Spot | None:
        """What is pointed at, or else chosen."""
        return self._pointed or self._chosen

    @property
    def lit(self) -> set[Spot]:
        """The heads of the maps that belong to it: what it reads, what reads it, and itself."""
        return set() if self.spot is None else self._set.belonging(self.spot)

    def _recolour(self) -> None:
        self._kernel_images = None
        self.update()

    # Geometry

    def _text_sizes(self) -> TextSizes:
        metrics = self.fontMetrics()
        label = metrics.horizontalAdvance(max((self._label(name) for name in self._set.rows), key=len))
        return TextSizes(metrics.height(), label, metrics.horizontalAdvance("00"))

    def _label(self, name: tuple[str, int]) -> str:
        return name[0] if name[0] == "INPUT" else f"{name[0]}·{name[1]}"

    def layout_now(self) -> KernelLayout:
        """Where everything lies."""
        if self._layout is None:
            rows, columns = len(self._set.rows), len(self._set.columns)
            self._layout = lay_out(rows, columns, QSizeF(self.size()), self._text_sizes(), self.devicePixelRatioF())
        return self._layout

    def minimumSizeHint(self) -> QSize:
        text = self._text_sizes()
        size = KernelLayout(len(self._set.rows), len(self._set.columns), smallest_cell(text), text).size
        return QSize(int(size.width()) + 1, int(size.height()) + 1)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def spot_at(self, position: QPointF) -> Spot | None:
        """The tile at a place of the widget, and the weight in it."""
        return self.layout_now().spot_at(position, set(self._set.kernels))

    # Painting

    def _around(self, spot: Spot) -> QRegion:
        return QRegion(self.layout_now().tile(spot.row, spot.column).adjusted(-4, -4, 4, 4).toAlignedRect())

    def _kernels(self) -> dict[Spot, QImage]:
        if self._kernel_images is None:
            palette = self.palette()
            self._kernel_images = {
                spot: self._scale.image(kernel, palette, self._limit) for spot, kernel in self._set.kernels.items()
            }
        return self._kernel_images

    def paintEvent(self, event: QPaintEvent) -> None:
        layout, palette = self.layout_now(), self.palette()
        lit, region = self.lit, event.region()
        with QPainter(self) as painter:
            for spot in layout.spots():
                tile = layout.tile(spot.row, spot.column)
                if region.intersects(self._around(spot)):
                    self._paint_tile(painter, spot, tile)
                if HEAD in spot[:2]:
                    self._paint_label(painter, spot, spot in lit)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent(palette), 2))
            for spot in lit:
                painter.drawRect(layout.tile(spot.row, spot.column).adjusted(-1, -1, 1, 1))
            if self._pointed is not None:
                mark = layout.weight(self._pointed)
                painter.setPen(QPen(QColor("white"), 3))
                painter.drawRect(mark)
                painter.setPen(QPen(QColor("black"), 1))
                painter.drawRect(mark)

    def _paint_tile(self, painter: QPainter, spot: Spot, tile: QRectF) -> None:
        palette = self.palette()
        image = self._kernels().get(spot)
        if HEAD in spot[:2] and self._answer is not None:
            layer, index = self._set.name_at(spot)
            image = self._scale.image(self._answer.layer(layer)[index], palette)
        if image is not None:
            painter.drawImage(tile, image)
            painter.setPen(QPen(theme.line(palette), 0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(tile)

    def _paint_label(self, painter: QPainter, spot: Spot, lit: bool) -> None:
        palette, place = self.palette(), self.layout_now().label(spot.row, spot.column)
        name = self._set.name_at(spot)
        text = self._label(name)
        if painter.fontMetrics().horizontalAdvance(text) > place.width():
            text = str(name[1])
        painter.setPen(theme.accent(palette) if lit else theme.quiet(palette))
        painter.drawText(place, _RIGHT if spot.column == HEAD else _CENTRE, text)

    # Pointer and keys

    def _describe(self) -> None:
        hint = self.tr("Arrows walk the maps and kernels, with Shift the weights of one; Enter chooses a map")
        text = hint if self.spot is None else self._set.words_of(self.spot)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def point_at(self, spot: Spot | None) -> None:
        """As if the pointer were there."""
        if spot != self._pointed:
            self._pointed = spot
            self._describe()
            self.update()

    def _choose(self) -> None:
        if self._pointed is not None:
            name = self._set.chosen_at(self._pointed)
            self._chosen = self._set.head_of(*name)
            self.update()
            self.chosen.emit(*name)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(QPointF(event.pos()))
            if spot is not None:
                place = self.layout_now().weight(spot).toAlignedRect()
                QToolTip.showText(event.globalPos(), self._set.words_of(spot), self, place)
                return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(self.spot_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.point_at(self.spot_at(event.position()))
            self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_TAB and self._pointed is None:
            self._walk_to(self._chosen or Spot(0, 0))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self.point_at(None)
        super().focusOutEvent(event)

    def _walk_to(self, spot: Spot) -> None:
        self.point_at(spot)
        self.walked.emit(self.layout_now().tile(spot.row, spot.column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, spot = Qt.Key(event.key()), self.spot
        if key in ARROWS:
            if spot is None:
                self._walk_to(Spot(0, 0))
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and spot.tile in self._set.kernels:
                self._walk_to(next_weight(spot, *ARROWS[key]))
            else:
                self._walk_to(next_tile(spot, *ARROWS[key], len(self._set.rows), len(self._set.columns)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._pointed is not None:
            self._choose()
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._layout = None
            self._recolour()
            self.updateGeometry()
        super().changeEvent(event)
