"""Keeps the ten digits of OUTPUT at the height of the penalties' rows beside the network."""

from PySide6.QtCore import QObject, QPoint, QPointF, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.answer.penalties import PenaltyBars
from lenet_gui.network.network_picture import NetworkPicture


class OutputRows(QObject):
    """Lines run from F6 to each digit's row, wherever the window's layout puts it beside the network."""

    def __init__(self, picture: NetworkPicture, penalties: PenaltyBars) -> None:
        super().__init__(picture)
        self._picture, self._penalties = picture, penalties
        picture.resized.connect(self.follow)
        penalties.rearranged.connect(self.follow)
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Put the digits where the rows are now."""
        window = self._picture.window()
        if self._penalties.window() is not window or not self._are_beside(window):
            self._picture.put_output(None)
            return
        above = self._picture.mapTo(window, QPointF(0, 0)).y()
        middles = (self._penalties.rect_of(digit).center() for digit in range(10))
        self._picture.put_output([self._penalties.mapTo(window, middle).y() - above for middle in middles])

    def _are_beside(self, window: QWidget) -> bool:
        """Not so where text is too large for the window: the network is below them then."""
        right = self._picture.mapTo(window, self._picture.rect().topRight()).x()
        return self._penalties.mapTo(window, QPoint(0, 0)).x() > right
