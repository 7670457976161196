"""What lies where in the view: the layout, its titles, and the part of it that the camera shows."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from lenet_gui.network.layout.arrange import lay_out
from lenet_gui.network.layout.camera import Camera
from lenet_gui.network.layout.titles import Detail, Fonts, TitleLine, Titles
from lenet_gui.network.network_layout import ABOVE_MAP, Metrics, NetworkLayout, Size
from model.network.wiring import NAMES, OUTPUT

_DIGIT = 1.5
"""The side of a digit of OUTPUT, in heights of its text; a dot takes less."""
_LEAST = QSizeF(400, 280)
_BELOW_INPUT = 5
"""Room for what the colours over INPUT mean, in lines of small print."""


class _Found(NamedTuple):
    layout: NetworkLayout
    titles: Titles
    beside: bool
    band: QRectF


class Geometry:
    """Computed when it is first asked for after a change."""

    def __init__(self, font: QFont) -> None:
        self.camera = Camera()
        self.fonts = Fonts.of(font)
        self._size, self._ratio = QSizeF(1, 1), 1.0
        self._sizes: dict[str, Size] = {}
        self._heights: tuple[float, ...] | None = None
        self._found: _Found | None = None

    # What it depends on

    def fit(self, size: QSizeF, ratio: float) -> None:
        """The view has another size, or is on another screen."""
        if (size, ratio) != (self._size, self._ratio):
            self._size, self._ratio = size, ratio
            self._found = None
            self.camera.move_by(QPointF(), size)

    def use_font(self, font: QFont) -> None:
        self.fonts = Fonts.of(font)
        self._found = None

    def size_of(self, layer: str) -> Size:
        return self._sizes.get(layer, Size.NORMAL)

    def resize_layer(self, layer: str, size: Size) -> None:
        """Fold, enlarge or restore a layer; at most one is enlarged."""
        if size is Size.ENLARGED:
            self._sizes = {name: kept for name, kept in self._sizes.items() if kept is Size.FOLDED}
        self._sizes[layer] = size
        self._found = None

    def show_all(self) -> None:
        """Every layer in its normal size, and all of them in view."""
        self.camera.show_all()
        self._sizes = {}
        self._found = None

    def put_output(self, heights: Sequence[float] | None) -> bool:
        """Put the ten digits of OUTPUT at these heights, or spread them; False if they are there already."""
        wanted = None if heights is None else tuple(heights)
        if wanted == self._heights:
            return False
        self._heights = wanted
        self._found = None
        return True

    # What it gives

    @property
    def size(self) -> QSizeF:
        """The view's, and the picture's without zoom."""
        return self._size

    @property
    def least(self) -> QSizeF:
        """The size below which the layers' names, or the ten digits of OUTPUT, would touch each other."""
        name = QFontMetricsF(self.fonts.name)
        width = sum(name.horizontalAdvance(layer) for layer in NAMES) * 1.25
        return QSizeF(max(_LEAST.width(), width + 80), max(_LEAST.height(), name.height() * 16))

    @property
    def layout(self) -> NetworkLayout:
        """In the picture's own coordinates; the camera converts them."""
        return self._found_now().layout

    @property
    def titles(self) -> Titles:
        return self._found_now().titles

    def _found_now(self) -> _Found:
        if self._found is None:
            label, name = QFontMetricsF(self.fonts.label), QFontMetricsF(self.fonts.name)
            number, below = label.capHeight() + ABOVE_MAP + 0.5, label.height() * _BELOW_INPUT
            for detail in sorted(Detail, reverse=True):
                titles = Titles(self.fonts, detail, self._size.width())
                metrics = Metrics(titles.head, titles.foot, below, number, name.height(), self._ratio)
                heights = self._heights_within(metrics)
                if heights is None:
                    metrics = metrics._replace(chip=name.height() * _DIGIT)
                layout = lay_out(self._size, self._sizes, metrics, heights)
                if titles.fit({name: _edges(place.whole) for name, place in layout.places.items() if place.cells}):
                    break
            band = QRectF(0, titles.head, self._size.width(), self._size.height() - titles.head - titles.foot)
            self._found = _Found(layout, titles, heights is not None, band)
        return self._found

    def _heights_within(self, metrics: Metrics) -> tuple[float, ...] | None:
        """The heights for OUTPUT, if the view has room for them below the titles."""
        found, top, bottom = self._heights, metrics.head + metrics.chip / 2, self._size.height() - metrics.chip / 2
        return found if found is not None and top < found[0] and found[-1] < bottom else None

    @property
    def beside(self) -> bool:
        """Whether OUTPUT is at the heights of another view's rows, which say what it is."""
        return self._found_now().beside

    @property
    def clip(self) -> QRectF:
        """Where maps and lines may be painted, in the view's coordinates."""
        band = self.band
        if self.camera.zoom == 1:
            band.setBottom(self._size.height())  # nothing but OUTPUT can lie there
        return band

    @property
    def band(self) -> QRectF:
        """What lies between titles and sizes, in the view's coordinates."""
        return QRectF(self._found_now().band)

    def _columns(self) -> dict[str, tuple[float, float]]:
        """The left and the right edge of what is seen of each layer that is not folded, in the view's coordinates."""
        found = {}
        for name, place in self.layout.places.items():
            left, right = _edges(self.camera.to_view(place.column))
            left, right = max(left, 0.0), min(right, self._size.width())
            if place.cells and right - left > 1:
                found[name] = left, right
        return found

    def title_lines(self) -> tuple[list[TitleLine], list[TitleLine]]:
        """The layers' names, and the other texts, as they have to be painted."""
        without_size = (OUTPUT,) if self.beside else ()
        return self.titles.lines(self._middles(), self._size.height(), without_size)

    def _middles(self) -> dict[str, tuple[float, float]]:
        """Like the columns, but about the middle of the maps."""
        found = {}
        for name, (left, right) in self._columns().items():
            whole = _edges(self.camera.to_view(self.layout.places[name].whole))
            seen = max(whole[0], 0.0), min(whole[1], self._size.width())
            found[name] = seen if seen[1] - seen[0] > 1 else (left, right)
        return found

    def title_rect(self, layer: str) -> QRectF:
        """Where a layer's title is, in the view's coordinates; empty if it is out of sight or folded."""
        left, right = self._columns().get(layer, (0.0, 0.0))
        return QRectF(left, 0, right - left, self.titles.head)

    def title_at(self, position: QPointF) -> str | None:
        """The layer whose title, or folded strip, is at a position in the view."""
        if position.y() < self.titles.head and (found := self._column_at(position.x())) is not None:
            return found
        return self.layout.folded_at(self.camera.to_picture(position))

    def size_rect(self, layer: str) -> QRectF:
        """Where a layer's size is written, in the view's coordinates; empty if it is out of sight or folded."""
        left, right = self._columns().get(layer, (0.0, 0.0))
        return QRectF(left, self._size.height() - self.titles.foot, right - left, self.titles.foot)

    def size_at(self, position: QPointF) -> str | None:
        """The layer whose size is written at a position in the view."""
        if position.y() < self._size.height() - self.titles.foot:
            return None
        found = self._column_at(position.x())
        return None if found == OUTPUT and self.beside else found

    def _column_at(self, x: float) -> str | None:
        return next((name for name, (left, right) in self._columns().items() if left <= x < right), None)


def _edges(rect: QRectF) -> tuple[float, float]:
    return rect.left(), rect.right()
