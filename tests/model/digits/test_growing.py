"""Ink under a pen that is never lifted: as good as inked at once, at a cost that does not grow."""

from dataclasses import replace

import numpy as np
import pytest

from model.digits import growing, preprocess
from model.digits.drawing import Drawing, Point, Stroke
from model.digits.growing import Inked, inked
from model.digits.preprocess import Placing, ink_and_placing, ink_of_drawing
from model.network.records import FloatArray

CLOSE = 0.06


def scribble(points: int, seed: int) -> tuple[Point, ...]:
    """A pen that wanders over the canvas in curves, as a hand does."""
    heading = np.cumsum(np.random.default_rng(seed).normal(0, 0.2, points))
    way = np.cumsum(0.05 * np.exp(1j * heading)).view(np.float64).reshape(-1, 2)
    return tuple((x, y) for x, y in (0.5 + 0.4 * np.sin(way)).tolist())


@pytest.mark.parametrize("normalise", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ink_that_grows_is_as_if_inked_at_once(seed: int, normalise: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    anew: list[Drawing] = []

    def noting(drawing: Drawing, normalise: bool) -> tuple[FloatArray, Placing]:
        anew.append(drawing)
        return ink_and_placing(drawing, normalise)

    monkeypatch.setattr(growing, "ink_and_placing", noting)
    # No point is left out, or it would be another one than at once.
    monkeypatch.setattr(preprocess, "_POINT_SPACING_PX", 1e-9)
    points = scribble(1200, seed)
    before: Inked | None = None
    for known in range(1, len(points)):
        # A second stroke begins on the way.
        strokes = (points[: min(known, 800)], points[800:known])
        drawing = Drawing(tuple(Stroke(line, 0.06) for line in strokes if line))
        before = inked(drawing, normalise, before)
        if known % 25 == 0:
            np.testing.assert_allclose(before.ink, ink_of_drawing(drawing, normalise), atol=CLOSE)
        if known == 900:
            anew.clear()
    assert len(anew) < 30


def test_what_does_not_only_grow_is_inked_anew() -> None:
    points = scribble(600, 4)
    drawing = Drawing((Stroke(points, 0.06), Stroke(points[:300], 0.06)))
    before = inked(drawing, True, None)
    for other, normalise in (
        (Drawing(), True),
        (Drawing(drawing.strokes[:1]), True),
        (Drawing((*drawing.strokes[:1], Stroke(points[1:301], 0.06))), True),
        (Drawing((replace(drawing.strokes[0], width=0.1), drawing.strokes[1])), True),
        (drawing, False),
    ):
        np.testing.assert_array_equal(inked(other, normalise, before).ink, ink_of_drawing(other, normalise))
