"""The digits nearest to a drawing are those that comparing them one by one finds."""

import numpy as np
import pytest

from model.assets import shipped_weights
from model.digits.datasets import Digits, mnist_test
from model.digits.neighbours import COMPARED, nearest
from model.digits.survey import Survey
from model.digits.surveying import survey
from model.network.recognise import recognise
from model.network.recognition import Recognition
from model.network.records import NO_REJECTION, FloatArray
from model.network.weights import load_weights

FEW = mnist_test().subset(np.arange(700))
NETWORK, _ = load_weights(shipped_weights())


def read(field: FloatArray) -> Recognition:
    return recognise(NETWORK, field, NO_REJECTION)


FIELDS = FEW.fields().astype(np.float32) / 255
ANSWERS = [read(field) for field in FIELDS]


@pytest.fixture(scope="module")
def surveyed() -> Survey:
    return survey(NETWORK, FEW)


@pytest.mark.parametrize("layer", COMPARED)
def test_they_are_those_at_the_smallest_squared_distance(surveyed: Survey, layer: str) -> None:
    moved = read(np.roll(FIELDS[17], 1, axis=1))
    alone = np.array([np.sum((answer.layer(layer) - moved.layer(layer)) ** 2) for answer in ANSWERS])
    found = nearest(surveyed, moved, 12)[layer]
    assert [each.distance for each in found] == pytest.approx(np.sort(alone)[:12], rel=3e-3)
    for each in found:
        assert each.distance == pytest.approx(alone[each.position], rel=3e-3)


@pytest.mark.parametrize("position", [0, 499, 500, 699])
def test_a_digit_is_no_neighbour_of_its_own(surveyed: Survey, position: int) -> None:
    found = nearest(surveyed, ANSWERS[position], len(FEW))
    for layer in COMPARED:
        positions = [each.position for each in found[layer]]
        assert sorted(positions) == [other for other in range(len(FEW)) if other != position]


def test_larger_pictures_are_compared_as_they_are(surveyed: Survey) -> None:
    larger = survey(NETWORK, Digits(FEW.fields(), FEW.labels))
    assert nearest(larger, ANSWERS[3], 9) == nearest(surveyed, ANSWERS[3], 9)


def test_penalties_are_kept_of_each_digit(surveyed: Survey) -> None:
    alone = np.array([answer.penalties for answer in ANSWERS])
    np.testing.assert_allclose(surveyed.penalties, alone, rtol=1e-4, atol=1e-3)
