"""Ink of a drawing that grows under the pen: only what is new is inked, however much there is already."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import (
    DIGIT_BOX_PX,
    PEN_WIDTH_PX,
    Placing,
    centre_of_mass,
    corners,
    ink_and_placing,
    placed_ink,
)
from model.network.records import FloatArray

LONG = 256
"""A drawing of fewer points is inked afresh each time: it moves in the field with each of them."""
_DRIFT_PX = 0.03
"""How far ink may be from where it would be if all were inked again; its rim changes by at most as much, twice."""


class Inked(NamedTuple):
    """A drawing and its ink (32, 32), with what it takes to add to it."""

    drawing: Drawing
    ink: FloatArray
    normalise: bool
    placing: Placing
    centre: tuple[float, float]
    """The centre of mass when all was inked last."""


def inked(drawing: Drawing, normalise: bool, before: Inked | None) -> Inked:
    """Ink a drawing as :func:`model.digits.preprocess.ink_of_drawing` does.

    Args:
        drawing: strokes in canvas units.
        normalise: whether to centre and scale it.
        before: the answer for the drawing of a moment ago; if this one has more ink and nothing else has changed, only
            that is inked. Then ink may be a few hundredths of a pixel from its place, and no point was left out.
    """
    grown = None if before is None or before.normalise != normalise else _grown(before, drawing)
    if grown is not None:
        return grown
    ink, placing = ink_and_placing(drawing, normalise)
    return Inked(drawing, ink, normalise, placing, centre_of_mass(ink) if ink.any() else (0.0, 0.0))


def _grown(before: Inked, drawing: Drawing) -> Inked | None:
    """None if all has to be inked again."""
    strokes = _added(before.drawing, drawing)
    if strokes is None:
        return None
    placing = before.placing
    ink = np.maximum(before.ink, placed_ink(strokes, placing, before.normalise))
    if before.normalise:
        (left, top), (right, bottom) = corners(strokes)
        low = min(placing.low[0], left), min(placing.low[1], top)
        high = max(placing.high[0], right), max(placing.high[1], bottom)
        extent = max(high[0] - low[0], high[1] - low[1])
        too_large = extent * placing.scale - (DIGIT_BOX_PX - PEN_WIDTH_PX) > 2 * _DRIFT_PX
        if too_large or np.abs(np.subtract(centre_of_mass(ink), before.centre)).max() > _DRIFT_PX:
            return None
        placing = placing._replace(low=low, high=high)
    return before._replace(drawing=drawing, ink=ink, placing=placing)


def _added(old: Drawing, new: Drawing) -> list[Stroke] | None:
    """What was drawn since; None if that is not all that changed, or there is not much yet."""
    if sum(len(stroke.points) for stroke in old.strokes) < LONG or len(new.strokes) < len(old.strokes):
        return None
    *whole, last = old.strokes
    grown, known = new.strokes[len(whole)], len(last.points)
    if new.strokes[: len(whole)] != tuple(whole) or grown.width != last.width or grown.points[:known] != last.points:
        return None
    return [Stroke(grown.points[known - 1 :], grown.width), *new.strokes[len(old.strokes) :]]
