"""The base of all sheets: grids of cells that show one kind of arithmetic."""

from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import Grid
from lenet_gui.base.pointable import PicturePainter, Pointable, paint_frame
from lenet_gui.base.translate import figure
from model.network.explain import Explanation
from model.network.wiring import Unit

E = TypeVar("E", bound=Explanation)
GAP = 6


class SheetCell(NamedTuple):
    """A cell of one of a sheet's grids, counted from 0."""

    grid: int
    row: int
    column: int


class Sheet(Pointable[SheetCell], Generic[E]):
    """Grids of cells; subclasses arrange, describe and paint them, and name the unit that each value comes from."""

    source_chosen = Signal(object)  # the Unit that was clicked, or chosen with Enter

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__("")
        self.scale = scale
        self._explanation: E | None = None
        scale.changed.connect(self.update)
        self._grids: list[Grid] | None = None
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def shown(self) -> E:
        """The explanation shown last; only once there is one."""
        assert self._explanation is not None
        return self._explanation

    # For subclasses

    def show_explanation(self, explanation: E) -> None:
        first = self._explanation is None
        self._explanation = explanation
        self.refresh(first)

    def arrange(self) -> list[Grid]:
        """The grids at the sheet's present size, once there is something to show."""
        raise NotImplementedError

    def unit_of(self, place: SheetCell) -> Unit | None:
        """The unit that a cell's value comes from, if any."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Paint everything but the frame of the cell pointed at."""
        raise NotImplementedError

    def belong_with(self, place: SheetCell) -> list[SheetCell]:
        """The cells of the same term, framed together with the one pointed at."""
        return [place]

    # Shared

    @property
    def grids(self) -> list[Grid]:
        """In the widget's coordinates; empty until something is shown."""
        if self._grids is None:
            self._grids = self.arrange() if self._explanation else []
        return self._grids

    def rect_of(self, place: SheetCell) -> QRectF:
        return self.grids[place.grid].cell(place.row, place.column)

    def place_at(self, position: QPointF) -> SheetCell | None:
        for index, grid in enumerate(self.grids):
            cell = grid.cell_at(position)
            if cell is not None:
                return SheetCell(index, *cell)
        return None

    def hint(self) -> str:
        return self.tr("Arrow keys move between the figures; Enter opens the unit that a figure comes from")

    def first_place(self) -> SheetCell | None:
        return SheetCell(0, 0, 0) if self.grids else None

    def next_place(self, place: SheetCell, down: int, right: int) -> SheetCell:
        """The next cell; beyond a grid's edge, in the nearest grid on that side."""
        grid = self.grids[place.grid]
        row, column = place.row + down, place.column + right
        if grid.has(row, column):
            return SheetCell(place.grid, row, column)
        here = self.rect_of(place).center()
        found: list[tuple[float, int]] = []
        for index, other in enumerate(self.grids):
            between = other.rect.center() - grid.rect.center()
            beside = other.rect.top() <= here.y() <= other.rect.bottom()
            below = other.rect.left() <= here.x() <= other.rect.right()
            if index != place.grid and (beside if right else below):
                distance = between.x() * right + between.y() * down
                if distance > 0:
                    found.append((distance, index))
        if not found:
            return place
        nearest = min(found)[1]
        return SheetCell(nearest, *self.grids[nearest].nearest(here))

    def choose_place(self, place: SheetCell) -> None:
        unit = self.unit_of(place)
        if unit is not None:
            self.source_chosen.emit(unit)

    def heightForWidth(self, width: int) -> int:
        return self.minimumSizeHint().height()

    def refresh(self, rearrange: bool) -> None:
        """Show new values; ``rearrange`` if their number or the space they need has changed."""
        if rearrange:
            self.updateGeometry()
            self.rearrange()
        self.renew()

    def rearrange(self) -> None:
        self._grids = None
        # The cell pointed at may no longer exist.
        place = self.pointed
        if place is not None and not (place.grid < len(self.grids) and self.grids[place.grid].has(*place[1:])):
            self.point_at(None)
        self.update()

    def walk_in(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self.pointed is None:
            self.walk_to(self.first_place())

    def paint_mark(self, painter: QPainter) -> None:
        if self.pointed is not None:
            for place in self.belong_with(self.pointed):
                paint_frame(painter, self.rect_of(place))
            painter.setPen(QPen(theme.accent(self.palette()), 2))
            painter.drawRect(self.rect_of(self.pointed).adjusted(-1, -1, 1, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        with PicturePainter(self) as painter:
            if self.grids:
                self.paint(painter)
                self.paint_mark(painter)


def whole_pixels(length: float, ratio: float) -> float:
    """The length rounded down to whole device pixels."""
    return int(length * ratio + 1e-6) / ratio


def paint_values(
    painter: QPainter,
    grid: Grid,
    values: NDArray[np.floating],
    scale: ActivationScale,
    palette: QPalette,
    limit: float | None = None,
) -> None:
    """Paint values (rows, columns) as coloured squares, with figures in them where they fit.

    ``limit`` is the value at the ends of the scale; None for activations.
    """
    scale.paint_framed(painter, grid.rect, values, palette, limit)
    metrics, cell = painter.fontMetrics(), grid.cell(0, 0)
    if cell.height() < metrics.height():
        return
    fitting = [digits for digits in (3, 2) if figures_width(metrics.horizontalAdvance("0"), digits) <= cell.width()]
    if not fitting:
        return
    pixels = scale.pixels(values, palette, limit)
    for (row, column), value in np.ndenumerate(values):
        painter.setPen(theme.readable_on(QColor.fromRgb(int(pixels[row, column]))))
        painter.drawText(grid.cell(row, column), Qt.AlignmentFlag.AlignCenter, figure(float(value), fitting[0]))


def figures_width(zero_width: int, decimals: int) -> float:
    """The width of a figure such as -0.00; a sign is no wider than a digit and a half."""
    return zero_width * (decimals + 3.5)
