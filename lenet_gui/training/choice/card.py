"""One recipe as a card: what it does, for how long, and what to expect."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip

from lenet_gui.base import theme
from lenet_gui.base.widgets import height_follows_width
from lenet_gui.style.controls import rounded
from lenet_gui.style.icon_button import IconButton
from lenet_gui.style.text_size import Role, bold, font_for, letters

PAD, GAP, ROUND = 14, 8, 8.0
_HEAD = 2
"""How many lines, title and text, come before the facts."""
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class CardLine(NamedTuple):
    """A text of a card, its font, and whether it is in the colour of explanations; ``above`` is the room before it."""

    text: str
    font: QFont
    quiet: bool
    above: int


class RecipeCard(QAbstractButton):
    """A card that can be chosen, one of several; one of the person's ``own`` can be removed."""

    remove_wanted = Signal(str)  # the key

    def __init__(self, key: str, title: str, text: str, own: bool = False) -> None:
        super().__init__()
        self.key, self.title, self._text = key, title, text
        self._time, self._note = "", ""
        self._facts: tuple[str, ...] = ()
        self._head = 0
        # What a layout asks for again and again, until texts or font change.
        self._narrowest: int | None = None
        self._heights: dict[int, tuple[int, int]] = {}
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setMouseTracking(True)
        height_follows_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.remove: IconButton | None = self._remove_button() if own else None
        self._describe()

    def _remove_button(self) -> IconButton:
        button = IconButton("x", self.tr("Remove this recipe"), slim=True)
        button.setParent(self)
        button.setAccessibleName(self.tr("Remove {title}").format(title=self.title))
        button.clicked.connect(lambda: self.remove_wanted.emit(self.key))
        return button

    def show_facts(self, time: str, facts: tuple[str, ...], note: str = "") -> None:
        """Show how long it takes, what else is known of it, a line each, and what is missing to start it."""
        if (time, facts, note) != (self._time, self._facts, self._note):
            self._time, self._facts, self._note = time, facts, note
            self._describe()
            self._measure_anew()
            self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(
            ". ".join(filter(None, (self._text.rstrip("."), self._time, *self._facts, self._note)))
        )

    def _lines(self) -> list[CardLine]:
        title, large = bold(self.font()), font_for(Role.LEAD, self.font())
        lines = [CardLine(self.title, title, False, 0), CardLine(self._text, self.font(), True, 4)]
        lines.append(CardLine(self._time, large, False, GAP))
        lines += [CardLine(fact, self.font(), False, 2) for fact in self._facts]
        if self._note:
            lines.append(CardLine(self._note, self.font(), True, GAP))
        return lines

    def _button_side(self) -> int:
        return self.fontMetrics().height() + 4

    def _inner_width(self, width: int, line: CardLine) -> int:
        beside = self._button_side() + 2 if self.remove is not None and line.text == self.title else 0
        return max(40, width - 2 * PAD - beside)

    def _height_of(self, lines: list[CardLine], width: int) -> int:
        height = 0
        for line in lines:
            # On a screen with a scale, text may be a little wider when it is painted.
            room = QRect(0, 0, self._inner_width(width, line) * 49 // 50, 10_000)
            height += line.above + QFontMetrics(line.font).boundingRect(room, _WRAP, line.text).height()
        return height

    def _measure_anew(self) -> None:
        self._narrowest, self._heights = None, {}
        self.updateGeometry()

    def _heights_at(self, width: int) -> tuple[int, int]:
        """How high title and text are at a width, and all that follows."""
        if width not in self._heights:
            lines = self._lines()
            self._heights[width] = self._height_of(lines[:_HEAD], width), self._height_of(lines[_HEAD:], width)
        return self._heights[width]

    def head_height(self, width: int) -> int:
        """How high title and text are at a width."""
        return self._heights_at(width)[0]

    def set_head_height(self, height: int) -> None:
        """Reserve this much room for title and text, so that what follows is in line with the cards beside it."""
        if height != self._head:
            self._head = height
            self.update()

    def height_below(self, head: int, width: int) -> int:
        """Its height at a width, if title and text take this much."""
        return 2 * PAD + head + self._heights_at(width)[1]

    def heightForWidth(self, width: int) -> int:
        return self.height_below(self.head_height(width), width)

    def smallest_width(self) -> int:
        """Narrower, words would be broken or lines too many."""
        if self._narrowest is None:
            words = [(QFontMetrics(line.font), word) for line in self._lines() for word in line.text.split(" ")]
            longest = max(metrics.horizontalAdvance(word) for metrics, word in words)
            self._narrowest = max(longest, letters(22, self.fontMetrics())) + 2 * PAD
        return self._narrowest

    def sizeHint(self) -> QSize:
        width = self.smallest_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.smallest_width(), 4 * PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        chosen, accent = self.isChecked(), theme.accent(palette)
        edge = accent if chosen else theme.quiet(palette) if self.underMouse() else theme.line(palette)
        with QPainter(self) as painter:
            base = palette.color(palette.ColorRole.Base)
            face = theme.mixed(base, accent, 0.09) if chosen else base
            rounded(painter, self.rect(), face, edge, 2 if chosen else 1, ROUND)
            if self.hasFocus():
                rounded(painter, self.rect().adjusted(4, 4, -4, -4), face, accent, 1.5, ROUND - 3)
            self._paint_lines(painter)

    def _paint_lines(self, painter: QPainter) -> None:
        palette, top = self.palette(), PAD
        strong = palette.color(palette.ColorRole.WindowText)
        for at, line in enumerate(self._lines()):
            if at == _HEAD:
                top = max(top, PAD + self._head)
            painter.setFont(line.font)
            painter.setPen(theme.quiet(palette) if line.quiet else strong)
            top += line.above
            room = QRect(PAD, top, self._inner_width(self.width(), line), self.height())
            painter.drawText(room, _WRAP, line.text)
            top += painter.boundingRect(room, _WRAP, line.text).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.remove is not None:
            side = self._button_side()
            self.remove.setGeometry(self.width() - side - 8, 8, side, side)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure_anew()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            # Below the card: beside the pointer it would cover the figures of the cards beside this one.
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self.toolTip(), self)
            return True
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)
