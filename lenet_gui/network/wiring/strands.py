"""Makes a picture of thousands of fine curves: adds up how much of them lies in each pixel.

Painting so many antialiased lines one by one would take ten times as long.
"""

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage

from lenet_gui.network.wiring.cables import Cables
from model.network.records import FloatArray

_MOST_SAMPLES = 60_000
"""Points that are computed in one step: some milliseconds' work."""
_MOST_PIXELS = 60_000
"""The most pixels that are coloured in one step."""
_LEAST_SAMPLES = 160
"""The fewest points of a curve, times the scale: with only one for each pixel, level curves would have beads."""
_LONGER = 1.3
"""How many times as long as its shortest the curves of one group may be."""
_BEND = 0.3
"""How far a curve stays level at both ends, as a share of its width."""


class Colours(NamedTuple):
    """The colours of positive and of negative weights."""

    positive: QColor
    negative: QColor
    dark: bool
    """Whether they are seen on a dark ground."""

    def brighter(self) -> "Colours":
        """The same, standing out even more from the ground."""

        def clearer(colour: QColor) -> QColor:
            return colour.lighter(125) if self.dark else colour.darker(108)

        return Colours(clearer(self.positive), clearer(self.negative), self.dark)


@dataclass
class Strands:
    """How much of the curves of each sign lies in each pixel.

    ``rect`` is the part of the picture that is shown, made as large as whole pixels need, ``scale`` the pixels per unit
    of the picture's coordinates.
    """

    rect: QRectF
    scale: float
    amount: NDArray[np.float64] = field(init=False)
    """(2, rows, columns): of positive and of negative weights."""

    def __post_init__(self) -> None:
        rows, columns = int(self.rect.height() * self.scale) + 2, int(self.rect.width() * self.scale) + 2
        self.amount = np.zeros((2, rows, columns))
        self.rect = QRectF(self.rect.topLeft(), QSizeF(columns / self.scale, rows / self.scale))

    def add(self, cables: Cables) -> Iterator[None]:
        """Add curves, in steps of some milliseconds."""
        order = np.argsort(np.hypot(cables.bend_x - cables.x, cables.end_y - cables.y))
        cables = cables.of(order)
        lengths = self.scale * np.hypot(cables.bend_x - cables.x, cables.end_y - cables.y)
        first = 0
        while first < len(lengths):
            longest = max(float(lengths[first]) * _LONGER, 8.0)
            samples = max(int(1.15 * longest) + 2, round(_LEAST_SAMPLES * self.scale))
            fits = int(np.searchsorted(lengths, longest, side="right"))
            last = min(fits, first + max(1, _MOST_SAMPLES // samples))
            self._add_bends(cables.of(np.arange(first, last)), samples)
            first = last
            yield
        yield from self._add_ends(cables)

    def _add_bends(self, cables: Cables, samples: int) -> None:
        t = ((np.arange(samples) + 0.5) / samples).astype(np.float32)
        along = 3 * (1 - t) * t * ((1 - t) * _BEND + t * (1 - _BEND)) + t**3
        down = 3 * (1 - t) * t**2 + t**3
        wide, high = (cables.bend_x - cables.x)[:, None], (cables.end_y - cables.y)[:, None]
        x, y = cables.x[:, None] + wide * along, cables.y[:, None] + high * down
        length = np.hypot(wide * np.gradient(along), high * np.gradient(down))
        self._deposit(x, y, length, cables.strength)

    def _add_ends(self, cables: Cables) -> Iterator[None]:
        """Where maps stand side by side, curves run straight to the right one."""
        longer = np.flatnonzero(cables.end_x > cables.bend_x + 0.5)
        first = 0
        while first < len(longer):
            rest = cables.of(longer[first:])
            samples = 4 * (int(self.scale * float((rest.end_x - rest.bend_x).max())) + 1)
            count = max(1, _MOST_SAMPLES // samples)
            ends = cables.of(longer[first : first + count])
            wide = ends.end_x - ends.bend_x
            t = ((np.arange(samples) + 0.5) / samples).astype(np.float32)
            x = ends.bend_x[:, None] + wide[:, None] * t
            y = np.broadcast_to(ends.end_y[:, None], x.shape)
            self._deposit(x, y, np.broadcast_to(wide[:, None] / samples, x.shape), ends.strength)
            first += count
            yield

    def _deposit(self, x: FloatArray, y: FloatArray, length: FloatArray, strength: FloatArray) -> None:
        """Each point's share of its curve goes to the two pixels that it lies between, one above the other."""
        _, rows, columns = self.amount.shape
        column = ((x - self.rect.left()) * self.scale).astype(np.intp).clip(0, columns - 1)
        place = np.clip((y - self.rect.top()) * self.scale - 0.5, 0, rows - 1.001)
        row = place.astype(np.intp)
        below = place - row
        share = length * (self.scale * np.abs(strength)[:, None])
        where = row * columns + column + np.where(strength > 0, 0, rows * columns)[:, None]
        flat, size = self.amount.reshape(-1), self.amount.size
        flat += np.bincount(where.ravel(), (share * (1 - below)).ravel(), size)
        flat += np.bincount((where + columns).ravel(), (share * below).ravel(), size)

    def picture(self, colours: Colours, opacity: float, most: float) -> Generator[None, None, QImage]:
        """Transparent where there is nothing; made in steps.

        Args:
            colours: of the two signs.
            opacity: how opaque one curve of full strength is.
            most: how opaque many of them can be.
        """
        _, rows, columns = self.amount.shape
        pixels = np.empty((rows, columns, 4), dtype=np.uint8)
        step = max(1, _MOST_PIXELS // columns)
        for first in range(0, rows, step):
            band = slice(first, first + step)
            positive, negative = self.amount[:, band]
            alpha = most * (1 - np.exp(-opacity * (positive + negative)))
            # The sign that prevails gives the colour: a mixture would be grey.
            share = np.square(positive) / np.maximum(np.square(positive) + np.square(negative), 1e-12)
            for place, part in enumerate(("blue", "green", "red")):
                high, low = getattr(colours.positive, part)(), getattr(colours.negative, part)()
                pixels[band, :, place] = (low + (high - low) * share) * alpha
            pixels[band, :, 3] = 255 * alpha
            yield
        # A copy: QImage only borrows the array's memory.
        image = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()
        image.setDevicePixelRatio(self.scale)
        return image


def strands_of(cables: Cables, scale: float) -> Strands:
    """An empty picture with room for these curves."""
    left, right = math.floor(float(cables.x.min())), math.ceil(float(cables.end_x.max()))
    heights = np.concatenate([cables.y, cables.end_y])
    top, bottom = math.floor(float(heights.min())) - 1, math.ceil(float(heights.max())) + 1
    return Strands(QRectF(left, top, right - left, bottom - top), scale)


def colours_of(table: NDArray[np.uint32], dark: bool) -> Colours:
    """From the colours of activations (256,), as far from the stage's as thin lines need."""

    def readable(colour: QColor) -> QColor:
        light = max(colour.lightnessF(), 0.42) if dark else min(colour.lightnessF(), 0.6)
        return QColor.fromHslF(max(colour.hslHueF(), 0.0), colour.hslSaturationF(), light)

    positive, negative = (readable(QColor.fromRgb(int(table[step]))) for step in (232, 23))
    return Colours(positive, negative, dark)
