"""The misread digits as the network saw them, each with its true digit and the digit read."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPaintEvent, QPen, QResizeEvent

from lenet_gui.base import theme
from lenet_gui.base.grid import CENTRE, LEFT
from lenet_gui.base.pointable import PicturePainter, Pointable
from lenet_gui.base.translate import a_digit, tr

Pixels = NDArray[np.uint8]
GAP = 10
_SCALE = 2


class MistakesView(Pointable[int]):
    """A page of misread digits in reading order, with "4 → 9" under each. A place is a digit's position on the page."""

    paged = Signal(bool)  # whether there is more than one page
    taken = Signal(
        object, str
    )  # the pixels (side, side) and the words of a digit that was clicked, or chosen with Enter

    def __init__(self) -> None:
        super().__init__(tr("Misread digits"))
        self._first = 0
        self._filter: tuple[int, int] | None = None
        self._pictures: dict[int, QImage] = {}
        self.show_nothing()

    # What is shown

    def show_mistakes(self, images: Pixels, labels: Pixels, answers: Pixels, total: int) -> None:
        """Show the first of ``total`` mistakes.

        Images are (N, side, side), 0 for background and 255 for full ink; labels, the true digits, and answers (N,).
        """
        self._nothing = ""
        self._images, self._labels, self._answers, self._total = images, labels, answers, total
        self._choose()

    def show_nothing(self, why: str | None = None) -> None:
        """Say why there is nothing; None while the first pass is awaited."""
        self._counts: NDArray[np.int64] | None = None
        none = np.zeros(0, dtype=np.uint8)
        self.show_mistakes(np.zeros((0, 32, 32), dtype=np.uint8), none, none, 0)
        self._nothing = self.tr("The misread digits appear with the matrix") if why is None else why
        self.describe()

    def set_counts(self, confusion: NDArray[np.int64]) -> None:
        """Take the confusion matrix, (10, 10): a row for each true digit, a column for each digit read."""
        self._counts = confusion * ~np.eye(10, dtype=np.bool_)
        self.renew()

    def filter_to(self, cell: tuple[int, int] | None) -> None:
        """Show one cell of the confusion matrix; on its diagonal, where nothing is misread, a whole row. None: all."""
        self._filter = cell
        self._choose()

    def _choose(self) -> None:
        true, answer = self._filter or (self._labels, self._answers)
        keep = self._labels == true
        if self._filter and true != answer:
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
        if self._counts is None:
            return len(self._chosen) if self._filter else self._total
        if self._filter is None:
            return int(self._counts.sum())
        true, answer = self._filter
        return int(self._counts[true, answer] if true != answer else self._counts[true].sum())

    def hint(self) -> str:
        if self._nothing:
            return self._nothing
        true, answer = self._filter or (0, 0)
        if self._filter is None:
            kind, none = "", self.tr("No digit is misread.")
        elif true == answer:
            kind, none = self.tr("{true} misread: "), self.tr("No {true} is misread.")
        else:
            kind, none = self.tr("{true} read as {answer}: "), self.tr("No {true} is read as {answer}.")
        total, shown = self._count(), len(self.shown)
        if not total:
            return none.format(true=true, answer=answer)
        kind = kind.format(true=true, answer=answer)
        some = self.tr("first {shown} of {total}") if shown < total else self.tr("all {total}")
        text = self.tr("{first} to {last} of {total}") if self._first else some
        first, last = self._first + 1, self._first + shown
        return kind + text.format(first=first, last=last, shown=f"{shown:,}", total=f"{total:,}")

    def words_of(self, place: int) -> str:
        index = self._chosen[self._first + place]
        number, true, answer = self._first + place + 1, int(self._labels[index]), int(self._answers[index])
        text = self.tr("Digit {number}: {true}, read as {answer}\nClick to put it on the canvas.")
        return text.format(number=number, true=a_digit(true), answer=answer)

    def choose_place(self, place: int) -> None:
        index = self._chosen[self._first + place]
        name = self.tr("{true}: held out from training, read as {answer}")
        name = name.format(true=int(self._labels[index]), answer=int(self._answers[index]))
        self.taken.emit(self._images[index], name)

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
        return self._size_of(2, 1)

    def sizeHint(self) -> QSize:
        return self._size_of(8, 3)

    def _size_of(self, columns: int, rows: int) -> QSize:
        width, height = self._pitch()
        return QSize(int(width * columns + GAP), int(height * rows + self._line() + GAP))

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
        places = range(len(self.shown))
        return next((p for p in places if self.rect_of(p).united(self._label_rect(p)).contains(position)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, shown = self.palette(), self.shown
        table = theme.ink_table(theme.is_dark(palette))
        with PicturePainter(self) as painter:
            painter.setPen(theme.quiet(palette))
            if not shown:
                painter.drawText(QRectF(self.rect()), CENTRE | Qt.TextFlag.TextWordWrap, self.hint())
                return
            painter.drawText(QRectF(GAP, 0, self.width() - GAP, self._line()), LEFT, self.hint())
            for place, index in enumerate(shown):
                picture = self.rect_of(place)
                if index not in self._pictures:
                    self._pictures[index] = theme.picture(table[self._images[index]])
                painter.drawImage(picture, self._pictures[index])
                painter.setPen(QPen(theme.line(palette), 0))
                painter.drawRect(picture)
                painter.setPen(palette.color(palette.ColorRole.WindowText))
                painter.drawText(self._label_rect(place), CENTRE, f"{self._labels[index]} → {self._answers[index]}")
            self.paint_mark(painter)

    def first_place(self) -> int | None:
        return 0 if self.shown else None

    def next_place(self, place: int, down: int, right: int) -> int:
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
