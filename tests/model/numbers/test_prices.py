"""What speaks for a cut and against it, from where pieces lie."""

from dataclasses import replace

import numpy as np
import pytest

from model.digits.drawing import Stroke
from model.network.records import Rejection
from model.numbers.pieces import Box, Piece, box_of
from model.numbers.prices import PICTURE_PRICES, PRICES, Cut, cuts_of, spanned


@pytest.mark.parametrize(("y", "stray"), [(0.5, True), (0.35, True), (0.98, False), (0.03, False)])
def test_a_dash_is_a_minus_sign_only_about_halfway_up(y: float, stray: bool) -> None:
    dash, one, other = (
        Stroke(points, 0.05) for points in (((0.0, y), (0.3, y)), ((0.5, 0.0), (0.5, 1.0)), ((0.8, 0.0), (0.8, 1.0)))
    )
    cuts = cuts_of([Piece(box_of(stroke), stroke, whole) for whole, stroke in enumerate((dash, one, other))], 1.0)
    assert (cuts[0].stray > 0.5) is stray
    assert cuts[1].stray == 0


@pytest.mark.parametrize(("y", "stray"), [(0.95, True), (0.5, True), (0.3, False), (0.03, False)])
def test_a_dot_that_the_pen_left_is_a_point_only_below_the_middle(y: float, stray: bool) -> None:
    dot, one, other = (
        Stroke(points, 0.05) for points in (((0.0, y), (0.01, y)), ((0.2, 0.0), (0.2, 1.0)), ((0.6, 0.0), (0.6, 1.0)))
    )
    cuts = cuts_of([Piece(box_of(stroke), stroke, whole) for whole, stroke in enumerate((dot, one, other))], 1.0)
    assert (cuts[0].stray > 0.5) is stray
    assert stray or cuts[0].stray == 0


def test_what_looks_like_no_digit_costs_more_whatever_it_is_taken_for() -> None:
    penalties = np.full((2, 10), 200.0)
    penalties[:, 1] = 8, 80
    rejection = Rejection(rubbish_j=6, penalty_scale=8, least_share=0.5)
    usual, unlike = (replace(PRICES, unlike=price).of_answers(rejection, penalties) for price in (0.0, 3.0))
    sure, unsure = (unlike - usual)[:, [0, 1, 10]]
    assert max(sure) < 0.1
    assert min(unsure) > 2.9


def test_in_pictures_a_sure_digit_costs_what_its_penalty_is() -> None:
    penalties = np.full((2, 10), 200.0)
    penalties[:, 3] = 2, 18
    rejection = Rejection(rubbish_j=6, penalty_scale=8, least_share=0.5)
    (sure, unsure), (near, far) = (prices.of_answers(rejection, penalties)[:, 3] for prices in (PRICES, PICTURE_PRICES))
    assert unsure - sure < 0.1
    assert far - near == pytest.approx(2)


def test_in_pictures_it_costs_more_to_cut_a_line_than_where_two_touch() -> None:
    touching, line = (Cut(0.0, 0.0, 0.0, 1.0, 0.0, crossed=wide) for wide in (0.2, 1.0))
    assert PICTURE_PRICES.of_cut(line) > PICTURE_PRICES.of_cut(touching) + 5
    assert PRICES.of_cut(line) == PRICES.of_cut(touching)


def test_in_pictures_two_digits_are_too_wide_for_one() -> None:
    answer, usual, wide = np.zeros(11), Box(0.0, 0.0, 0.7, 1.0), Box(0.0, 0.0, 1.5, 1.0)
    stroke = Stroke(((0.0, 0.0), (1.0, 1.0)), 0.05)
    narrow_costs, wide_costs = (
        PICTURE_PRICES.of_classes(answer, [Piece(box, stroke, 0)], box, 1.0) for box in (usual, wide)
    )
    assert np.all(wide_costs[:10] > narrow_costs[:10] + 2)
    assert wide_costs[10] == narrow_costs[10]


@pytest.mark.parametrize(("height", "apart"), [(0.4, False), (0.1, True)])
def test_a_short_line_may_belong_to_what_it_makes_a_digit_with_but_a_point_may_not(height: float, apart: bool) -> None:
    strokes = (
        Stroke(points, 0.05) for points in (((0.0, 0.0), (0.1, 0.6), (0.3, 0.7)), ((0.42, 0.5), (0.42, 0.5 + height)))
    )
    row = [Piece(box_of(stroke), stroke, whole) for whole, stroke in enumerate(strokes)]
    shares = np.zeros((3, 11))
    shares[1, 4] = 1  # both together
    groups = [(0, 1), (0, 2), (1, 2)]
    ((without,), (cut,)) = (spanned(cuts_of(row, 0.9), groups, each) for each in (np.zeros((3, 11)), shares))
    assert cut.stray > 0
    assert (PRICES.of_cut(cut) == PRICES.of_cut(without)) is apart
    assert apart or PRICES.of_cut(cut) > PRICES.of_cut(without) + 2
