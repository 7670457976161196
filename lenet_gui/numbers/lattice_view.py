"""The lattice of a number as a picture: every candidate, the way that was taken, and the dead ends."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent, QPen

from lenet_gui.base import theme
from lenet_gui.base.pointable import PicturePainter, Pointable
from lenet_gui.base.translate import tr
from lenet_gui.numbers.words import class_of
from lenet_gui.style.text_size import Role, bold, font_for
from model.numbers.lattice import Candidate, Lattice
from model.numbers.signs import ShownNumbers, strokes_of

_GAP = 10.0
_NODE = 4.0
_FREE = 0.05
"""A cut that costs less is as good as free, and its price is not shown."""
_DIM = 0.45
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class LatticeView(Pointable[int]):
    """Pieces of ink from left to right; below each cut, all that may be one digit, the longer the lower.

    A place is a candidate's number in the row that is shown.
    """

    chosen = Signal(tuple)  # the strokes of a candidate that was clicked

    def __init__(self) -> None:
        super().__init__(tr("How the number was read"))
        self._row: Lattice | None = None
        self._looked_at: Candidate | None = None
        self._tiles: list[QRectF] = []
        self._inks: dict[int, QImage] = {}
        self.describe()

    def show_numbers(self, numbers: ShownNumbers | None) -> None:
        """Show the row of the sign that is shown; None where there is one digit."""
        row = None if numbers is None else numbers.shown.row
        if row is None and self._row is None:
            return
        before = (0, 0) if self._row is None else self._extent(self._row)
        self._row = row
        self._looked_at = None if numbers is None else numbers.shown.candidate
        self._tiles.clear()
        self._inks.clear()
        if self.pointed is not None and (row is None or self.pointed >= len(row.candidates)):
            self.point_at(None)
        if row is None or self._extent(row) != before:
            self.updateGeometry()
        self.renew()
        self.tell_value()

    def spoken_value(self) -> str:
        """The way that was taken, each candidate with its class and cost."""
        row = self._row
        return "" if row is None else ", ".join(self._said(row, place) for place in row.reading.candidates)

    def _said(self, row: Lattice, place: int) -> str:
        return self.tr("{digit} costs {cost}").format(
            digit=class_of(self._label(row, place)), cost=self._cost(row, place)
        )

    @staticmethod
    def _label(row: Lattice, place: int) -> int:
        """What the way that was taken reads there; for a dead end, what would be cheapest."""
        taken = dict(zip(row.reading.candidates, row.reading.labels, strict=True))
        return taken.get(place, row.candidates[place].label)

    def _cost(self, row: Lattice, place: int) -> str:
        return f"{row.candidates[place].costs[self._label(row, place)]:.1f}"

    def _caption(self) -> QSizeF:
        return QFontMetricsF(font_for(Role.NOTE, self.font())).size(0, "8 888.8")

    def _tile(self, side: float) -> QSizeF:
        """A candidate's picture of this size, with its class and cost below."""
        caption = self._caption()
        return QSizeF(max(side, caption.width()), side + caption.height() + 2)

    def _least_side(self) -> float:
        return round(2.2 * self.fontMetrics().height())

    def _side(self) -> float:
        """As large as leaves room for all, but no smaller than can still be seen."""
        assert self._row is not None
        (across, down), least = self._extent(self._row), self._least_side()
        wide = (self.width() - 2 * _GAP) / across - _GAP
        high = (self.height() - self._top()) / down - _GAP - self._caption().height() - 2
        return max(least, min(wide, high, 4 * least))

    def _top(self) -> float:
        """Where the candidates begin, below the line of cuts."""
        return QFontMetricsF(font_for(Role.NOTE, self.font())).height() + 2 * _NODE + _GAP

    @staticmethod
    def _extent(row: Lattice) -> tuple[int, int]:
        """The number of pieces in the row, and in its longest candidate."""
        return len(row.pieces), max(each.end - each.first for each in row.candidates)

    def minimumSizeHint(self) -> QSize:
        tile = self._tile(self._least_side())
        across, down = (1, 1) if self._row is None else self._extent(self._row)
        wide, high = across * (tile.width() + _GAP) + 2 * _GAP, self._top() + down * (tile.height() + _GAP)
        return QSize(round(wide), round(high))

    def restyle(self) -> None:
        self._inks.clear()

    def rearrange(self) -> None:
        self._tiles.clear()

    def _step(self) -> float:
        assert self._row is not None
        tile, pieces = self._tile(self._side()), len(self._row.pieces)
        return max(tile.width() + _GAP, min((self.width() - 2 * _GAP) / pieces, 2 * (tile.width() + _GAP)))

    def _node(self, place: int) -> float:
        """The x of the cut before this piece."""
        assert self._row is not None
        return (self.width() - self._step() * len(self._row.pieces)) / 2 + self._step() * place

    def _all_tiles(self) -> list[QRectF]:
        if not self._tiles and self._row is not None:
            tile = self._tile(self._side())
            for each in self._row.candidates:
                middle = (self._node(each.first) + self._node(each.end)) / 2
                top = self._top() + (each.end - each.first - 1) * (tile.height() + _GAP)
                self._tiles.append(QRectF(middle - tile.width() / 2, top, tile.width(), tile.height()))
        return self._tiles

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self._row
        if row is None:
            return
        with PicturePainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_way(painter, row)
            self._paint_cuts(painter, row)
            taken = set(row.reading.candidates)
            for place in range(len(row.candidates)):
                if self._all_tiles()[place].toAlignedRect().intersects(event.rect()):
                    self._paint_tile(painter, row, place, place in taken)
            self.paint_mark(painter)

    def _line_of_cuts(self) -> float:
        return self._top() - _GAP - _NODE

    def _paint_way(self, painter: QPainter, row: Lattice) -> None:
        """From cut to cut by way of the candidates that were taken."""
        painter.setPen(QPen(theme.accent(self.palette()), 2))
        height = self._line_of_cuts()
        for place in row.reading.candidates:
            candidate, tile = row.candidates[place], self._all_tiles()[place]
            left, right = self._node(candidate.first) + _NODE + 2, self._node(candidate.end) - _NODE - 2
            painter.drawLine(QPointF(left, height), QPointF(right, height))
            painter.drawLine(QPointF(tile.center().x(), height), QPointF(tile.center().x(), tile.top()))

    def _paint_cuts(self, painter: QPainter, row: Lattice) -> None:
        palette = self.palette()
        height = self._line_of_cuts()
        used = {row.candidates[place].first for place in row.reading.candidates} | {len(row.pieces)}
        painter.setFont(font_for(Role.NOTE, self.font()))
        for place in range(len(row.pieces) + 1):
            node = QPointF(self._node(place), height)
            painter.setPen(QPen(theme.accent(palette) if place in used else theme.line(palette), 1.5))
            painter.setBrush(theme.accent(palette) if place in used else palette.window())
            painter.drawEllipse(node, _NODE, _NODE)
            price = row.cuts[place - 1] if 0 < place < len(row.pieces) else 0.0
            if price >= _FREE:
                painter.setPen(theme.quiet(palette))
                where = QRectF(node.x() - 40, 0, 80, height - _NODE - 1)
                painter.drawText(where, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, f"+{price:.1f}")

    def _paint_tile(self, painter: QPainter, row: Lattice, place: int, taken: bool) -> None:
        palette, tile = self.palette(), self._all_tiles()[place]
        accent, candidate = theme.accent(palette), row.candidates[place]
        side = self._side()
        paper = QRectF(tile.center().x() - side / 2, tile.top(), side, side)
        if candidate is self._looked_at:
            painter.fillRect(tile.adjusted(-4, -4, 4, 3), theme.tint(palette))
        else:
            painter.fillRect(tile, palette.window())  # a line down to a longer candidate passes behind
        painter.fillRect(paper, palette.window())
        painter.setOpacity(1.0 if taken else _DIM)
        painter.drawImage(paper, self._ink(place, candidate))
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent if taken else theme.line(palette), 2 if taken else 1))
        painter.drawRect(paper)
        font = font_for(Role.NOTE, self.font())
        painter.setPen(accent if taken else theme.quiet(palette))
        strong = bold(font)
        label, cost = class_of(self._label(row, place)), self._cost(row, place)
        wide = QFontMetricsF(strong).horizontalAdvance(label + " ")
        left = tile.center().x() - (wide + QFontMetricsF(font).horizontalAdvance(cost)) / 2
        below = QRectF(left, paper.bottom() + 2, tile.width(), tile.bottom() - paper.bottom())
        painter.setFont(strong)
        painter.drawText(below, _TOP_LEFT, label)
        painter.setFont(font)
        painter.setPen(palette.color(palette.ColorRole.WindowText) if taken else theme.quiet(palette))
        painter.drawText(below.translated(wide, 0), _TOP_LEFT, cost)

    def _ink(self, place: int, candidate: Candidate) -> QImage:
        if place not in self._inks:
            self._inks[place] = theme.picture(theme.ink_pixels(candidate.ink, self.palette()))
        return self._inks[place]

    def rect_of(self, place: int) -> QRectF:
        return self._all_tiles()[place]

    def place_at(self, position: QPointF) -> int | None:
        return next((place for place, tile in enumerate(self._all_tiles()) if tile.contains(position)), None)

    def hint(self) -> str:
        if self._row is None:
            return self.tr("One digit, or none.")
        return self.tr("Arrows point at what may be a digit, Enter puts it into the network.")

    def first_place(self) -> int | None:
        return None if self._row is None else self._row.reading.candidates[0]

    def next_place(self, place: int, down: int, right: int) -> int:
        """The nearest candidate in that direction."""
        tiles = self._all_tiles()
        here = tiles[place].center()

        def away(other: int) -> float:
            step = tiles[other].center() - here
            along, beside = (step.x() * right, step.y()) if right else (step.y() * down, step.x())
            return along + 3 * abs(beside) if along > 1 else float("inf")

        nearest = min(range(len(tiles)), key=away)
        return nearest if away(nearest) < float("inf") else place

    def choose_place(self, place: int) -> None:
        if self._row is not None:
            self.chosen.emit(strokes_of(self._row, self._row.candidates[place]))

    def words_of(self, place: int) -> str:
        assert self._row is not None
        row = self._row
        text = self._said(row, place) + ". "
        if place in row.reading.candidates:
            text += self.tr("Part of the number.")
        else:
            text += self.tr("A dead end: every reading through it costs more.")
        return text + "\n" + self.tr("Click to see it in the network.")
