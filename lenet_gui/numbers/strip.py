"""The reading below the canvas: each digit below its own ink, with a bracket as wide as that. A click chooses one."""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from lenet_gui.base import theme
from lenet_gui.base.pointable import PicturePainter, Pointable, paint_focus
from lenet_gui.base.translate import tr
from lenet_gui.numbers.words import mark_of, place_among, place_of
from lenet_gui.style.text_size import Role, font_for
from model.digits.drawing import Point

if TYPE_CHECKING:
    from model.numbers.pieces import Box
    from model.numbers.signs import ShownNumbers, Sign

_MOST_ROWS = 3
"""The most numbers in view: of more, those nearest to the digit that is shown."""
_BRACKET = 5.0
_LEAST_WIDTH = 6.0


class _Mark(NamedTuple):
    """A sign's part of the strip, below ``top``: from ``begin`` to ``end`` it can be clicked, and from ``left`` to
    ``right``, which is as wide as its ink, is its bracket.

    Plain numbers, for all of them are compared whenever the pen moves.
    """

    top: float
    begin: float
    end: float
    left: float
    right: float


class _Text(NamedTuple):
    """The font of a sign's text, how high a row of the strip is for it, and half the width of the widest text."""

    font: QFont
    height: float
    reach: float


class NumberStrip(Pointable[int]):
    """Empty while there is one digit, and always as high as one row, so that nothing moves when a second is begun.

    Args:
        to_widget: from canvas units to this widget's coordinates; only x is used.
    """

    chosen = Signal(tuple)  # the strokes of a digit that was clicked

    def __init__(self, to_widget: Callable[[Point], QPointF]) -> None:
        super().__init__(tr("The number"))
        self._to_widget = to_widget
        self._shown: ShownNumbers | None = None
        self._marks: list[_Mark] = []
        self._rows, self._first = 1, 0
        """How many are in view, and which is the first of them."""
        self._text: _Text | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.describe()

    @property
    def signs(self) -> "tuple[Sign, ...]":
        """What can be clicked."""
        return () if self._shown is None else self._shown.signs

    def show_numbers(self, shown: "ShownNumbers | None") -> None:
        """Show a reading; None where there is one digit."""
        if shown is None and self._shown is None:
            return
        before, marks = self._shown, self._marks
        self._shown, self._marks = shown, []
        rows = 1 if shown is None else min(len(shown.numbers.rows), _MOST_ROWS)
        if rows != self._rows:
            self._rows = rows
            self.updateGeometry()
        begins_or_ends = (before is None) != (shown is None)
        if begins_or_ends:
            if shown is None and self.hasFocus():
                self.focusNextPrevChild(False)  # to the canvas: here the focus could not be seen
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus if shown is None else Qt.FocusPolicy.StrongFocus)
        if self.pointed is not None and self.pointed >= len(self.signs):
            self.point_at(None)
        self._scroll()
        self._update_since(before, marks)
        if begins_or_ends or self.pointed is not None:
            self.describe()
        self.tell_value()

    def point_at(self, place: int | None) -> None:
        super().point_at(place)
        self._scroll()

    def _scroll(self) -> None:
        """Have the row in view that is pointed at, or else shown; the others stay where they are if they can."""
        first = 0
        if self._shown is not None:
            rows = self._shown.numbers.rows
            row = self._shown.shown.row if self.pointed is None else self.signs[self.pointed].row
            line = next(line for line, each in enumerate(rows) if each is row)
            first = min(max(self._first, line - self._rows + 1), line, len(rows) - self._rows)
        if first != self._first:
            self._first = first
            self._marks.clear()
            self.update()

    def _update_since(self, before: "ShownNumbers | None", old: list[_Mark]) -> None:
        """Repaint what has changed: where the pen has added to a digit, that is all."""
        shown, new = self._shown, self._all_marks()
        if before is None or shown is None or self.pointed is not None or len(old) != len(new):
            self.update()
            return
        growing = shown.place
        if before.place != growing:
            self.update()
            return
        for place, (one, other, was, now) in enumerate(zip(old, new, before.signs, shown.signs, strict=True)):
            if place == growing or one != other or (was.label, was.sure) != (now.label, now.sure):
                self.update(self._painted(one).united(self._painted(other)).toAlignedRect())

    def _painted(self, mark: _Mark) -> QRectF:
        """Where a bracket and its text, which may be wider, are painted."""
        _, height, reach = self._measured()
        middle = (mark.left + mark.right) / 2
        left, right = min(mark.left - 1, middle - reach), max(mark.right + 2, middle + reach)
        return QRectF(left, mark.top, right - left, height)

    def spoken_value(self) -> str:
        shown = self._shown
        return "" if shown is None else f"{shown.numbers.text}. {place_of(shown)}"

    def _measured(self) -> _Text:
        if self._text is None:
            font = font_for(Role.LEAD, self.font())
            metrics = QFontMetricsF(font)
            self._text = _Text(font, metrics.height() + _BRACKET + 1, metrics.horizontalAdvance("0?") / 2 + 2)
        return self._text

    def minimumSizeHint(self) -> QSize:
        return QSize(60, round(self._rows * self._measured().height))

    @Slot()
    def place_anew(self) -> None:
        """Canvas units are elsewhere."""
        self._marks.clear()
        self.update()

    def restyle(self) -> None:
        self._text = None

    def rearrange(self) -> None:
        self._marks.clear()

    def _all_marks(self) -> list[_Mark]:
        """Each sign's place, computed once for a reading and size; those of rows out of view lie above or below."""
        if not self._marks and self._shown is not None:
            height = self._measured().height
            for line, row in enumerate(self._shown.numbers.rows, -self._first):
                self._marks += self._marks_of([candidate.box for candidate, _ in row.digits], line * height)
        return self._marks

    def _marks_of(self, boxes: "list[Box]", top: float) -> list[_Mark]:
        """From ink to ink; where ink overlaps, to the middle of that."""
        start, end = (self._to_widget((x, 0.0)).x() for x in (0.0, 1.0))
        edges = [[start + x * (end - start) for x in (box.left, box.right)] for box in boxes]
        for edge in edges:
            lacking = max(_LEAST_WIDTH - (edge[1] - edge[0]), 0.0) / 2
            edge[0], edge[1] = edge[0] - lacking, edge[1] + lacking
        middles = [(one[1] + other[0]) / 2 for one, other in pairwise(edges)]
        for place, middle in enumerate(middles):
            edges[place][1] = min(edges[place][1], middle - 1)
            edges[place + 1][0] = max(edges[place + 1][0], middle + 1)
        borders = [edges[0][0] - _LEAST_WIDTH, *middles, edges[-1][1] + _LEAST_WIDTH]
        return [
            _Mark(top, begin, max(end, begin + 1), left, max(right, left + 1))
            for (left, right), (begin, end) in zip(edges, pairwise(borders), strict=True)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        palette, changed = self.palette(), QRectF(event.rect())
        font, height, _ = self._measured()
        plain, accent, quiet = palette.color(palette.ColorRole.WindowText), theme.accent(palette), theme.quiet(palette)
        with PicturePainter(self) as painter:
            painter.setFont(font)
            for place, (sign, mark) in enumerate(zip(self.signs, self._all_marks(), strict=True)):
                if place == self.pointed:
                    painter.fillRect(self.rect_of(place), theme.tint(palette))
                if not self._painted(mark).intersects(changed):
                    continue
                shown = sign is self._shown.shown
                self._paint_bracket(painter, mark, accent if shown else theme.line(palette), 2 if shown else 1)
                painter.setPen(accent if shown else plain if sign.sure else quiet)
                wide = QRectF((mark.left + mark.right) / 2 - 60, mark.top + _BRACKET + 1, 120, height)
                painter.drawText(wide, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, mark_of(sign))
            paint_focus(painter, self)

    @staticmethod
    def _paint_bracket(painter: QPainter, mark: _Mark, colour: QColor, width: int) -> None:
        painter.setPen(QPen(colour, width))
        top = mark.top + 0.5
        corners = [(mark.left, top), (mark.left, top + _BRACKET), (mark.right, top + _BRACKET), (mark.right, top)]
        painter.drawPolyline([QPointF(round(x) + 0.5, y) for x, y in corners])

    def rect_of(self, place: int) -> QRectF:
        mark = self._all_marks()[place]
        return QRectF(mark.begin, mark.top, mark.end - mark.begin, self._measured().height)

    def place_at(self, position: QPointF) -> int | None:
        return next((place for place in range(len(self._all_marks())) if self.rect_of(place).contains(position)), None)

    def hint(self) -> str:
        if self._shown is None:
            return self.tr("One digit, or none.")
        return self.tr("Arrows point at a digit, Enter shows it in the network.")

    def first_place(self) -> int | None:
        if self._shown is None:
            return None
        return self._shown.place or 0

    def next_place(self, place: int, down: int, right: int) -> int:
        return min(max(place + right + down, 0), len(self._all_marks()) - 1)

    def choose_place(self, place: int) -> None:
        self.chosen.emit(self.signs[place].strokes)

    def words_of(self, place: int) -> str:
        sign = self.signs[place]
        words = self.tr("{label}.") if sign.sure else self.tr("{label}, but not surely.")
        words = words.format(label=sign.label) if sign.is_digit else self.tr("No digit.")
        return f"{words} {place_among(self.signs, place)}. " + self.tr("Click to see it in the network.")
