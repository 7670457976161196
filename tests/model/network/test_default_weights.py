"""The weights that come with the program: where they come from, and that they read digits."""

import numpy as np
import pytest

from model.assets import SHIPPED, shipped_weights
from model.digits.datasets import mnist_test
from model.digits.evaluation import evaluate
from model.network.parameters import Parameters
from model.network.weights import load_weights
from model.network.weights_info import WeightsInfo


@pytest.fixture(scope="module", params=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> tuple[Parameters, WeightsInfo]:
    return load_weights(shipped_weights(request.param))


def test_they_say_how_they_were_made(shipped: tuple[Parameters, WeightsInfo]) -> None:
    origin = shipped[1].origin
    assert "MNIST training set" in origin.facts.training_set
    assert isinstance(origin.seed, int)
    assert origin.recipe["seed"] == origin.seed
    assert {"loss", "rate", "passes", "distortion", "initialisation"} <= set(origin.recipe)
    # What was held out was not trained on; the default weights were trained on pen digits and rubbish besides.
    others = sum(origin.recipe.get(f"{name}_share", 0.0) for name in ("pen", "rubbish"))
    assert (1 - others) * origin.facts.trained_on + origin.facts.held_out == pytest.approx(60_000, abs=1)


def test_they_read_the_first_thousand_test_digits(shipped: tuple[Parameters, WeightsInfo]) -> None:
    assert evaluate(shipped[0], mnist_test().subset(np.arange(1000))).error_percent < 2


def test_their_rejection_is_a_real_one(shipped: tuple[Parameters, WeightsInfo]) -> None:
    rejection = shipped[1].rejection
    assert 0 < rejection.rubbish_penalty < 200
    assert 0.5 <= rejection.least_share < 1
