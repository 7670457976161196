"""The answer: the digit in large, and one plain sentence."""

from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.style.spoken import Spoken
from lenet_gui.style.text_size import Role, font_for
from model.network.recognition import Recognition, Verdict

SURE = 0.95
"""The share of a digit that is called sure."""
_LARGEST_PX = 260


class AnswerView(Spoken, QWidget):
    """The winning digit, as large as there is room; or why there is no answer."""

    ROLE = QAccessible.Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digit, self._sentence, self._known = "", self.tr("The network is loading ..."), False
        self._answer: Recognition | None = None
        self._says: tuple[Verdict, tuple[int, ...], bool, tuple[int, ...]] | None = None
        """What the sentence depends on."""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setAutoFillBackground(True)  # nothing below it needs painting
        self.setAccessibleName(self.tr("Answer"))
        self.setAccessibleDescription(self._sentence)

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._sentence

    @property
    def digit(self) -> str:
        """What stands in large."""
        return self._digit

    def spoken_value(self) -> str:
        figures = self._figures()
        return f"{self._sentence}. {figures}" if figures else self._sentence

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer."""
        self._answer = answer
        says = answer.verdict, answer.ranking[:2], self._is_sure(answer), answer.several
        if says == self._says:
            return
        self._says, known = says, answer.verdict is Verdict.DIGIT
        digit = str(answer.digit) if known else "" if answer.verdict is Verdict.BLANK else "?"
        sentence = self._words(answer)
        if (digit, sentence, known) != (self._digit, self._sentence, self._known):
            self._digit, self._sentence, self._known = digit, sentence, known
            self.update()
            self.setAccessibleDescription(sentence)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.tell_value()

    def _words(self, answer: Recognition) -> str:
        digit, second = answer.ranking[:2]
        if answer.verdict is Verdict.BLANK:
            return self.tr("Nothing drawn")
        if answer.verdict is Verdict.SEVERAL:
            digits = " ".join(map(str, answer.several))
            return self.tr("Several digits: {digits}. Draw one at a time").format(digits=digits)
        if answer.verdict is Verdict.UNSURE:
            return self.tr("{digit} or {second}? Too close to call").format(digit=digit, second=second)
        if answer.verdict is Verdict.NO_DIGIT:
            return self.tr("Not a digit (nearest: {digit})").format(digit=digit)
        sure = self._is_sure(answer)
        if digit == 8:
            return self.tr("Surely an 8") if sure else self.tr("Probably an 8")
        return (self.tr("Surely a {digit}") if sure else self.tr("Probably a {digit}")).format(digit=digit)

    @staticmethod
    def _is_sure(answer: Recognition) -> bool:
        return bool(answer.shares[answer.digit] >= SURE)

    def _figures(self) -> str:
        answer = self._answer
        if answer is None or answer.verdict is Verdict.BLANK:
            return ""
        text = self.tr("Penalty {penalty}, {margin} less than that of {second}; {share} % of the posterior (eq. 9).")
        return text.format(
            penalty=f"{answer.penalty:.1f}",
            margin=f"{answer.margin:.1f}",
            second=answer.ranking[1],
            share=f"{100 * answer.shares[answer.digit]:.0f}",
        )

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self._figures())  # with each answer it would take longer than the answer's words
        return super().event(event)

    # Painting

    def _words_height(self) -> int:
        """Two lines: no sentence needs more."""
        return QFontMetrics(font_for(Role.LEAD, self.font())).height() * 2

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(9 * line, self._words_height() + 2 * line)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()  # what there is beyond is shared out

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        below = self._words_height()
        side = min(self.height() - below, self.width(), _LARGEST_PX * self.fontMetrics().height() // 16)
        with QPainter(self) as painter:
            if self._digit and side > 0:
                colour = theme.accent(palette) if self._known else theme.quiet(palette)
                self._paint_digit(painter, QRect(0, self.height() - below - side, self.width(), side), colour)
            painter.setFont(font_for(Role.LEAD, self.font()))
            painter.setPen(palette.color(palette.ColorRole.WindowText))
            words = QRect(0, self.height() - below, self.width(), below)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(words, flags, self._sentence)

    def _paint_digit(self, painter: QPainter, where: QRect, colour: QColor) -> None:
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(max(8, round(where.height() * 0.95)))
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            _paint_large(painter, where, self._digit, colour, font)
            return
        side, scale = where.height(), painter.deviceTransform().m11()
        pixmap = _large(self._digit, colour.rgb(), side, scale, font.toString())
        painter.drawPixmap(QPointF((where.width() - side) // 2, where.top()), pixmap)


@lru_cache(maxsize=22)
def _large(digit: str, rgb: int, side: int, scale: float, font_key: str) -> QPixmap:
    """A digit in a square; painting such an outline anew takes as long as half of the network."""
    font = QFont()
    font.fromString(font_key)
    pixmap = QPixmap(QSize(side, side) * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        _paint_large(painter, QRect(0, 0, side, side), digit, QColor.fromRgb(rgb), font)
    return pixmap


def _paint_large(painter: QPainter, where: QRect, digit: str, colour: QColor, font: QFont) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, digit)
