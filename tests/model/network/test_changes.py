"""What if: factors on maps and units, as text and on the network's values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.network.changes import NO_CHANGES, Changes, Place, changes_from_text, place_from_text, text_of, texts_of
from model.network.wiring import HIDDEN, Unit, shape_of
from tests.model.samples import PROPERTY


@st.composite
def places(draw: st.DrawFn) -> Place:
    """A map or a unit that can be changed."""
    layer = draw(st.sampled_from(HIDDEN))
    maps, side = shape_of(layer)
    index = draw(st.integers(0, maps - 1))
    if draw(st.booleans()):
        return layer, index
    return Unit(layer, index, draw(st.integers(0, side - 1)), draw(st.integers(0, side - 1)))


factors = st.floats(-10, 10).filter(lambda factor: factor != 1)
changes = st.dictionaries(places(), factors, max_size=4).map(Changes)


@given(place=places())
@PROPERTY
def test_a_place_reads_back_from_its_text(place: Place) -> None:
    assert place_from_text(text_of(place)) == place
    assert place_from_text(f" {text_of(place).lower()} ") == place


@given(wanted=changes)
@PROPERTY
def test_changes_read_back_from_their_texts(wanted: Changes) -> None:
    assert changes_from_text(texts_of(wanted)) == wanted


def test_texts_are_as_short_as_possible() -> None:
    texts = ["C3.7=0", "S2.1.3.4=-0.5", "F6.83=10"]
    assert texts_of(changes_from_text(texts)) == texts


@given(before=changes, place=places(), factor=factors)
@PROPERTY
def test_a_factor_of_one_removes_a_change(before: Changes, place: Place, factor: float) -> None:
    added = before.with_factor(place, factor)
    assert added.factor_of(place) == factor
    assert added
    gone = added.with_factor(place, 1)
    assert gone.factor_of(place) == 1
    assert gone.factors == {other: value for other, value in before.factors.items() if other != place}


def test_the_last_factor_of_a_place_counts() -> None:
    assert changes_from_text(["C3.7=0", "C3.7=2"]) == Changes({("C3", 7): 2.0})
    assert changes_from_text(["C3.7=0", "C3.7=1"]) == NO_CHANGES
    assert not changes_from_text(["C3.7=0", "C3.7=1"])


@given(wanted=changes)
@PROPERTY
def test_a_unit_is_scaled_by_its_maps_factor_times_its_own(wanted: Changes) -> None:
    gains = wanted.gains()
    assert set(gains) == {place.layer if isinstance(place, Unit) else place[0] for place in wanted.factors}
    for layer, values in gains.items():
        maps, side = shape_of(layer)
        assert values.shape == (maps, side, side)
        expected = np.array(
            [
                wanted.factors.get((layer, index), 1.0) * wanted.factors.get(Unit(layer, index, row, column), 1.0)
                for index, row, column in np.ndindex(values.shape)
            ]
        )
        np.testing.assert_allclose(values.ravel(), expected, rtol=1e-6, atol=1e-30)


@given(wanted=changes, data=st.data())
@PROPERTY
def test_gain_of_agrees_with_gains(wanted: Changes, data: st.DataObject) -> None:
    place = data.draw(places())
    unit = place if isinstance(place, Unit) else Unit(*place)
    gains = wanted.gains().get(unit.layer)
    expected = 1 if gains is None else gains[unit.map, unit.row, unit.column]
    assert wanted.gain_of(unit) == pytest.approx(expected, rel=1e-6, abs=1e-30)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C3.7", "'C3.7' is not PLACE=FACTOR"),
        ("C3.7=", "is not PLACE=FACTOR"),
        ("C3.7=off", "is not PLACE=FACTOR"),
        ("C3=0", "'C3' is neither a map, as C3.7, nor a unit"),
        ("C3.7.2=0", "neither a map"),
        ("C3.-7=0", "neither a map"),
        ("C9.0=0", "there is no layer 'C9'"),
        ("C3.16=0", "C3 has maps 0 to 15, not 16"),
        ("C3.7.10.0=0", "C3 has rows 0 to 9, not 10"),
        ("INPUT.0=0", "only C1, S2, C3, S4, C5, F6 can be changed, not INPUT"),
        ("OUTPUT.3=0", "can be changed, not OUTPUT"),
        ("C3.7=10.5", "a factor must be -10 to 10, not 10.5"),
        ("C3.7=nan", "a factor must be -10 to 10, not nan"),
    ],
)
def test_an_impossible_change_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        changes_from_text([text])


def test_changes_cannot_be_changed_from_outside() -> None:
    mine: dict[Place, float] = {("C1", 0): 0.0}
    kept = Changes(mine)
    mine["C1", 1] = 0.0
    assert kept == Changes({("C1", 0): 0.0})
    assert hash(kept) == hash(Changes({("C1", 0): 0.0}))
