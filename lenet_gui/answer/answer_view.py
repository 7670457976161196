"""The answer: the digit in large, and one plain sentence."""

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QAccessible, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.answer.words import is_sure, sentence_of
from lenet_gui.base import theme
from lenet_gui.base.timers import timer
from lenet_gui.numbers.words import place_of, read_otherwise
from lenet_gui.style.spoken import Spoken, announce
from lenet_gui.style.text_size import Role, bold, font_for, letters
from model.network.recognition import Recognition, Verdict

if TYPE_CHECKING:
    from model.numbers.signs import ShownNumbers

_LARGEST_PX = 260
_REST_MS = 600
"""How long the answer stays the same before it is announced."""
_BREAKS = re.compile(r"(?<=[?;]) | (?=\()")
"""Where a sentence that is too long for a line is best broken."""
_WRAPPED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class _Part(NamedTuple):
    """A digit in large; of a number, one of its digits."""

    text: str
    shown: bool
    known: bool


class AnswerView(Spoken, QWidget):
    """The winning digit, as large as there is room; or why there is no answer. Of a number, all its digits."""

    ROLE = QAccessible.Role.StaticText

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[_Part, ...], ...] = ()
        self.sentence = self.tr("The network is loading ...")
        self._answer: Recognition | None = None
        self._outcome: tuple[Verdict, tuple[int, ...], bool] | None = None
        """The outcome for the digit that is shown, if it stands alone."""
        self._numbers: ShownNumbers | None = None
        self._rest = timer(self, _REST_MS, self._announce)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAutoFillBackground(True)  # nothing below it needs painting
        self.setAccessibleName(self.sentence)
        self.setAccessibleDescription(self.tr("Answer"))

    @property
    def digit(self) -> str:
        """What is shown large: a digit, or numbers with blanks between them."""
        return " ".join("".join(part.text for part in row) for row in self._rows)

    def spoken_value(self) -> str:
        return ". ".join(words for words in (self._in_short(), self._figures()) if words)

    def _in_short(self) -> str:
        number = [self.digit] if self._numbers is not None else []
        return ". ".join((*number, *self.sentence.split("\n")))

    @Slot()
    def _announce(self) -> None:
        """Have a screen reader say the answer, once it no longer changes: the focus is on the canvas."""
        announce(self, self._in_short())

    def show_numbers(self, numbers: "ShownNumbers | None") -> None:
        """The numbers that the next answer's digit belongs to; None where it stands alone."""
        self._numbers = numbers

    def show_recognition(self, answer: Recognition) -> None:
        self._answer = answer
        if self.underMouse():
            self.setToolTip(self._figures())
        outcome = answer.verdict, answer.ranking[:2], is_sure(answer)
        if outcome == self._outcome and self._numbers is None:
            return
        self._outcome = outcome if self._numbers is None else None
        rows, sentence = self._digits(answer), sentence_of(answer)
        if self._numbers is not None:
            sentence = place_of(self._numbers) + "\n" + (read_otherwise(self._numbers, answer) or sentence)
        if (rows, sentence) != (self._rows, self.sentence):
            self._rows, self.sentence = rows, sentence
            self.update()
            self.setAccessibleName(self._in_short())
            self.tell_value()
            if QAccessible.isActive():
                self._rest.start()

    def _digits(self, answer: Recognition) -> tuple[tuple[_Part, ...], ...]:
        if answer.verdict is Verdict.BLANK:
            return ()
        if self._numbers is None:
            known = answer.verdict is Verdict.DIGIT
            return ((_Part(str(answer.digit) if known else "?", known, known),),)
        signs, shown = iter(self._numbers.signs), self._numbers.shown
        return tuple(
            tuple(_Part(str(sign.label) if sign.is_digit else "?", sign is shown, sign.sure) for sign in own)
            for own in (islice(signs, len(row.digits)) for row in self._numbers.numbers.rows)
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setToolTip(self._figures())  # with every answer it would cost the pen more than it is worth
        super().enterEvent(event)

    def _figures(self) -> str:
        answer = self._answer
        if answer is None or answer.verdict is Verdict.BLANK:
            return ""
        text = self.tr(
            "Penalty {penalty}, {margin} less than for {second}; its share is {share} % (the posterior of eq. 9)."
        )
        return text.format(
            penalty=f"{answer.penalty:.1f}",
            margin=f"{answer.margin:.1f}",
            second=answer.ranking[1],
            share=f"{100 * answer.shares[answer.digit]:.0f}",
        )

    def _two_lines(self) -> int:
        """The height that a sentence needs, except for some about numbers in a narrow window."""
        return QFontMetrics(font_for(Role.LEAD, self.font())).height() * 2

    def minimumSizeHint(self) -> QSize:
        return QSize(letters(21, self.fontMetrics()), self._two_lines() + 4 * self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()  # any further room is shared out

    def words_on_screen(self) -> tuple[str, QRect]:
        """The sentence, broken at the best place if it is too long for a line; and where it stands."""
        metrics = QFontMetrics(font_for(Role.LEAD, self.font()))
        lines = self.sentence.split("\n")
        lines = [_BREAKS.sub("\n", line) if metrics.horizontalAdvance(line) > self.width() else line for line in lines]
        words = "\n".join(lines)
        high = max(self._two_lines(), metrics.boundingRect(self.rect(), _WRAPPED, words).height())
        return words, QRect(0, self.height() - high, self.width(), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        words, where = self.words_on_screen()
        side = min(where.top(), self.width(), _LARGEST_PX * self.fontMetrics().height() // 16)
        with QPainter(self) as painter:
            if self._rows and side > 0:
                self._paint_rows(painter, side, where.top())
            painter.setFont(font_for(Role.LEAD, self.font()))
            painter.setPen(palette.color(palette.ColorRole.WindowText))
            painter.drawText(where, _WRAPPED, words)

    def _paint_rows(self, painter: QPainter, side: int, bottom: int) -> None:
        """Numbers one below the other, as large as fits; what is sure and shown is in the accent's colour."""
        palette, font = self.palette(), bold(self.font())
        longest = max(map(len, self._rows))
        font.setPixelSize(100)
        wide = QFontMetrics(font).horizontalAdvance("0" * longest)
        high = side // len(self._rows)
        font.setPixelSize(max(8, min(round(high * 0.95), self.width() * 96 // wide)))
        painter.setFont(font)
        step = painter.fontMetrics().horizontalAdvance("0")
        known = palette.color(palette.ColorRole.WindowText)
        for line, row in enumerate(self._rows):
            left = (self.width() - step * len(row)) // 2
            for place, part in enumerate(row):
                colour = known if part.known and not part.shown else theme.quiet(palette)
                painter.setPen(theme.accent(palette) if part.known and part.shown else colour)
                where = QRect(left + step * place, bottom - side + line * high, step, high)
                painter.drawText(where, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, part.text)
