"""Cards side by side, as many as fit, all of one size in a row."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base.keys import tab_through
from lenet_gui.base.widgets import height_follows_width
from lenet_gui.training.choice.card import RecipeCard

BETWEEN = 12
WIDEST = 450


class _Row(NamedTuple):
    """Cards side by side: the width and height of each, and the height of the part that ends in line."""

    cards: list[RecipeCard]
    width: int
    head: int
    height: int


class CardsView(QWidget):
    """Recipes to choose from; one of them, or none, is chosen."""

    chosen = Signal(str)  # the key of the card that was chosen
    remove_wanted = Signal(str)  # the key of one of the person's own

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[RecipeCard] = []
        height_follows_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Recipes to choose from"))

    def set_cards(self, cards: Sequence[RecipeCard]) -> None:
        """Show these; those that are no longer among them are deleted."""
        for card in self.cards:
            if card not in cards:
                card.hide()
                card.deleteLater()
        for card in cards:
            if card not in self.cards:
                card.setParent(self)
                card.clicked.connect(self._on_clicked)
                card.remove_wanted.connect(self.remove_wanted)
                card.show()
        self.cards = list(cards)
        if cards:
            tab_through(cards[0], *cards[1:])
        self._arrange()

    def choose(self, key: str) -> None:
        """Show a card as chosen, or none where there is no such card."""
        for card in self.cards:
            card.setAutoExclusive(False)
            card.setChecked(card.key == key)
            card.setAutoExclusive(True)

    def _on_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, RecipeCard):
            self.chosen.emit(card.key)

    def _columns(self, width: int) -> int:
        smallest = max((card.smallest_width() for card in self.cards), default=1)
        fitting = max(1, min(len(self.cards), (width + BETWEEN) // (smallest + BETWEEN)))
        rows = max(1, -(-len(self.cards) // fitting))
        return max(1, -(-len(self.cards) // rows))  # two rows of two rather than three and one

    def _rows(self, width: int) -> list[_Row]:
        columns = self._columns(width)
        wide = min(WIDEST * self.fontMetrics().height() // 15, (width - BETWEEN * (columns - 1)) // columns)
        rows = [self.cards[start : start + columns] for start in range(0, len(self.cards), columns)]
        heads = [max(card.head_height(wide) for card in row) for row in rows]
        return [
            _Row(row, wide, head, max(card.height_below(head, wide) for card in row))
            for row, head in zip(rows, heads, strict=True)
        ]

    def heightForWidth(self, width: int) -> int:
        return sum(row.height + BETWEEN for row in self._rows(width)) - BETWEEN + 2

    def minimumSizeHint(self) -> QSize:
        smallest = max((card.smallest_width() for card in self.cards), default=1)
        return QSize(smallest, self.heightForWidth(max(self.width(), smallest)))

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(max(self.width(), 600)))

    def _arrange(self) -> None:
        top = 0
        for row in self._rows(self.width()):
            for column, card in enumerate(row.cards):
                card.set_head_height(row.head)
                card.setGeometry(column * (row.width + BETWEEN), top, row.width, row.height)
            top += row.height + BETWEEN
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange):
            self._arrange()
        return super().event(event)
