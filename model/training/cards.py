"""What a person chooses from before training: recipes with what each does, and the error to expect of it."""

from dataclasses import dataclass

from model.assets import shipped_weights
from model.network.weights import load_weights
from model.settings import QT_TR_NOOP
from model.training.presets import DEFAULT, MODERN, ONE_MINUTE, PAPER_1998
from model.training.setup import RunSetup, StartKind


@dataclass(frozen=True)
class Card:
    """A run to choose.

    ``key`` identifies it. ``weights`` are those that come with the program and that it made, empty for none. ``is_own``
    says that the person saved it.
    """

    key: str
    title: str
    text: str
    setup: RunSetup
    weights: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Expected:
    """What a recipe has reached: the part of MNIST's test digits misread, in percent, over so many runs."""

    test_error_percent: float
    runs: int = 1


CARDS = (
    Card(
        "minute",
        QT_TR_NOOP("Short run"),
        QT_TR_NOOP("To watch training: MNIST's digits, distorted a little, differently in each pass."),
        RunSetup(ONE_MINUTE),
    ),
    Card(
        "paper",
        QT_TR_NOOP("Paper 1998"),
        QT_TR_NOOP("As LeCun and others trained it: each weight has its own rate, one digit per update."),
        RunSetup(PAPER_1998),
        "paper",
    ),
    Card(
        "mnist",
        QT_TR_NOOP("MNIST only"),
        QT_TR_NOOP("The recipe of the MNIST-only weights: the paper's digits, distorted, for many passes."),
        RunSetup(MODERN),
        "mnist",
    ),
    Card(
        "default",
        QT_TR_NOOP("Default"),
        QT_TR_NOOP("The recipe of the default weights: starts from the MNIST-only ones, adds pen digits and rubbish."),
        RunSetup(DEFAULT, start=StartKind.MNIST_ONLY),
        "default",
    ),
)

MINUTE_TEST_ERRORS = (0.57, 0.61, 0.59, 0.48, 0.62)
"""The test errors of *Short run* in percent, seeds 1 to 5: see model/training/README.md."""


def expected_of(card: Card) -> Expected:
    """What the card's recipe has reached, as the weights that it made say of themselves.

    Raises:
        WeightsError: the weights that come with the program cannot be read.
    """
    if not card.weights:
        return Expected(sum(MINUTE_TEST_ERRORS) / len(MINUTE_TEST_ERRORS), len(MINUTE_TEST_ERRORS))
    origin = load_weights(shipped_weights(card.weights))[1].origin
    return Expected(origin.mnist_test_error_percent or 0.0)
