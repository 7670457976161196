"""A rectangle of cells somewhere on a widget, and where text lies in one."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Grid:
    """``rows`` x ``columns`` cells that fill ``rect``, in the widget's coordinates."""

    rect: QRectF
    rows: int
    columns: int

    def has(self, row: int, column: int) -> bool:
        return 0 <= row < self.rows and 0 <= column < self.columns

    def cell(self, row: int, column: int) -> QRectF:
        width, height = self.rect.width() / self.columns, self.rect.height() / self.rows
        return QRectF(self.rect.left() + column * width, self.rect.top() + row * height, width, height)

    def clamp(self, row: int, column: int) -> tuple[int, int]:
        """(row, column) of the nearest cell to one that may lie outside."""
        return min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1)

    def nearest(self, position: QPointF) -> tuple[int, int]:
        """(row, column) of the cell nearest to a position."""
        row = int((position.y() - self.rect.top()) / self.rect.height() * self.rows)
        column = int((position.x() - self.rect.left()) / self.rect.width() * self.columns)
        return self.clamp(row, column)

    def cell_at(self, position: QPointF) -> tuple[int, int] | None:
        """(row, column) of the cell at a position; None outside the grid."""
        return self.nearest(position) if self.rect.contains(position) else None
