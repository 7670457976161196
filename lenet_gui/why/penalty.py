"""OUTPUT: the 84 squared differences between F6 and a code (eq. 7), for one class or two."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import CENTRE, Grid
from lenet_gui.base.translate import figure, tr
from lenet_gui.why.sheet import GAP, Sheet, SheetCell, figures_width, paint_values, whole_pixels
from model.network.architecture import TANH_AMPLITUDE
from model.network.explain import PenaltyExplanation
from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS
from model.network.wiring import Unit
from model.network.words.unit_names import cell_name

SQUARES_END = (1 + TANH_AMPLITUDE) ** 2
"""The largest square: of an end of the squashing function and the code's other side."""
_MARKED = 3
_OF_ONE = 3
"""Pictures of one class; of two, the second has its code, its squares and the difference."""
_Cells = NDArray[np.floating]


class _Picture(NamedTuple):
    """``limit`` is the end of the colour scale, None for activations; ``foot`` is the text below."""

    name: str
    values: _Cells
    limit: float | None
    foot: tuple[str, str]
    marked: tuple[tuple[int, int], ...] = ()


def _lines(widths: list[float], count: int) -> list[list[float]]:
    """The widths of the pictures in one line or in two."""
    return [widths] if count == 1 else [widths[:_OF_ONE], widths[_OF_ONE:]]


def largest(cells: _Cells, count: int) -> tuple[tuple[int, int], ...]:
    """(row, column) of the cells with the largest values, largest first."""
    order = np.argsort(-cells.ravel(), kind="stable")[:count]
    return tuple((int(index) // CODE_COLUMNS, int(index) % CODE_COLUMNS) for index in order)


class PenaltySheet(Sheet[PenaltyExplanation]):
    """F6, the code and the squares; with a second class also its code and squares, and the difference."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self._second: PenaltyExplanation | None = None
        self._pictures: list[_Picture] = []
        self.setAccessibleName(self.tr("Squared differences between F6 and a code"))

    def show_explanation(self, first: PenaltyExplanation, second: PenaltyExplanation | None = None) -> None:
        """Show a class's penalty, alone or next to another's."""
        before = [picture.name for picture in self._pictures], self._finding_height(self.width())
        self._explanation, self._second = first, second
        squares = self.tr("0 to {end}").format(end=f"{SQUARES_END:.2f}")
        self._pictures = [_Picture("F6", first.f6, None, ("", f"±{self.scale.limit:.2f}"))]
        for one in self._classes():
            digit = one.unit.map
            foot = (self.tr("sum {sum}").format(sum=f"{one.result:.1f}"), squares)
            self._pictures += [
                _Picture(self.tr("code {digit}").format(digit=digit), one.code, None, ("", "±1")),
                _Picture(f"(F6 − code {digit})²", one.squares, SQUARES_END, foot, largest(one.squares, _MARKED)),
            ]
        if second is not None:
            difference = self.difference()
            foot = (
                self.tr("sum {sum}").format(sum=figure(float(difference.sum()), 1)),
                self.tr("±{end}, + for {digit}").format(end=f"{SQUARES_END:.2f}", digit=first.unit.map),
            )
            name = self.tr("{first} or {second}?").format(first=first.unit.map, second=second.unit.map)
            decided = self.deciding()
            self._pictures.append(_Picture(name, difference, SQUARES_END, foot, () if decided is None else (decided,)))
        now = [picture.name for picture in self._pictures], self._finding_height(self.width())
        self.refresh(now != before)

    def difference(self) -> NDArray[np.float64]:
        """(12, 7): above 0 where a cell favours the first class, below 0 for the second, 0 where the codes agree."""
        if self._second is None:
            return np.zeros((CODE_ROWS, CODE_COLUMNS))
        return self._second.squares - self.shown.squares

    def deciding(self) -> tuple[int, int] | None:
        """(row, column) of the cell that favours the class of the smaller penalty most; None if the codes are equal."""
        difference = self.difference()
        if not difference.any():
            return None
        return largest(difference if difference.sum() >= 0 else -difference, 1)[0]

    def _classes(self) -> list[PenaltyExplanation]:
        return [one for one in (self._explanation, self._second) if one is not None]

    def finding(self) -> str:
        """Which cells the penalty, or the difference, mostly comes from."""
        if self._explanation is None:
            return ""
        first, second = self.shown, self._second
        if second is None:
            cell = largest(first.squares, 1)[0]
            text = self.tr("The {count} largest squares are marked; the largest is {square}, at {cell}.")
            square = f"{float(first.squares[cell]):.4f}"
            return text.format(count=_MARKED, cell=cell_name(*cell, tr), square=square)
        decided = self.deciding()
        count = int(np.count_nonzero(first.code != second.code))
        if decided is None:
            return self.tr("The codes are equal.")
        text = self.tr("{count} of 84 cells differ; {cell} counts most: {size} for {digit}.")
        return text.format(count=count, cell=cell_name(*decided, tr), **self._verdict(decided))

    def _verdict(self, cell: tuple[int, int]) -> dict[str, str]:
        assert self._second is not None
        by = float(self.difference()[cell])
        return {"size": f"{abs(by):.4f}", "digit": str((self.shown if by > 0 else self._second).unit.map)}

    def _line(self) -> float:
        return self.fontMetrics().height() + 1.0

    def _widths(self, cell: float) -> list[float]:
        """Of the pictures, or of the texts above and below them if those are wider."""
        width = self.fontMetrics().horizontalAdvance
        total = width(self.tr("sum {sum}").format(sum="+000.0"))  # whatever it is now: nothing moves with the figures
        return [
            max(CODE_COLUMNS * cell, width(picture.name), width(picture.foot[1]), total if picture.foot[0] else 0) + GAP
            for picture in self._pictures
        ]

    def _lines_in(self, width: float) -> int:
        """How many lines the pictures of two classes need, one for each class at most."""
        return 1 if self._second is None or sum(self._widths(self._smallest_cell())) <= width else 2

    def _texts_height(self, width: int) -> float:
        """The height of the names, the two lines below the pictures, and the finding."""
        lines = self._lines_in(width)
        return lines * self._line() * 3 + (lines - 1) * GAP + self._finding_height(width) + GAP

    def _finding_height(self, width: int) -> int:
        room = QRect(0, 0, width - GAP, 99 * self.fontMetrics().height())
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.finding()).height() + 1

    def _smallest_cell(self) -> float:
        return max(6.0, self.fontMetrics().height() * 0.4)

    def minimumSizeHint(self) -> QSize:
        if not self._pictures:
            return QSize()
        cell = self._smallest_cell()
        widths = self._widths(cell)
        width = int(max(sum(widths[:_OF_ONE]), sum(widths[_OF_ONE:]))) + 1
        return QSize(width, int(CODE_ROWS * cell + self._line() * 4 + GAP) + 1)

    def heightForWidth(self, width: int) -> int:
        if not self._pictures:
            return 0
        return int(self._lines_in(width) * CODE_ROWS * self._smallest_cell() + self._texts_height(width)) + 1

    def _largest_cell(self, lines: int) -> float:
        most = figures_width(self.fontMetrics().horizontalAdvance("0"), 2) + 2
        tall = (self.height() - self._texts_height(self.width())) / (CODE_ROWS * lines)
        cell = max(min(tall, most), self._smallest_cell())
        # Some columns are as wide as their texts, so the width cannot simply be divided.
        while cell > self._smallest_cell() and self._too_wide(self._widths(cell), lines):
            cell -= 0.5
        return cell

    def _too_wide(self, widths: list[float], lines: int) -> bool:
        return any(sum(line) > self.width() for line in _lines(widths, lines))

    def arrange(self) -> list[Grid]:
        ratio, lines = self.devicePixelRatioF(), self._lines_in(self.width())
        cell = whole_pixels(self._largest_cell(lines), ratio)
        width, height = CODE_COLUMNS * cell, CODE_ROWS * cell
        grids, top = [], self._line()
        for line in _lines(self._widths(cell), lines):
            left = 0.0
            for column in line:
                where = whole_pixels(left + (column - width) / 2, ratio), whole_pixels(top, ratio)
                grids.append(Grid(QRectF(*where, width, height), CODE_ROWS, CODE_COLUMNS))
                left += column
            top += height + 3 * self._line() + GAP
        return grids

    def belong_with(self, place: SheetCell) -> list[SheetCell]:
        return [place._replace(grid=index) for index in range(len(self._pictures))]

    def unit_of(self, place: SheetCell) -> Unit:
        return Unit("F6", place.row * CODE_COLUMNS + place.column)

    def words_of(self, place: SheetCell) -> str:
        cell = place[1:]
        parts = [cell_name(*cell, tr).capitalize() + ":"]
        for one in self._classes():
            text = self.tr("{digit}: ({value} − ({code}))² = {square}").format(
                digit=one.unit.map,
                value=figure(float(one.f6[cell])),
                code=figure(float(one.code[cell]), 0),
                square=f"{one.squares[cell]:.4f}",
            )
            parts.append(text)
        if self._second is not None:
            if self.shown.code[cell] == self._second.code[cell]:
                parts.append(self.tr("the codes agree"))
            else:
                parts.append(self.tr("favours {digit} by {size}").format(**self._verdict(cell)))
        return "\n".join(parts)

    def paint(self, painter: QPainter) -> None:
        palette, line = self.palette(), self._line()
        quiet, strong = theme.quiet(palette), palette.color(palette.ColorRole.WindowText)
        columns = self._widths(self.grids[0].cell(0, 0).width())
        for grid, column, picture in zip(self.grids, columns, self._pictures, strict=True):
            paint_values(painter, grid, picture.values, self.scale, palette, picture.limit)
            text = QRectF(grid.rect.center().x() - column / 2, grid.rect.top() - line, column, line)
            below = text.translated(0, line + grid.rect.height())
            painter.setPen(quiet)
            painter.drawText(text, CENTRE, picture.name)
            painter.drawText(below.translated(0, line), CENTRE, picture.foot[1])
            painter.setPen(strong)
            painter.drawText(below, CENTRE, picture.foot[0])
            painter.setPen(QPen(theme.accent(palette), 2))
            for cell in picture.marked:
                painter.drawRect(grid.cell(*cell))
        painter.setPen(strong)
        top = self.grids[-1].rect.bottom() + 2 * line + GAP / 2
        room = QRectF(GAP / 2, top, self.width() - GAP, self._finding_height(self.width()))
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self.finding())
