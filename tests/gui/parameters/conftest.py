"""A parameters window with the shipped weights' answer to a digit of MNIST."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.settings import Settings
from lenet_gui.parameters.window import ParametersWindow
from model.digits.datasets import mnist_test
from model.network.parameters import Parameters
from model.network.recognise import recognise
from model.network.recognition import Recognition
from model.network.records import NO_REJECTION

AnswerTo = Callable[[int], Recognition]


@pytest.fixture(scope="session")
def answer_to(network: Parameters) -> AnswerTo:
    """The answer to one of MNIST's test digits, by its number."""
    images = mnist_test().images

    def answer(number: int) -> Recognition:
        ink = np.zeros((32, 32), dtype=np.float32)
        ink[2:30, 2:30] = images[number] / np.float32(255)
        return recognise(network, ink, NO_REJECTION)

    return answer


@pytest.fixture(scope="session")
def answer(answer_to: AnswerTo) -> Recognition:
    return answer_to(4)


@pytest.fixture
def parameters_window(
    qtbot: QtBot, qapp: QApplication, settings: Settings, answer: Recognition
) -> Iterator[ParametersWindow]:
    """Shown, with an answer."""
    ColourScheme(qapp).choose("light")
    window = ParametersWindow(ActivationScale(), settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.show_recognition(answer)
    yield window
    window.close()
