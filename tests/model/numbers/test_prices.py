"""What speaks for a cut and against it, from where pieces lie."""

import pytest

from model.digits.drawing import Stroke
from model.numbers.pieces import Piece, box_of
from model.numbers.prices import cuts_of


@pytest.mark.parametrize(("y", "stray"), [(0.5, True), (0.35, True), (0.98, False), (0.03, False)])
def test_a_dash_is_a_minus_sign_only_about_halfway_up(y: float, stray: bool) -> None:
    dash, one, other = (
        Stroke(points, 0.05) for points in (((0.0, y), (0.3, y)), ((0.5, 0.0), (0.5, 1.0)), ((0.8, 0.0), (0.8, 1.0)))
    )
    cuts = cuts_of([Piece(box_of(stroke), stroke, whole) for whole, stroke in enumerate((dash, one, other))], 1.0)
    assert (cuts[0].stray > 0.5) is stray
    assert cuts[1].stray == 0
