"""A table of 5x5 kernels with the maps at the heads of its rows and columns; C3's is the paper's Table I."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QRegion

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import CENTRE, RIGHT
from lenet_gui.base.pointable import PicturePainter, Pointable
from lenet_gui.parameters.kernel_set import HEAD, KernelLayout, KernelSet, Spot, TextSizes, lay_out, smallest_cell
from lenet_gui.style.outline import paint_outline
from model.network.recognition import Recognition
from model.network.wiring import Unit


class KernelTable(Pointable[Spot]):
    """Kernels where one map reads another, nothing where it does not.

    Arrow keys move between tiles, with Shift between weights; the maps on both sides of a kernel are highlighted.
    """

    # The layer and map of the head, or the reading map of the kernel, that was clicked or chosen with Enter.
    chosen = Signal(str, int)

    def __init__(self, scale: ActivationScale, name: str, kernels: KernelSet) -> None:
        super().__init__(name)
        self._scale = scale
        self._set = kernels
        self._limit = 1.0
        self._answer: Recognition | None = None
        self._kernel_images: dict[Spot, QImage] | None = None
        self._layout: KernelLayout | None = None
        self._chosen: Spot | None = None
        scale.changed.connect(self.restyle)
        self.describe()

    def show_kernels(self, kernels: KernelSet, limit: float) -> None:
        """Show kernels on a scale from ``-limit`` to ``limit``."""
        self._set, self._limit = kernels, limit
        self.restyle()
        self.describe()

    def show_recognition(self, answer: Recognition) -> None:
        self._answer = answer
        heads = QRegion()
        for spot, tile in self.layout_now().tiles.items():
            if HEAD in spot[:2]:
                heads += tile.toAlignedRect()
        self.update(heads)
        self.describe()

    def mark(self, unit: Unit | None) -> None:
        """Highlight a unit's map as chosen; none if it has no head."""
        self._chosen = None if unit is None else self._set.head_of((unit.layer, unit.map))
        self.renew()

    @property
    def spot(self) -> Spot | None:
        """The spot pointed at, or else the one chosen."""
        return self.pointed or self._chosen

    @property
    def lit(self) -> set[Spot]:
        """The tiles highlighted with it: the maps it reads, those that read it, and itself."""
        return set() if self.spot is None else self._set.belonging(self.spot)

    def _text_sizes(self) -> TextSizes:
        metrics = self.fontMetrics()
        label = metrics.horizontalAdvance(max((self._label(name) for name in self._set.rows), key=len))
        return TextSizes(metrics.height(), label, metrics.horizontalAdvance("00"))

    def _label(self, name: tuple[str, int]) -> str:
        return name[0] if name[0] == "INPUT" else f"{name[0]}·{name[1]}"

    def _columns_named(self) -> bool:
        """Whether the columns have room for full labels, with some between them; where not, all have the short one."""
        metrics = self.fontMetrics()
        longest = max(map(self._label, self._set.columns), key=len)
        return metrics.horizontalAdvance(longest) + metrics.averageCharWidth() <= self.layout_now().pitch

    def layout_now(self) -> KernelLayout:
        if self._layout is None:
            rows, columns = len(self._set.rows), len(self._set.columns)
            self._layout = lay_out(rows, columns, QSizeF(self.size()), self._text_sizes(), self.devicePixelRatioF())
        return self._layout

    def minimumSizeHint(self) -> QSize:
        text = self._text_sizes()
        size = KernelLayout(len(self._set.rows), len(self._set.columns), smallest_cell(text), text).size
        return QSize(int(size.width()) + 1, int(size.height()) + 1)

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
        with PicturePainter(self) as painter:
            for spot, tile in layout.tiles.items():
                if region.intersects(tile.toAlignedRect()):
                    self._paint_tile(painter, spot, tile)
                if HEAD in spot[:2] and region.intersects(layout.label(spot.row, spot.column).toAlignedRect()):
                    self._paint_label(painter, spot, spot in lit)
            painter.setPen(QPen(theme.accent(palette), 2))
            for spot in lit:
                painter.drawRect(layout.tile(spot.row, spot.column).adjusted(-1, -1, 1, 1))
            self.paint_mark(painter)

    def _paint_tile(self, painter: QPainter, spot: Spot, tile: QRectF) -> None:
        palette = self.palette()
        image = self._kernels().get(spot)
        if HEAD in spot[:2] and self._answer is not None:
            layer, index = self._set.name_at(spot)
            image = self._scale.image(self._answer.layer(layer)[index], palette)
        if image is not None:
            painter.drawImage(tile, image)
            paint_outline(painter, tile, palette)

    def _paint_label(self, painter: QPainter, spot: Spot, lit: bool) -> None:
        palette, place = self.palette(), self.layout_now().label(spot.row, spot.column)
        name = self._set.name_at(spot)
        text = self._label(name) if spot.column == HEAD or self._columns_named() else str(name[1])
        painter.setPen(theme.accent(palette) if lit else theme.quiet(palette))
        painter.drawText(place, RIGHT if spot.column == HEAD else CENTRE, text)

    def place_at(self, position: QPointF) -> Spot | None:
        return self.layout_now().spot_at(position, set(self._set.kernels))

    def rect_of(self, place: Spot) -> QRectF:
        return self.layout_now().weight(place)

    def words_of(self, place: Spot) -> str:
        return self._set.words_of(place)

    def hint(self) -> str:
        if self._chosen is not None:
            return self._set.words_of(self._chosen)
        return self.tr("Arrow keys move between maps and kernels, with Shift between weights; Enter chooses a map")

    def first_place(self) -> Spot:
        return self._chosen or Spot(0, 0)

    def next_place(self, place: Spot, down: int, right: int) -> Spot:
        return self.layout_now().next_tile(place, down, right)

    def next_with_shift(self, place: Spot, down: int, right: int) -> Spot:
        if place.tile in self._set.kernels:
            return self.layout_now().next_weight(place, down, right)
        return self.next_place(place, down, right)

    def choose_place(self, place: Spot) -> None:
        name = self._set.chosen_at(place)
        self.mark(Unit(*name))
        self.chosen.emit(*name)

    def restyle(self) -> None:
        self._kernel_images = None
        self.update()

    def rearrange(self) -> None:
        self._layout = None
