"""What connections carry of a drawing: weight times activation, and at the end the way to the answer."""

from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QApplication

from lenet_gui.network.layout.geometry import Geometry
from lenet_gui.network.wiring.cables import Cables, cables_to
from lenet_gui.network.wiring.signal import carried
from model.assets import shipped_weights
from model.digits.datasets import mnist_test
from model.network.changes import NO_CHANGES, Changes
from model.network.recognise import recognise
from model.network.recognition import Recognition
from model.network.weights import load_weights
from model.network.wiring import NAMES


@cache
def answer_to(place: int, changes: Changes = NO_CHANGES) -> Recognition:
    parameters, info = load_weights(shipped_weights())
    ink = np.zeros((32, 32), dtype=np.float32)
    ink[2:30, 2:30] = mnist_test().images[place] / 255
    return recognise(parameters, ink, info.rejection, changes)


def both(layer: str, answer: Recognition) -> tuple[Cables, Cables]:
    """The curves to a layer as strong as the weights, and as what they carry."""
    geometry = Geometry(QApplication.font())
    geometry.fit(QSizeF(690, 670), 1.0)
    found = cables_to(layer, geometry.layout, answer.parameters, NO_CHANGES)
    assert found is not None
    return found, carried(layer, found, answer)


@pytest.mark.parametrize("layer", NAMES[1:])
def test_nothing_carries_more_than_its_weight(qapp: QApplication, layer: str) -> None:
    weights, carries = both(layer, answer_to(0))
    assert (np.abs(carries.strength) <= np.abs(weights.strength) + 1e-6).all()
    assert np.abs(carries.strength).max() > 0.3


def test_a_unit_carries_its_weight_times_its_value(qapp: QApplication) -> None:
    answer = answer_to(0)
    weights, carries = both("F6", answer)
    c5 = answer.layer("C5").ravel()
    values = c5[weights.source] / np.abs(c5).max()
    np.testing.assert_allclose(carries.strength, weights.strength * values, atol=1e-6)


def test_a_map_that_is_off_carries_nothing(qapp: QApplication) -> None:
    weights, carries = both("C3", answer_to(0, Changes({("S2", 3): 0.0})))
    off = weights.source == 3
    assert not carries.strength[off].any()
    assert carries.strength[~off].any()


@pytest.mark.parametrize("place", range(5))
def test_most_reaches_the_digit_that_wins(qapp: QApplication, place: int) -> None:
    answer = answer_to(place)
    _, carries = both("OUTPUT", answer)
    amounts = [carries.strength[carries.target == digit].sum() for digit in range(10)]
    assert int(np.argmax(amounts)) == answer.digit
