"""The ten RBF penalties as bars on one fixed scale, each beside its 7x12 code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMoveEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from lenet_gui.answer.codes import code_pictures
from lenet_gui.answer.figures import CHARACTERS, Figures, figure_of
from lenet_gui.answer.words import rule_of
from lenet_gui.base import theme
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.base.grid import LEFT
from lenet_gui.base.keys import Gesture
from lenet_gui.base.pointable import PicturePainter, Pointable, paint_focus
from lenet_gui.base.translate import tool_tip, tr
from lenet_gui.style.outline import paint_outline
from lenet_gui.style.text_size import Role, bold, font_for, letters
from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS, FARTHEST
from model.network.recognition import Recognition, Verdict
from model.network.records import Rejection

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCALE_END = FARTHEST
"""A longer bar ends there with an arrow."""
_CODE_SHARE = 0.9
"""How much of its row's height a code may take."""
_LEAST_PX = 2
_TICKS = (0, 100, 200)
_GRID = (0, 50, 100, 150, 200)
_NAMED = {Verdict.UNSURE: 2, Verdict.DOUBTFUL: 1}
"""How many digits the answer names, of verdicts that are too close to call."""
_TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class _Row(NamedTuple):
    """One digit's row: the whole of it, its name, code and longest bar, and where its penalty in figures ends."""

    whole: QRectF
    name: QRectF
    code: QRectF
    bar: QRectF
    figures_end: tuple[float, float]


class PenaltyBars(Pointable[int]):
    """A row for each digit: its name, code, bar and penalty. The answer is marked, or the bars of two rivals."""

    asked = Signal(int)  # the digit of a row that was clicked, or chosen with Enter: why this penalty?
    rearranged = Signal()  # the rows are elsewhere

    def __init__(self) -> None:
        super().__init__(tr("Penalties of the ten digits"))
        self._penalties: list[float] = []
        self._unchanged: NDArray[np.float64] | None = None
        self._ranking: tuple[int, ...] = ()
        self._winner: int | None = None
        self._rivals: tuple[int, ...] = ()
        """Those that the answer names if it is too close to call."""
        self._rejection: Rejection | None = None
        self._rows: list[_Row] = []
        self._ratio = 0.0
        self._live = QRect()
        """Bars and figures, which change with each answer."""
        self._figures: tuple[Figures, Figures] | None = None
        """The figures of all penalties but the smallest, and of the smallest."""
        self._longest: list[tuple[int, int, int, int]] = []
        """Each digit's longest bar: left, top, width and height."""
        self._background = CachedLayer(self, self._paint_background, opaque=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.describe()

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's penalties: none for an empty canvas, and none highlighted where no digit is the answer."""
        blank = answer.verdict is Verdict.BLANK
        self._penalties = [] if blank else answer.penalties.tolist()
        self._ranking = () if blank else answer.ranking
        before, self._winner = self._winner, answer.digit if answer.verdict is Verdict.DIGIT else None
        self._rivals = answer.ranking[: _NAMED.get(answer.verdict, 0)]
        self._unchanged = None if blank else answer.unchanged
        if answer.rejection is not self._rejection:
            self._rejection = answer.rejection
            # Shown over the word "rubbish", and where there is no penalty.
            self.setToolTip(tool_tip(rule_of(answer.rejection)))
            self._background.forget()
            self.update()
        elif self._winner != before:
            self.update()
        else:
            self._geometry()
            self.update(self._live)
        if self.pointed is not None:
            self.describe()
        self.tell_value()

    def spoken_value(self) -> str:
        """All penalties, smallest first."""
        template = self.tr("{digit}: {penalty}")
        parts = [template.format(digit=digit, penalty=f"{self._penalties[digit]:.1f}") for digit in self._ranking]
        return ", ".join(parts)

    @property
    def _limit(self) -> float:
        return SCALE_END if self._rejection is None else self._rejection.rubbish_penalty

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("0000.0") + letters(12, metrics), (metrics.height() + 2) * 12)

    def rearrange(self) -> None:
        self._rows.clear()
        self.rearranged.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.rearranged.emit()

    def _line(self) -> float:
        return self.fontMetrics().height() + 4.0

    def _geometry(self) -> list[_Row]:
        """Each digit's row, computed once for a size and font."""
        ratio = self.devicePixelRatioF()
        if not self._rows or ratio != self._ratio:
            self._rows.clear()
            if self._figures is None or ratio != self._ratio:
                palette = self.palette()
                self._figures = (
                    Figures(CHARACTERS, self.font(), palette.color(palette.ColorRole.Text), ratio),
                    Figures(CHARACTERS, bold(self.font()), theme.accent(palette), ratio),
                )
            self._ratio, figure = ratio, self.fontMetrics().horizontalAdvance
            top, wide = self._line(), self.width()
            height = (self.height() - 2 * top) / 10
            # A code's cells are whole screen pixels.
            unit = max(1, int(height * _CODE_SHARE * ratio / CODE_ROWS)) / ratio
            code_left = round((figure("0") + 12) * ratio) / ratio
            left = round(code_left + unit * CODE_COLUMNS + 10)
            right = max(wide - figure("000.0") - 8, left + 10)
            self._live = QRectF(left - 2, top, wide - left + 2, 10 * height).toAlignedRect()
            bar_height = min(height * 0.45, 16.0)
            base = (self.fontMetrics().ascent() - self.fontMetrics().descent()) / 2
            for digit in range(10):
                whole = QRectF(0, top + digit * height, wide, height)
                middle = whole.center().y()
                code_top = round((middle - unit * CODE_ROWS / 2) * ratio) / ratio
                self._rows.append(
                    _Row(
                        whole,
                        QRectF(2, whole.top(), code_left - 4, height),
                        QRectF(code_left, code_top, unit * CODE_COLUMNS, unit * CODE_ROWS),
                        QRectF(left, middle - bar_height / 2, right - left, bar_height),
                        (wide - 2.0, middle + base),
                    )
                )
            boxes = [row.bar.toRect() for row in self._rows]
            self._longest = [(box.left(), box.top(), box.width(), box.height()) for box in boxes]
        return self._rows

    def rect_of(self, place: int) -> QRectF:
        return self._geometry()[place].whole

    def bar_rect(self, digit: int) -> QRectF:
        """A digit's bar, in the widget's coordinates; no width before the first answer."""
        return self._bar(digit, self._penalties[digit] if self._penalties else 0.0)

    def _bar(self, digit: int, penalty: float) -> QRectF:
        bar = QRectF(self._geometry()[digit].bar)
        bar.setWidth(bar.width() * min(penalty / SCALE_END, 1.0))
        return bar

    def paintEvent(self, event: QPaintEvent) -> None:
        with PicturePainter(self) as painter:
            self._background.draw(painter)
            if self.pointed is not None:
                painter.fillRect(self.rect_of(self.pointed), theme.tint(self.palette()))
            self._paint_rows(painter, with_name=event.rect() != self._live)
            paint_focus(painter, self)

    def _paint_background(self, painter: QPainter) -> None:
        """What does not change with the ink."""
        palette = self.palette()
        rows, usual = self._geometry(), self.font()
        bar, top, bottom = rows[0].bar, rows[0].whole.top(), rows[-1].whole.bottom()

        ratio = self.devicePixelRatioF()
        thick = max(1, int(ratio)) / ratio  # in whole screen pixels, or some lines would have one more

        def upright(value: float, colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
            x = round((bar.left() + bar.width() * value / SCALE_END) * ratio) / ratio + thick / 2
            painter.setPen(QPen(colour, thick, style))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))

        def label(value: float, y: float, text: str) -> None:
            wide = painter.fontMetrics().horizontalAdvance(text) + 2
            x = bar.left() + bar.width() * value / SCALE_END - wide / 2
            painter.setPen(theme.quiet(palette))
            painter.drawText(QRectF(min(x, self.width() - wide), y, wide, self._line()), _TOP, text)

        painter.setFont(font_for(Role.NOTE, usual))
        for value in _GRID:
            upright(value, theme.faint(palette))
        for tick in _TICKS:
            label(tick, bottom + 2, str(tick))
        if self._rejection is not None and self._limit < SCALE_END:
            upright(self._limit, theme.quiet(palette), Qt.PenStyle.DotLine)
            label(self._limit, 1, self.tr("rubbish"))
        painter.setFont(usual)
        for digit, (row, picture) in enumerate(zip(rows, code_pictures(palette), strict=True)):
            painter.setPen(palette.color(palette.ColorRole.Text))
            painter.drawText(row.name, LEFT, str(digit))
            painter.drawImage(row.code, picture)
            paint_outline(painter, row.code, palette)

    def _paint_rows(self, painter: QPainter, with_name: bool) -> None:
        palette = self.palette()
        accent = theme.accent(palette)
        colours = [theme.bar(palette)] * 10
        for digit in self._rivals:
            colours[digit] = theme.quiet(palette)
        if self._winner is not None:
            colours[self._winner] = accent
        rows = self._geometry()
        for digit, (penalty, (left, top, wide, high)) in enumerate(zip(self._penalties, self._longest, strict=False)):
            length = max(_LEAST_PX, round(wide * min(penalty / SCALE_END, 1.0)))  # even the best bar must be seen
            # With whole numbers, Qt finds out sooner which of its functions is meant.
            painter.fillRect(left, top, length, high, colours[digit])
        if self._unchanged is not None:
            painter.setPen(QPen(theme.quiet(palette), 1, Qt.PenStyle.DashLine))
            for digit, before in enumerate(self._unchanged.tolist()):
                painter.drawRect(self._bar(digit, before).adjusted(0, -2, 0, 2))
        assert self._figures is not None
        usual, of_winner = self._figures
        for digit, penalty in enumerate(self._penalties):
            (of_winner if digit == self._winner else usual).draw(painter, *rows[digit].figures_end, figure_of(penalty))
        if self._winner is not None and with_name:
            name = rows[self._winner].name
            painter.fillRect(name, palette.color(palette.ColorRole.Window))
            painter.setFont(bold(self.font()))
            painter.setPen(accent)
            painter.drawText(name, LEFT, str(self._winner))

    def gestures(self) -> list[Gesture]:
        return [Gesture(self.tr("click, Enter"), self.tr("why this penalty?"))]

    def place_at(self, position: QPointF) -> int | None:
        return next((digit for digit in range(10) if self.rect_of(digit).contains(position)), None)

    def hint(self) -> str:
        return self.tr("Arrows point at a digit, Enter explains its penalty.")

    def first_place(self) -> int:
        return self._winner or 0

    def next_place(self, place: int, down: int, right: int) -> int:
        return min(max(place + down, 0), 9)

    def choose_place(self, place: int) -> None:
        self.asked.emit(place)

    def words_of(self, place: int) -> str:
        text = self.tr("Penalty of {digit}: the squared distance between F6 and its code.").format(digit=place)
        if self._penalties:
            text += f"\n{self._penalties[place]:.4f}"
        if self._unchanged is not None:
            text += "\n" + self.tr("Without the changes: {penalty}").format(penalty=f"{self._unchanged[place]:.4f}")
        return text + "\n" + self.tr("Click to see where it comes from.")

    def restyle(self) -> None:
        self._figures = None
