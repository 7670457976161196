"""A survey finds what reading the digits one by one finds."""

import numpy as np
import pytest

from model.assets import shipped_weights
from model.digits.datasets import Digits, mnist_test
from model.digits.survey import KEPT, Finding, Survey
from model.digits.surveying import survey
from model.network.forward import to_input
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
        largest, smallest = surveyed.largest(layer, index), surveyed.smallest(layer, index)
        highest, lowest = sorted(alone.max(axis=(1, 2)), reverse=True)[:KEPT], sorted(alone.min(axis=(1, 2)))[:KEPT]
        assert values(largest) == pytest.approx(highest, rel=1e-5, abs=1e-5)
        assert values(smallest) == pytest.approx(lowest, rel=1e-5, abs=1e-5)
        for finding in (*largest, *smallest):
            there = ANSWERS[finding.position].value_of(finding.unit)
            assert finding.unit == Unit(layer, index, finding.unit.row, finding.unit.column)
            assert finding.value == pytest.approx(there, rel=1e-5, abs=1e-5)


def test_where_a_map_saturates_its_sums_say_where_it_is_largest() -> None:
    paper, _ = load_weights(shipped_weights("paper"))
    fields = to_input(FEW.fields().astype(np.float32) / np.float32(255))
    patches = np.lib.stride_tricks.sliding_window_view(fields, (5, 5), axis=(1, 2))
    sums = np.einsum("nrcij,ij->nrc", patches, paper.c1_weight[1]).reshape(len(FEW), -1)
    found = survey(paper, FEW)
    for sign, findings in ((-1, found.largest("C1", 1)), (1, found.smallest("C1", 1))):
        assert len(set(values(findings))) == 1  # all are at the end of the squashing function
        outermost = np.sort((sign * sums).min(axis=1))[:KEPT]
        at = [sign * sums[finding.position, finding.unit.row * 28 + finding.unit.column] for finding in findings]
        assert at == pytest.approx(outermost, rel=1e-4)


def test_a_class_is_looked_at_alone(surveyed: Survey) -> None:
    alone = [float(answer.layer("C3")[4].max()) for answer in ANSWERS]
    for label in range(10):
        of_class = np.flatnonzero(FEW.labels == label)
        found = surveyed.largest("C3", 4, label)
        assert {finding.position for finding in found} <= set(of_class.tolist())
        highest = sorted((alone[position] for position in of_class), reverse=True)[:KEPT]
        assert values(found) == pytest.approx(highest, rel=1e-5, abs=1e-5)


def test_the_mean_of_a_class_is_that_of_its_digits(surveyed: Survey) -> None:
    for layer in ("C1", "S4", "F6", "OUTPUT"):
        means = surveyed.means(layer, 3)
        for label in range(10):
            of_class = np.flatnonzero(FEW.labels == label)
            alone = [ANSWERS[position].layer(layer)[3].max() for position in of_class]
            assert means[label] == pytest.approx(np.mean(alone), rel=1e-4)


def test_a_class_without_digits_has_the_mean_0() -> None:
    ones = FEW.subset(np.flatnonzero(FEW.labels == 1))
    means = survey(NETWORK, ones).means("OUTPUT", 5)
    assert means[1] > 0
    assert not np.delete(means, 1).any()


@pytest.mark.parametrize("count", [1, 15, 16, 17, 300])
def test_any_number_of_digits_is_read_to_the_last(count: int) -> None:
    some = FEW.subset(np.arange(count))
    read: list[int] = []
    found = survey(NETWORK, some, read.append)
    assert read[-1] == count
    alone = sorted(((answer.layer("C5")[9].item(), at) for at, answer in enumerate(ANSWERS[:count])), reverse=True)
    assert [finding.position for finding in found.largest("C5", 9)] == [at for _, at in alone[:KEPT]]
    assert [finding.position for finding in found.smallest("C5", 9)] == [at for _, at in alone[::-1][:KEPT]]


def test_whoever_is_told_how_far_it_is_can_end_it() -> None:
    class EndedError(Exception):
        pass

    def end(_count: int) -> None:
        raise EndedError

    with pytest.raises(EndedError):
        survey(NETWORK, FEW, end)
