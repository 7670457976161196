"""A real answer of the default weights, and the panel shown on a screen of its own."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.why.panel import WhyPanel
from model.digits.datasets import mnist_test
from model.network.changes import Changes
from model.network.parameters import Parameters
from model.network.recognise import recognise
from model.network.recognition import Recognition
from model.network.records import NO_REJECTION, FloatArray, Squashing
from model.training.engine.lenet5 import LeNet5, parameters_of


@pytest.fixture(scope="session")
def ink() -> FloatArray:
    """(32, 32): a 4."""
    digits = mnist_test()
    four: FloatArray = digits.fields()[int(np.flatnonzero(digits.labels == 4)[3])].astype(np.float32) / 255
    return four


@pytest.fixture(scope="session")
def answer(network: Parameters, ink: FloatArray) -> Recognition:
    return recognise(network, ink, NO_REJECTION)


@pytest.fixture(scope="session")
def blank(network: Parameters) -> Recognition:
    return recognise(network, np.zeros((32, 32), dtype=np.float32), NO_REJECTION)


@pytest.fixture(scope="session")
def changed(network: Parameters, ink: FloatArray) -> Recognition:
    """C3's map 7 at half its values."""
    return recognise(network, ink, NO_REJECTION, Changes({("C3", 7): 0.5}))


@pytest.fixture(scope="session")
def logistic(ink: FloatArray) -> Recognition:
    """Of a network with the other squashing function, not trained."""
    return recognise(parameters_of(LeNet5(Squashing.LOGISTIC)), ink, NO_REJECTION)


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication) -> WhyPanel:
    """As small as in the smallest window."""
    ColourScheme(qapp).choose("light")
    panel = WhyPanel(ActivationScale())
    qtbot.addWidget(panel)
    panel.resize(460, 200)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel
