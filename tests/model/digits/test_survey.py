"""A survey finds what reading the digits one by one finds."""

import numpy as np
import pytest

from model.assets import shipped_weights
from model.digits.datasets import Digits, mnist_test
from model.digits.survey import Finding, Survey
from model.digits.surveying import survey
from model.network.recognise import recognise
from model.network.recognition import Recognition
from model.network.records import NO_REJECTION
from model.network.weights import load_weights
from model.network.wiring import NAMES, Unit, shape_of

FEW = mnist_test().subset(np.arange(300))
NETWORK, _ = load_weights(shipped_weights())


def read_one_by_one(digits: Digits) -> list[Recognition]:
    fields = digits.fields().astype(np.float32) / 255
    return [recognise(NETWORK, field, NO_REJECTION) for field in fields]


ANSWERS = read_one_by_one(FEW)


@pytest.fixture(scope="module")
def surveyed() -> Survey:
    return survey(NETWORK, FEW)


def values(findings: tuple[Finding, ...]) -> list[float]:
    return [finding.value for finding in findings]


@pytest.mark.parametrize("layer", NAMES[1:])
def test_a_map_is_largest_and_smallest_where_reading_alone_finds_it(surveyed: Survey, layer: str) -> None:
    maps = shape_of(layer)[0]
    for index in {0, maps // 2, maps - 1}:
        alone = np.array([answer.layer(layer)[index] for answer in ANSWERS])
        largest, smallest = surveyed.largest(layer, index, 300), surveyed.smallest(layer, index, 300)
        assert values(largest) == pytest.approx(sorted(alone.max(axis=(1, 2)), reverse=True), rel=1e-5, abs=1e-5)
        assert values(smallest) == pytest.approx(sorted(alone.min(axis=(1, 2))), rel=1e-5, abs=1e-5)
        for finding in (*largest, *smallest):
            there = ANSWERS[finding.position].value_of(finding.unit)
            assert finding.unit == Unit(layer, index, finding.unit.row, finding.unit.column)
            assert finding.value == pytest.approx(there, rel=1e-5, abs=1e-5)


def test_a_class_is_looked_at_alone(surveyed: Survey) -> None:
    sevens = set(np.flatnonzero(FEW.labels == 7).tolist())
    assert {finding.position for finding in surveyed.largest("C3", 4, 300, label=7)} == sevens
    assert {finding.position for finding in surveyed.smallest("C3", 4, 300, label=7)} == sevens
    assert len(surveyed.largest("C3", 4, 5, label=7)) == 5
    assert values(surveyed.largest("C3", 4, 5, label=7)) <= values(surveyed.largest("C3", 4, 5))


def test_the_mean_of_a_class_is_that_of_its_digits(surveyed: Survey) -> None:
    for layer in ("C1", "S4", "F6", "OUTPUT"):
        means = surveyed.means(layer, 3)
        for label in range(10):
            found = values(surveyed.largest(layer, 3, 300, label))
            assert means[label] == pytest.approx(np.mean(found), rel=1e-5)


def test_a_class_without_digits_has_the_mean_0() -> None:
    ones = FEW.subset(np.flatnonzero(FEW.labels == 1))
    means = survey(NETWORK, ones).means("OUTPUT", 5)
    assert means[1] > 0
    assert not np.delete(means, 1).any()


@pytest.mark.parametrize("count", [1, 15, 16, 17, 257])
def test_any_number_of_digits_is_read_to_the_last(count: int) -> None:
    some = FEW.subset(np.arange(count))
    read: list[int] = []
    found = survey(NETWORK, some, read.append)
    assert read[-1] == count
    assert {finding.position for finding in found.largest("C5", 9, 300)} == set(range(count))
    alone = [answer.layer("C5")[9].item() for answer in ANSWERS[:count]]
    assert values(found.largest("C5", 9, 300)) == pytest.approx(sorted(alone, reverse=True), rel=1e-5, abs=1e-5)


def test_whoever_is_told_how_far_it_is_can_end_it() -> None:
    class EndedError(Exception):
        pass

    def end(_count: int) -> None:
        raise EndedError

    with pytest.raises(EndedError):
        survey(NETWORK, FEW, end)
