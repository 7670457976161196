"""What a sweep saw, below the ink: one column every four pixels, with its digit, or a dot for rubbish."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from lenet_gui.base import theme
from lenet_gui.base.pointable import PicturePainter, Pointable
from lenet_gui.base.translate import tool_tip
from lenet_gui.numbers.words import class_of, swept_in_words
from lenet_gui.style.text_size import Role, bold, font_for
from model.digits.drawing import Point
from model.network.architecture import NOT_A_DIGIT
from model.numbers.signs import ShownNumbers
from model.numbers.swept_row import SweptRow

_LEAST_SHARE = 0.01
"""The least posterior that is told."""
_GAP = 3.0
_TICK = 3.0


class Column(NamedTuple):
    """One answer of a sweep: its row, and which of the row's columns it is."""

    row: int
    column: int


class SweepStrip(Pointable[Column]):
    """A band for each row. Columns that make a digit of the reading are filled, with the digit in their middle.

    Args:
        name: for screen readers.
        to_widget: from canvas units to this widget's coordinates; only x is used.

    ``rows`` are what is shown; of more than ``MOST_ROWS``, those nearest to the digit that is shown are in view.
    """

    MOST_ROWS = 3

    def __init__(self, name: str, to_widget: Callable[[Point], QPointF]) -> None:
        super().__init__(name)
        self._to_widget = to_widget
        self.rows: tuple[SweptRow, ...] = ()
        self._cut, self._middle = "", 0.0
        """What cutting reads, and how low the digit stands that is shown, in canvas units."""
        self._first = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            tool_tip(
                self.tr(
                    "Section VII: LeNet-5 is swept over the whole row, without cuts. Each layer is computed once for "
                    "the whole width, and there is one answer every 4 pixels. A dot is rubbish: no digit has its "
                    "middle there. Up to three neighbouring columns that answer the same are one digit. A sweep has "
                    "weights of its own, trained on digits with parts of their neighbours beside them."
                )
            )
        )
        self.describe()

    @property
    def text(self) -> str:
        """What the sweep reads, and what cutting reads, in one sentence."""
        return swept_in_words(self.rows, self._cut)

    def show_rows(self, rows: tuple[SweptRow, ...]) -> None:
        """Show what a sweep saw; no rows where nothing is drawn."""
        before = self._shown_rows
        self.rows = rows
        if self._shown_rows != before:
            self.updateGeometry()
        if self.pointed is not None and not self._is_there(self.pointed):
            self.point_at(None)
        self._scroll()
        self.renew()
        self.tell_value()

    def point_at(self, place: Column | None) -> None:
        super().point_at(place)
        self._scroll()

    def show_numbers(self, shown: ShownNumbers | None) -> None:
        """Show what cutting reads beside that; None where it is one digit."""
        self._cut = "" if shown is None else shown.numbers.text
        if shown is not None:
            box = shown.shown.candidate.box
            self._middle = (box.top + box.bottom) / 2

    def _scroll(self) -> None:
        """Have the row in view that is pointed at, or else shown; the others stay where they are if they can."""
        first = 0
        if self.rows:
            away = [abs(row.middle - self._middle) for row in self.rows]
            line = away.index(min(away)) if self.pointed is None else self.pointed.row
            first = min(max(self._first, line - self._shown_rows + 1), line, len(self.rows) - self._shown_rows)
        if first != self._first:
            self._first = first
            self.update()

    @property
    def _shown_rows(self) -> int:
        return min(max(len(self.rows), 1), self.MOST_ROWS)

    @property
    def _in_view(self) -> range:
        return range(self._first, min(self._first + self.MOST_ROWS, len(self.rows)))

    def _is_there(self, place: Column) -> bool:
        return place.row < len(self.rows) and place.column < len(self.rows[place.row].shares)

    def spoken_value(self) -> str:
        columns = (
            " ".join(
                self.tr("rubbish") if label == NOT_A_DIGIT else class_of(label)
                for label in row.shares.argmax(axis=1).tolist()
            )
            for row in self.rows
        )
        return ". ".join([self.text, *columns])

    def _band(self) -> float:
        return QFontMetricsF(bold(self.font())).height() + 2

    def _note(self) -> QFontMetricsF:
        return QFontMetricsF(font_for(Role.NOTE, self.font()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, round(self._shown_rows * (self._band() + _GAP) + self._note().height()))

    def _top(self, row: int) -> float:
        """Where the band of a row begins."""
        return (row - self._first) * (self._band() + _GAP)

    def _x(self, row: int, x: float) -> float:
        """Where an x of the drawing is, in a row's band."""
        return self._to_widget((x, 0.0)).x()

    def _cell(self, row: int, first: int, end: int) -> QRectF:
        """Where columns of a row are, up to the edge of the next."""
        swept = self.rows[row]
        half = swept.column_width / 2
        left = self._x(row, swept.middle_of(first) - half)
        right = self._x(row, swept.middle_of(end - 1) + half)
        return QRectF(left, self._top(row), right - left, self._band())

    def paintEvent(self, event: QPaintEvent) -> None:
        with PicturePainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row in self._in_view:
                self._paint_row(painter, row)
            self._paint_words(painter)
            self.paint_mark(painter)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(font_for(Role.NOTE, self.font()))
        painter.setPen(theme.quiet(self.palette()))
        note = self._note()
        text = note.elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        # Below the middle of the ink, as far as there is room.
        about = self._cell(0, 0, len(self.rows[0].shares)).center().x() if self.rows else self.width() / 2
        left = max(0.0, min(about - note.horizontalAdvance(text) / 2, self.width() - note.horizontalAdvance(text)))
        painter.drawText(QPointF(left, self.height() - note.descent()), text)

    def _paint_row(self, painter: QPainter, row: int) -> None:
        swept, palette = self.rows[row], self.palette()
        count = len(swept.shares)
        painter.setBrush(theme.stage(palette))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self._cell(row, 0, count), 3, 3)
        best = swept.shares.argmax(axis=1)
        read = {column for digit in swept.digits for column in range(digit.first, digit.end)}
        font = QFontMetricsF(bold(self.font()))
        has_room = self._cell(row, 0, 1).width() >= font.horizontalAdvance("8")
        for column, label in enumerate(best.tolist()):
            if column not in read:
                self._paint_column(painter, self._cell(row, column, column + 1), label, has_room)
        painter.setFont(bold(self.font()))
        for digit in swept.digits:
            cell = self._cell(row, digit.first, digit.end)
            share = float(swept.shares[digit.first : digit.end, digit.label].max())
            colour = self._tint(share)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(cell.adjusted(0.5, 0, -0.5, 0), 3, 3)
            painter.setPen(theme.readable_on(colour))
            wide = cell.adjusted(-20, 0, 20, 0)
            painter.drawText(wide, Qt.AlignmentFlag.AlignCenter, class_of(digit.label))
        if has_room:
            self._paint_ticks(painter, row, read)

    def _paint_ticks(self, painter: QPainter, row: int, read: set[int]) -> None:
        """Where one column ends and the next begins."""
        on_band, on_digit = theme.line(self.palette()), theme.readable_on(theme.accent(self.palette()))
        for column in range(1, len(self.rows[row].shares)):
            cell = self._cell(row, column, column + 1)
            painter.setPen(on_digit if {column - 1, column} <= read else on_band)
            x = round(cell.left()) + 0.5
            painter.drawLine(QPointF(x, cell.bottom() - _TICK), QPointF(x, cell.bottom()))

    def _tint(self, share: float) -> QColor:
        """The accent, fainter on the band the less likely the digit is."""
        return theme.mixed(theme.stage(self.palette()), theme.accent(self.palette()), 0.35 + 0.65 * share)

    def _paint_column(self, painter: QPainter, cell: QRectF, label: int, has_room: bool) -> None:
        """A column that is no part of a digit that was read."""
        quiet = theme.quiet(self.palette())
        if label == NOT_A_DIGIT or not has_room:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(quiet)
            painter.drawEllipse(cell.center(), 1.2, 1.2)
        else:
            painter.setFont(font_for(Role.NOTE, self.font()))
            painter.setPen(quiet)
            painter.drawText(cell.adjusted(-20, 0, 20, 0), Qt.AlignmentFlag.AlignCenter, class_of(label))

    def rect_of(self, place: Column) -> QRectF:
        return self._cell(place.row, place.column, place.column + 1)

    def place_at(self, position: QPointF) -> Column | None:
        for row in self._in_view:
            band = self._cell(row, 0, len(self.rows[row].shares))
            if band.contains(position):
                width = band.width() / len(self.rows[row].shares)
                return Column(row, min(int((position.x() - band.left()) / width), len(self.rows[row].shares) - 1))
        return None

    def hint(self) -> str:
        return self.text + (". " + self.tr("Arrows point at a column.") if self.rows else "")

    def first_place(self) -> Column | None:
        return Column(self._first, 0) if self.rows else None

    def next_place(self, place: Column, down: int, right: int) -> Column:
        row = min(max(place.row + down, 0), len(self.rows) - 1)
        return Column(row, min(max(place.column + right, 0), len(self.rows[row].shares) - 1))

    def words_of(self, place: Column) -> str:
        shares = self.rows[place.row].shares[place.column]
        order = [label for label in np.argsort(-shares).tolist() if shares[label] >= _LEAST_SHARE]
        told = [
            self.tr("{label}: {percent} %").format(
                label=self.tr("rubbish") if label == NOT_A_DIGIT else class_of(label),
                percent=f"{100 * shares[label]:.0f}",
            )
            for label in order
        ]
        where = self.tr("Column {place} of {count}.").format(
            place=place.column + 1, count=len(self.rows[place.row].shares)
        )
        return where + " " + ", ".join(told)
