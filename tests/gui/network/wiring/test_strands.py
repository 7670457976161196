"""Pictures of curves: nothing is lost, nothing lies elsewhere, and each sign has its colour."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from lenet_gui.base import theme
from lenet_gui.network.wiring.cables import Cables
from lenet_gui.network.wiring.steps import at_once
from lenet_gui.network.wiring.strands import Colours, Strands, colours_of, strands_of

RED, BLUE = QColor("#ff0000"), QColor("#0000ff")


def curves(ends: list[tuple[float, float, float]], straight: float = 0.0) -> Cables:
    """From x = 10 to 50, each from a height to a height, of a strength; then straight on."""
    y, end_y, strength = np.array(ends, dtype=np.float32).T
    every = np.ones(len(ends), dtype=np.float32)
    none = np.zeros(len(ends), dtype=np.intp)
    return Cables(10 * every, y, 50 * every, (50 + straight) * every, end_y, strength, none, none)


def drawn(cables: Cables, scale: float = 1.0) -> Strands:
    strands = Strands(QRectF(10, 0, 40 + float(cables.end_x.max()) - 50, 200), scale)
    for _ in strands.add(cables):
        pass
    return strands


def length(y: float, end_y: float) -> float:
    """Of the same curve, drawn with 20,000 chords."""
    t = np.linspace(0, 1, 20_001)
    along = 3 * (1 - t) * t * ((1 - t) * 0.3 + t * 0.7) + t**3
    down = 3 * (1 - t) * t**2 + t**3
    return float(np.hypot(np.diff(40 * along), np.diff((end_y - y) * down)).sum())


heights = st.floats(5, 195)


@settings(max_examples=30)
@given(
    ends=st.lists(st.tuples(heights, heights, st.floats(-1, 1)), min_size=1, max_size=20),
    scale=st.sampled_from([1.0, 2.0]),
)
def test_all_of_every_curve_is_in_the_picture(ends: list[tuple[float, float, float]], scale: float) -> None:
    positive, negative = drawn(curves(ends), scale).amount.sum(axis=(1, 2))
    expected = [scale * strength * length(y, end_y) for y, end_y, strength in ends]
    assert positive == pytest.approx(sum(part for part in expected if part > 0), rel=0.02, abs=0.05)
    assert negative == pytest.approx(-sum(part for part in expected if part < 0), rel=0.02, abs=0.05)


def test_the_picture_has_room_for_its_curves() -> None:
    strands = strands_of(curves([(20.5, 170.5, 1.0), (90.2, 12.1, -1.0)], straight=7), 2.0)
    assert strands.rect.contains(QRectF(10, 12.1, 47, 158.4))
    assert strands.amount.shape == (2, strands.rect.height() * 2, strands.rect.width() * 2)


def test_a_level_curve_is_a_level_line() -> None:
    positive, negative = drawn(curves([(80.5, 80.5, 1.0)], straight=10)).amount
    assert not negative.any()
    assert np.flatnonzero(positive.sum(axis=1)).tolist() == [80]
    assert positive[80, :50] == pytest.approx(np.ones(50), abs=0.35)


def test_curves_start_and_end_where_they_should() -> None:
    positive = drawn(curves([(20.5, 170.5, 1.0)])).amount[0]
    assert int(positive[:, 0].argmax()) in (20, 21)
    assert int(positive[:, 39].argmax()) in (169, 170)


def test_long_straight_ends_are_added_in_steps_too() -> None:
    many = [(float(y), float(y), 1.0) for y in np.linspace(5, 195, 400)]
    short, long = (
        sum(1 for _ in strands_of(cables, 2.0).add(cables)) for cables in (curves(many, 1), curves(many, 900))
    )
    assert long > short + 20


def test_the_sign_that_prevails_gives_the_colour() -> None:
    strands = drawn(curves([(50.5, 50.5, 1.0), (150.5, 150.5, -1.0)]))
    image = at_once(strands.picture(Colours(RED, BLUE, False), opacity=5, most=1.0))
    assert image.pixelColor(20, 50).red() > 240
    assert image.pixelColor(20, 150).blue() > 240
    assert image.pixelColor(20, 100).alpha() == 0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("colour_map", theme.COLOUR_MAPS)
def test_both_signs_stand_out_from_the_stage_and_from_each_other(colour_map: str, dark: bool) -> None:
    stage = theme.stage(theme.application_palette(dark))
    colours = colours_of(theme.activation_table(dark, colour_map), dark)

    def apart(one: QColor, other: QColor) -> int:
        parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
        return max(abs(a - b) for a, b in parts)

    assert apart(colours.positive, colours.negative) > 60
    for colour in (colours.positive, colours.negative):
        assert apart(colour, stage) > 70
