"""Each layer's name and what it does above its maps, and its size below them; they stay in view when one zooms in."""

from collections.abc import Container, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette

from lenet_gui.base import theme
from lenet_gui.story.terms import layer_does, size_of_layer
from lenet_gui.style.text_size import bold
from model.network.wiring import shape_of

_APART = 8.0
"""The least distance between the texts of two layers."""
_ASIDE = 14.0
"""The farthest a text may be from the middle of its layer; twice as far if there is no other way."""
_PAD = 5.0


class Detail(IntEnum):
    """How much there is room for."""

    SMALL_NAMES = 0
    """Names alone, in the size of the words."""
    NAMES = 1
    SHORT = 2
    """What a layer does in two lines, and only the size of a map."""
    TWO_LINES = 3
    ONE_LINE = 4


_LINES = {
    Detail.SMALL_NAMES: (0, 0),
    Detail.NAMES: (0, 0),
    Detail.SHORT: (2, 1),
    Detail.TWO_LINES: (2, 2),
    Detail.ONE_LINE: (1, 1),
}
"""How many lines there are above the maps, without the name, and below them."""


class Fonts(NamedTuple):
    """Of the names, of what layers do, and of small print such as a map's number."""

    name: QFont
    words: QFont
    label: QFont

    @classmethod
    def of(cls, usual: QFont) -> "Fonts":
        """Made from a widget's font."""
        name, words, label = bold(usual), QFont(usual), QFont(usual)
        words.setPointSizeF(max(6.5, usual.pointSizeF() * 0.88))
        label.setPointSizeF(max(6.0, usual.pointSizeF() * 0.74))
        return cls(name, words, label)

    def of_detail(self, detail: Detail) -> "Fonts":
        if detail is not Detail.SMALL_NAMES:
            return self
        return self._replace(name=bold(self.words))


class TitleLine(NamedTuple):
    """A text that is painted centred about ``middle`` with its baseline at ``y``."""

    text: str
    middle: float
    y: float


class Titles:
    """Texts for one size and font."""

    def __init__(self, fonts: Fonts, detail: Detail, width: float) -> None:
        self.fonts, self.detail, self._width = fonts.of_detail(detail), detail, width
        self._name, self._words = QFontMetricsF(self.fonts.name), QFontMetricsF(self.fonts.words)

    @property
    def head(self) -> float:
        """The height above the maps."""
        return round(self._name.height() + _LINES[self.detail][0] * self._words.height() + 2 * _PAD)

    @property
    def foot(self) -> float:
        """The height below the maps."""
        return round(_LINES[self.detail][1] * self._words.height() + _PAD)

    def fit(self, columns: Mapping[str, tuple[float, float]]) -> bool:
        """Whether all texts have room above and below these layers, given by their left and right edges."""
        return all(None not in middles for middles in self._middles(columns))

    def _texts(self, layer: str) -> tuple[list[str], list[str]]:
        """The lines above and below a layer, without its name."""
        above, below = layer_does(layer), size_of_layer(layer)
        if self.detail is Detail.SHORT:
            maps, side = shape_of(layer)
            return _in_two(above), [str(maps) if side == 1 else f"{side}×{side}"]
        if self.detail is Detail.ONE_LINE:
            return [above], [below]
        if self.detail is Detail.TWO_LINES:
            return _in_two(above), _in_two(below)
        return [], []

    def _middles(self, columns: Mapping[str, tuple[float, float]]) -> tuple[list[float | None], list[float | None]]:
        """Where the texts above and those below each layer are centred; None where one has no room."""
        above, below = [], []
        for layer in columns:
            upper, lower = self._texts(layer)
            wide = self._words.horizontalAdvance
            above.append(max([self._name.horizontalAdvance(layer), *map(wide, upper)]))
            below.append(max(map(wide, lower), default=0.0))
        wanted = [(left + right) / 2 for left, right in columns.values()]
        return self._placed(wanted, above), self._placed(wanted, below)

    def _placed(self, wanted: Sequence[float], widths: Sequence[float]) -> list[float | None]:
        """Middles near the wanted ones at which texts of these widths do not touch."""
        found = list(wanted)
        limit = self._width - _PAD
        for place in reversed(range(len(found))):
            found[place] = min(found[place], limit - widths[place] / 2)
            limit = found[place] - widths[place] / 2 - _APART
        limit = _PAD
        for place, middle in enumerate(found):
            found[place] = max(middle, limit + widths[place] / 2)
            limit = found[place] + widths[place] / 2 + _APART
        ends = self._width - _PAD / 2
        aside = _ASIDE if self.detail > Detail.SMALL_NAMES else 2 * _ASIDE
        return [
            middle if abs(middle - near) <= aside + width / 4 and middle + width / 2 <= ends else None
            for middle, near, width in zip(found, wanted, widths, strict=True)
        ]

    def lines(
        self, columns: Mapping[str, tuple[float, float]], height: float, without_size: Container[str] = ()
    ) -> tuple[list[TitleLine], list[TitleLine]]:
        """The names, and the other texts; those without room are left out.

        Args:
            columns: the left and right edge of each layer that is seen.
            height: of the view.
            without_size: layers with nothing written below them.
        """
        names, others = [], []
        for layer, above, below in zip(columns, *self._middles(columns), strict=True):
            upper, lower = self._texts(layer)
            y = _PAD + self._name.ascent()
            if above is not None:
                names.append(TitleLine(layer, above, y))
                y += self._name.descent() + self._words.ascent()
                for text in upper:
                    others.append(TitleLine(text, above, y))
                    y += self._words.height()
            if below is not None and layer not in without_size:
                y = height - self.foot + self._words.ascent()
                for text in lower:
                    others.append(TitleLine(text, below, y))
                    y += self._words.height()
        return names, others

    def paint(self, painter: QPainter, palette: QPalette, lines: tuple[list[TitleLine], list[TitleLine]]) -> None:
        """Paint them, in the view's coordinates."""
        colours = palette.color(QPalette.ColorRole.Text), theme.quiet(palette)
        for part, font, colour in zip(lines, (self.fonts.name, self.fonts.words), colours, strict=True):
            painter.setFont(font)
            painter.setPen(colour)
            for line in part:
                width = painter.fontMetrics().horizontalAdvance(line.text)
                painter.drawText(QPointF(round(line.middle - width / 2), round(line.y)), line.text)


def _in_two(text: str) -> list[str]:
    """A text's lines, broken where they become most equal; an empty second one if it is a single word."""
    words = text.split(" ")
    halves = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words) + 1)]
    return list(min(halves, key=lambda pair: max(map(len, pair))))


def paint_strip(painter: QPainter, palette: QPalette, strip: QRectF, layer: str, font: QFont) -> None:
    """A folded layer: its name and what it does, from the bottom to the top."""
    painter.save()
    painter.fillRect(strip, theme.fold(palette))
    painter.setFont(font)
    painter.setPen(theme.quiet(palette))
    painter.translate(strip.center())
    painter.rotate(-90)
    box = QRectF(-strip.height() / 2, -strip.width() / 2, strip.height(), strip.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{layer}  ·  {layer_does(layer)}")
    painter.restore()
