"""Widgets in a row that continues on the next line where the width ends."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_ENDLESS = 1 << 20


class _Box(NamedTuple):
    item: QLayoutItem
    width: int
    height: int


def _height(line: Sequence[_Box]) -> int:
    return max(box.height for box in line)


class Flow(QLayout):
    """As high as its lines need at the width that it gets; from right to left where the window is.

    Args:
        parts: in the order of reading; a flow among them is broken only where it does not fit on a line of its own.
        gap: between two widgets, and between two lines.
        centred: each line in the middle, not at the left.
        fills: what stands on a line shares all of its width.
        even: lines are about equally long, so that nothing is left over for the last one.
    """

    def __init__(
        self,
        parts: Sequence["QWidget | Flow"],
        gap: int,
        centred: bool = False,
        fills: bool = False,
        even: bool = False,
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._boxes: list[_Box] | None = None
        self._centred, self._fills, self._even = centred, fills, even
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
        self._boxes = None
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        self._boxes = None
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(map(_height, lines)) + self.spacing() * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:
        lines = self._lines(_ENDLESS)
        return QSize(self._width(lines[0]), _height(lines[0])) if lines else QSize(0, 0)

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        widget = self.parentWidget()
        turned = widget is not None and widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        y = rect.top()
        for line in self._lines(rect.width()):
            left_over = max(0, rect.width() - self._width(line))
            x = rect.left() + (left_over // 2 if self._centred else 0)
            more = left_over // len(line) if self._fills else 0
            for box in line:
                width = box.width + more
                left = rect.left() + rect.right() + 1 - x - width if turned else x
                box.item.setGeometry(QRect(left, y + (_height(line) - box.height) // 2, width, box.height))
                x += width + self.spacing()
            y += _height(line) + self.spacing()

    def _width(self, line: Sequence[_Box]) -> int:
        return sum(box.width for box in line) + self.spacing() * (len(line) - 1)

    def _lines(self, width: int) -> list[list[_Box]]:
        if self._boxes is None:
            shown = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
            self._boxes = [_Box(item, size.width(), size.height()) for item, size in shown]
        lines = self._broken(self._boxes, width)
        if self._even and len(lines) > 1:
            # In as many lines, but each no wider than that takes.
            narrower = {
                self._width(self._boxes[first : end + 1]) for end in range(len(self._boxes)) for first in range(end)
            }
            tried = (self._broken(self._boxes, least) for least in sorted(narrower) if least < width)
            lines = next((each for each in tried if len(each) == len(lines)), lines)
        return lines

    def _broken(self, boxes: Sequence[_Box], width: int) -> list[list[_Box]]:
        lines: list[list[_Box]] = []
        for usual in boxes:
            narrow = usual.width > width and usual.item.hasHeightForWidth()
            box = _Box(usual.item, width, usual.item.heightForWidth(width)) if narrow else usual
            if lines and self._width([*lines[-1], box]) <= width:
                lines[-1].append(box)
            else:
                lines.append([box])
        return lines
