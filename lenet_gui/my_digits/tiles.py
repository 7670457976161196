"""How a digit and a heading of the gallery are painted."""

import time
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPersistentModelIndex, QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lenet_gui.base import theme
from lenet_gui.base.grid import CENTRE
from lenet_gui.base.timers import timer
from lenet_gui.my_digits.gallery_model import DOUBTFUL_SIGN, WRONG_SIGN, GalleryModel, Heading, Index
from lenet_gui.style.text_size import bold
from model.digits.drawing import Drawing
from model.my_digits.digit import MyDigit, PackedStrokes
from model.network.records import FloatArray

SIDE = 32
_SCALE = 2
_PAD = 5
_INKING_S = 0.008
"""How long digits may be inked before the event loop gets its turn: half a frame."""


class Tiles(QStyledItemDelegate):
    """Paints the rows of ``model`` in ``view``.

    A digit is inked when it is first seen; where many come into sight at once, they appear one after the other.
    ``inked`` gives a drawing as the network gets it, (32, 32), 0 for paper and 1 for full ink; it is slow.
    """

    def __init__(self, model: GalleryModel, view: QAbstractItemView, inked: Callable[[Drawing], FloatArray]) -> None:
        super().__init__(view)
        self._model, self._view, self.inked = model, view, inked
        self._inks: dict[str, tuple[PackedStrokes, NDArray[np.uint8]]] = {}
        self._images: dict[str, QImage] = {}
        self._wanted: dict[str, QPersistentModelIndex] = {}
        self._next_turn = timer(self, 0, self._ink_some)

    def keep(self, entries: Iterable[MyDigit]) -> None:
        kept = ((entry, self._inks.get(entry.key)) for entry in entries)
        self._inks = {entry.key: ink for entry, ink in kept if ink is not None and ink[0] == entry.strokes}
        self._images = {key: image for key, image in self._images.items() if key in self._inks}

    def recolour(self) -> None:
        self._images = {}

    def picture_side(self) -> float:
        """A digit's side: each of its pixels covers a whole number of the screen's own."""
        ratio = self._view.devicePixelRatioF()
        return SIDE * max(1, round(_SCALE * ratio)) / ratio

    def tile_size(self) -> QSize:
        """A digit with its label below, and what lies between it and the next."""
        metrics = self._view.fontMetrics()
        side = int(np.ceil(self.picture_side()))
        width = max(side, metrics.horizontalAdvance("2,000") + 2) + 2 * _PAD
        return QSize(width, side + metrics.height() + 2 * _PAD + 2)

    def picture_rect(self, tile: QRectF) -> QRectF:
        side, ratio = self.picture_side(), self._view.devicePixelRatioF()
        x, y = tile.center().x() - side / 2, tile.top() + _PAD
        return QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, side, side)

    def badge_rect(self, tile: QRectF, place: int) -> QRectF:
        """The sign in the upper right corner; ``place`` counts from the right, from 0."""
        # In any font, two of them leave the digit visible.
        side = min(self._view.fontMetrics().height(), self.picture_side() / 3)
        picture = self.picture_rect(tile)
        return QRectF(picture.right() + 3 - (place + 1) * side - 2 * place, picture.top() - 3, side, side)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        what = self._model.row_at(index)
        tile = QRectF(option.rect)
        painter.save()
        if isinstance(what, Heading):
            self._paint_heading(painter, tile, what)
        elif isinstance(what, MyDigit):
            state = option.state
            selected = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_digit(painter, tile, what, selected, bool(state & QStyle.StateFlag.State_HasFocus))
            if what.key not in self._images:
                self._wanted[what.key] = QPersistentModelIndex(index)
                self._next_turn.start()
        painter.restore()

    def _paint_heading(self, painter: QPainter, tile: QRectF, heading: Heading) -> None:
        palette = self._view.palette()
        picture = self.picture_rect(tile)
        small = self._view.fontMetrics()
        font = bold(self._view.font())
        # As large as leaves room for the count below it.
        font.setPixelSize(max(int(min(picture.height() * 0.62, picture.height() - small.height())), 1))
        large = QFontMetrics(font)
        top = picture.center().y() - (large.height() + small.height()) / 2
        painter.setFont(font)
        painter.setPen(palette.color(palette.ColorRole.WindowText))
        painter.drawText(QRectF(tile.left(), top, tile.width(), large.height()), CENTRE, str(heading.label))
        painter.setFont(self._view.font())
        painter.setPen(theme.quiet(palette))
        count = QRectF(tile.left(), top + large.height(), tile.width(), small.height())
        painter.drawText(count, CENTRE, f"{heading.count:,}")

    def _paint_digit(self, painter: QPainter, tile: QRectF, entry: MyDigit, selected: bool, focus: bool) -> None:
        palette = self._view.palette()
        text = QPalette.ColorRole.Text
        if selected:
            painter.fillRect(tile.adjusted(1, 1, -1, -1), palette.color(palette.ColorRole.Highlight))
            text = QPalette.ColorRole.HighlightedText
        if focus:
            painter.setPen(QPen(palette.color(palette.ColorRole.Text), 2))
            painter.drawRect(tile.adjusted(2, 2, -2, -2))
        picture = self.picture_rect(tile)
        image = self._image(entry)
        if image is not None:
            painter.drawImage(picture, image)
        painter.setPen(QPen(theme.line(palette), 0))
        painter.drawRect(picture)
        painter.setPen(palette.color(text))
        below = QRectF(tile.left(), picture.bottom() + 2, tile.width(), tile.bottom() - picture.bottom() - _PAD)
        painter.drawText(below, CENTRE, str(entry.label))
        signs = [
            sign
            for sign, keys in ((DOUBTFUL_SIGN, self._model.doubtful), (WRONG_SIGN, self._model.wrong))
            if entry.key in keys
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, sign in enumerate(signs):
            self._paint_sign(painter, self.badge_rect(tile, place), sign)

    def _paint_sign(self, painter: QPainter, badge: QRectF, sign: str) -> None:
        """A disc that stands out from ink and paper, in dark and in light."""
        palette = self._view.palette()
        painter.setPen(QPen(palette.color(palette.ColorRole.Base), 1.5))
        painter.setBrush(palette.color(palette.ColorRole.Text))
        painter.drawEllipse(badge)
        painter.setPen(QPen(palette.color(palette.ColorRole.Base), max(1.5, badge.width() / 8)))
        if sign == WRONG_SIGN:
            arm, middle = badge.width() * 0.2, badge.center()
            for slope in (1, -1):
                painter.drawLine(middle - QPointF(arm, slope * arm), middle + QPointF(arm, slope * arm))
            return
        font = bold(self._view.font())
        font.setPixelSize(max(int(badge.height() * 0.75), 1))
        painter.setFont(font)
        painter.drawText(badge, CENTRE, sign)

    def _image(self, entry: MyDigit) -> QImage | None:
        image = self._images.get(entry.key)
        if image is None and entry.key in self._inks:
            table = theme.ink_table(theme.is_dark(self._view.palette()))
            image = self._images[entry.key] = theme.picture(table[self._inks[entry.key][1]])
        return image

    @Slot()
    def _ink_some(self) -> None:
        """Ink as many of the visible digits as there is time for."""
        rest_from = time.perf_counter() + _INKING_S
        viewport = self._view.viewport()
        while self._wanted and time.perf_counter() < rest_from:
            key, index = self._wanted.popitem()
            entry, place = self._model.entry_at(index), self._view.visualRect(self._model.index(index.row()))
            # What has been scrolled out of sight will be asked for again.
            if entry is not None and entry.key == key and place.intersects(viewport.rect()):
                ink = np.clip(self.inked(entry.drawing) * 255, 0, 255).astype(np.uint8)
                self._inks[key] = entry.strokes, ink
                viewport.update(place)
        if self._wanted:
            self._next_turn.start()
