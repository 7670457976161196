"""The misread digits as the network saw them, each with its true digit and the digit read."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from lenet_gui.base import theme
from lenet_gui.base.pointable import Pointable

Pixels = NDArray[np.uint8]
GAP = 10
_SCALE = 2
_CENTRE = Qt.AlignmentFlag.AlignCenter


class MistakesView(Pointable[int]):
    """A page of misread digits in reading order, with "4 → 9" under each. A place is a digit's position on the page.

    Signals:
        paged: whether there is more than one page.
    """

    paged = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("MistakesView", "Misread digits"), parent)
        self._images: Pixels = np.zeros((0, 32, 32), dtype=np.uint8)
        self._labels: Pixels = np.zeros(0, dtype=np.uint8)
        self._answers: Pixels = np.zeros(0, dtype=np.uint8)
        self._total = 0
        self._counts: NDArray[np.int64] | None = None
        self._first = 0
        self._nothing = self.tr("Appears after the first pass")
        self._filter: tuple[int | None, int | None] = (None, None)
        self._chosen: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._pictures: dict[int, QImage] = {}
        self._choose()

    # What is shown

    def show_mistakes(self, images: Pixels, labels: Pixels, answers: Pixels, total: int) -> None:
        """Show mistakes.

        Args:
            images: (N, side, side), 0 for background and 255 for full ink.
            labels: (N,), the true digits.
            answers: (N,), the digits read.
            total: how many mistakes there are; ``images`` may hold only the first ones.
        """
        self._nothing = ""
        self._images, self._labels, self._answers, self._total = images, labels, answers, total
        self._choose()

    def show_nothing(self, why: str) -> None:
        """Show that there are no digits, and why."""
        none = np.zeros(0, dtype=np.uint8)
        self.show_mistakes(np.zeros((0, 32, 32), dtype=np.uint8), none, none, 0)
        self._nothing, self._counts = why, None
        self.describe()

    def set_counts(self, confusion: NDArray[np.int64]) -> None:
        """Take the confusion matrix, (10, 10): a row for each true digit, a column for each digit read."""
        self._counts = confusion * ~np.eye(10, dtype=np.bool_)
        self.describe()
        self.update()

    def filter_to(self, true: int | None, answer: int | None) -> None:
        """Show only one true digit, one digit read, or one pair of them; None means any."""
        self._filter = (true, answer)
        self._choose()

    def _choose(self) -> None:
        true, answer = self._filter
        keep = np.ones(len(self._images), dtype=np.bool_)
        if true is not None:
            keep &= self._labels == true
        if answer is not None:
            keep &= self._answers == answer
        self._chosen = np.flatnonzero(keep)
        self._pictures = {}
        self._go_to(0)

    def _go_to(self, first: int) -> None:
        self._first = first
        self.point_at(None)
        self.describe()
        self.paged.emit(self._room() < len(self._chosen))
        self.update()

    def _room(self) -> int:
        return self._columns() * self._rows()

    @Slot()
    def turn_page(self) -> None:
        """Show the next page; after the last one, the first."""
        self._go_to(self._first + self._room() if self._first + self._room() < len(self._chosen) else 0)

    @property
    def shown(self) -> list[int]:
        """The indices of the mistakes on this page, in reading order."""
        return [int(index) for index in self._chosen[self._first : self._first + self._room()]]

    def _count(self) -> int:
        """How many mistakes the filter lets through, including those without an image."""
        true, answer = self._filter
        if self._counts is None:
            return self._total if self._filter == (None, None) else len(self._chosen)
        rows = slice(None) if true is None else slice(true, true + 1)
        columns = slice(None) if answer is None else slice(answer, answer + 1)
        return int(self._counts[rows, columns].sum())

    def caption(self) -> str:
        """Which mistakes are shown, and how many of how many."""
        if self._nothing:
            return self._nothing
        true, answer = self._filter
        total, shown = self._count(), len(self.shown)
        if true is not None and answer is not None:
            kind = self.tr("{true} read as {answer}: ").format(true=true, answer=answer)
            none = self.tr("No {true} is read as {answer}.").format(true=true, answer=answer)
        elif true is not None:
            kind = self.tr("{true} misread: ").format(true=true)
            none = self.tr("No {true} is misread.").format(true=true)
        elif answer is not None:
            kind = self.tr("misread as {answer}: ").format(answer=answer)
            none = self.tr("No digit is misread as {answer}.").format(answer=answer)
        else:
            kind, none = "", self.tr("No digit is misread.")
        if not total:
            return none
        if self._first:
            first, last = self._first + 1, self._first + shown
            return kind + self.tr("{first} to {last} of {total}").format(first=first, last=last, total=f"{total:,}")
        if shown < total:
            return kind + self.tr("first {shown} of {total}").format(shown=f"{shown:,}", total=f"{total:,}")
        return kind + self.tr("all {total}").format(total=f"{total:,}")

    def hint(self) -> str:
        return self.caption()

    def words_of(self, place: int) -> str:
        index = self._chosen[self._first + place]
        return self.tr("Digit {place}: a {true}, read as {answer}").format(
            place=self._first + place + 1, true=int(self._labels[index]), answer=int(self._answers[index])
        )

    # Geometry

    def _line(self) -> float:
        return self.fontMetrics().height() + 2.0

    def _side(self) -> float:
        """A digit's side; each of its pixels covers a whole number of device pixels."""
        ratio = self.devicePixelRatioF()
        return int(self._images.shape[1]) * max(1, round(_SCALE * ratio)) / ratio

    def _pitch(self) -> tuple[float, float]:
        width = max(self._side(), self.fontMetrics().horizontalAdvance("0 → 0"))
        return width + GAP, self._side() + self._line() + GAP / 2

    def _columns(self) -> int:
        return max(1, int((self.width() - GAP) / self._pitch()[0]))

    def _rows(self) -> int:
        return max(1, int((self.height() - self._line() - GAP / 2) / self._pitch()[1]))

    def minimumSizeHint(self) -> QSize:
        width, height = self._pitch()
        return QSize(int(width * 2 + GAP), int(height + self._line() + GAP))

    def sizeHint(self) -> QSize:
        width, height = self._pitch()
        return QSize(int(width * 8 + GAP), int(height * 3 + self._line() + GAP))

    def rect_of(self, place: int) -> QRectF:
        row, column = divmod(place, self._columns())
        width, height = self._pitch()
        side, ratio = self._side(), self.devicePixelRatioF()
        x = GAP + column * width + (width - GAP - side) / 2
        y = self._line() + GAP / 2 + row * height
        return QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, side, side)

    def _label_rect(self, place: int) -> QRectF:
        picture = self.rect_of(place)
        width = self._pitch()[0] - GAP
        return QRectF(picture.center().x() - width / 2, picture.bottom() + 1, width, self._line())

    def place_at(self, position: QPointF) -> int | None:
        """The digit at a position, on its picture or its label."""
        for place in range(len(self.shown)):
            if self.rect_of(place).united(self._label_rect(place)).contains(position):
                return place
        return None

    # Painting

    def _picture(self, index: int) -> QImage:
        if index not in self._pictures:
            table = theme.ink_table(theme.is_dark(self.palette()))
            self._pictures[index] = theme.picture(table[self._images[index]])
        return self._pictures[index]

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        shown = self.shown
        with QPainter(self) as painter:
            painter.setPen(theme.quiet(palette))
            if not shown:
                painter.drawText(QRectF(self.rect()), _CENTRE | Qt.TextFlag.TextWordWrap, self.caption())
                return
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(GAP, 0, self.width() - GAP, self._line()), left, self.caption())
            for place, index in enumerate(shown):
                picture = self.rect_of(place)
                painter.drawImage(picture, self._picture(index))
                painter.setPen(QPen(theme.line(palette), 0))
                painter.drawRect(picture)
                painter.setPen(palette.color(palette.ColorRole.WindowText))
                label = f"{self._labels[index]} → {self._answers[index]}"
                painter.drawText(self._label_rect(place), _CENTRE, label)
            self.paint_mark(painter)

    # Pointing

    def first_place(self) -> int | None:
        return 0 if self.shown else None

    def next_place(self, place: int, down: int, right: int, shift: bool) -> int:
        after = place + down * self._columns() + right
        return after if 0 <= after < len(self.shown) else place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageDown and self._room() < len(self._chosen):
            self.turn_page()
        elif event.key() == Qt.Key.Key_PageUp and self._first:
            self._go_to(max(0, self._first - self._room()))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The number of digits on a page changes.
        self._go_to(0)

    def restyle(self) -> None:
        self._pictures = {}
