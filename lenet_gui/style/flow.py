"""Widgets in a row that continues on the next line where the width ends."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_ENDLESS = 1 << 20


class Flow(QLayout):
    """As high as its lines need at the width that it gets.

    Args:
        parts: in the order of reading; a flow among them is broken only where it does not fit on a line of its own.
        gap: between two widgets, and between two lines.
        centred: each line in the middle, not at the left.
    """

    def __init__(self, parts: Sequence["QWidget | Flow"], gap: int, centred: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._centred = centred
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            if isinstance(part, QWidget):
                self.addWidget(part)
            else:
                self.addChildLayout(part)
                self.addItem(part)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(self._height_of(line, width) for line in lines) + self.spacing() * (len(lines) - 1)

    def sizeHint(self) -> QSize:
        (line,) = self._lines(_ENDLESS) or [[]]
        return QSize(self._width_of(line), self._height_of(line, _ENDLESS))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        y = rect.top()
        for line in self._lines(rect.width()):
            x, height = rect.left(), self._height_of(line, rect.width())
            if self._centred:
                x += max(0, (rect.width() - self._width_of(line)) // 2)
            for item in line:
                wide = min(item.sizeHint().width(), rect.width())
                high = self._height_of([item], rect.width())
                item.setGeometry(QRect(x, y + (height - high) // 2, wide, high))
                x += wide + self.spacing()
            y += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _width_of(self, line: Sequence[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)

    @staticmethod
    def _height_of(line: Sequence[QLayoutItem], width: int) -> int:
        def height(item: QLayoutItem) -> int:
            size = item.sizeHint()
            return item.heightForWidth(width) if item.hasHeightForWidth() and width < size.width() else size.height()

        return max(map(height, line), default=0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in self._shown():
            if lines and self._width_of([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines
