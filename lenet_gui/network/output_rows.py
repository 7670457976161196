"""Keeps the ten digits of OUTPUT at the height of the rows of another view beside the network."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtWidgets import QWidget

from lenet_gui.network.network_picture import NetworkPicture

_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class OutputRows(QObject):
    """Lines run from F6 to each digit's row, wherever the window's layout puts it.

    Args:
        picture: the network.
        rows: the view with a row for each digit.
        middle: the middle of a digit's row, in the coordinates of ``rows``.
    """

    def __init__(self, picture: NetworkPicture, rows: QWidget, middle: Callable[[int], QPointF]) -> None:
        super().__init__(picture)
        self._picture, self._rows, self._middle = picture, rows, middle
        for widget in (picture, rows):
            parent: QWidget | None = widget
            while parent is not None:
                parent.installEventFilter(self)
                parent = parent.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.follow()
        return False

    def follow(self) -> None:
        """Put the digits where the rows are now."""
        if not self._rows.isVisible() or self._rows.window() is not self._picture.window():
            self._picture.put_output(None)
            return
        window = self._picture.window()
        above = self._picture.mapTo(window, QPointF(0, 0)).y()
        heights = [self._rows.mapTo(window, self._middle(digit)).y() - above for digit in range(10)]
        self._picture.put_output(heights)
