"""Records to JSON and back: exact types, missing and unknown keys."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.json_records import from_json, to_json
from model.network.records import Squashing
from model.network.taught import TaughtDigit, TeachingRound
from model.network.weights_info import Origin, OwnDigitsFacts, RunFacts
from tests.model.samples import PROPERTY

TEXTS = st.text(max_size=5)
COUNTS = st.integers(0, 10**6)
PERCENTS = st.floats(0, 100)
OWN = st.builds(OwnDigitsFacts, TEXTS, COUNTS, st.none() | PERCENTS, COUNTS, TEXTS)
FACTS = st.builds(
    RunFacts, TEXTS, TEXTS, st.none() | OWN, rate_factors=st.lists(st.tuples(COUNTS, PERCENTS), max_size=2).map(tuple)
)
DIGIT = st.integers(0, 9)
DIGITS = st.builds(TaughtDigit, TEXTS, DIGIT, DIGIT, st.none() | DIGIT, st.none() | DIGIT)
TAUGHT = st.builds(
    TeachingRound,
    COUNTS,
    st.lists(COUNTS, max_size=3).map(tuple),
    share=PERCENTS,
    each=st.lists(DIGITS, max_size=3).map(tuple),
)
ORIGINS = st.builds(
    Origin,
    recipe=st.just({"rate": 0.5}),
    seed=st.none() | COUNTS,
    facts=FACTS,
    pass_=COUNTS,
    mnist_test_error_percent=st.none() | PERCENTS,
    taught=st.lists(TAUGHT, max_size=2).map(tuple),
)


@PROPERTY
@given(ORIGINS)
def test_an_origin_survives_json(origin: Origin) -> None:
    assert Origin.from_json(json.loads(json.dumps(origin.to_json()))) == origin


def test_facts_lie_beside_the_rest_and_nothing_empty_is_written() -> None:
    written = Origin(facts=RunFacts(training_set="MNIST"), pass_=3).to_json()
    assert (written["training_set"], written["pass"]) == ("MNIST", 3)
    assert not {"facts", "pass_", "taught", "mnist_test_errors", "own_digits"} & set(written)


def test_what_is_missing_is_the_default_and_what_is_unknown_is_passed_over() -> None:
    assert Origin.from_json({}) == Origin()
    assert Origin.from_json({"mood": [3], "seed": 4}) == Origin(seed=4)


@dataclass(frozen=True)
class Sample:
    """One field of each kind."""

    whole: int
    yes: bool = False
    pair: tuple[int, float] = (1, 1.0)
    squashing: Squashing = Squashing.TANH


def test_whole_numbers_pass_for_floats() -> None:
    assert from_json(Sample, {"whole": 2, "pair": [3, 4]}) == Sample(2, pair=(3, 4.0))


@pytest.mark.parametrize(
    "values",
    [
        [],
        {},
        {"whole": 2.5},
        {"whole": True},
        {"whole": "2"},
        {"whole": None},
        {"whole": 2, "yes": 1},
        {"whole": 2, "pair": [1]},
        {"whole": 2, "pair": "12"},
        {"whole": 2, "squashing": "flat"},
    ],
)
def test_other_types_are_refused(values: Any) -> None:
    with pytest.raises((TypeError, KeyError, ValueError)):
        from_json(Sample, values)


@pytest.mark.parametrize(
    "values",
    [
        {"seed": "one"},
        {"taught": [3]},
        {"recipe": "modern"},
        {"rate_factors": [[1]]},
        {"versions": []},
        {"mnist_test_error_percent": "0.4"},
    ],
)
def test_an_origin_of_other_types_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        Origin.from_json(values)


def test_records_without_empty_values_keep_zeros() -> None:
    assert to_json(Sample(0))["whole"] == 0
