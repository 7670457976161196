"""The histograms: counts, fixed axes, saturation, pointer and keys, the pause between updates."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.base.activation_scale import ACTIVATION_LIMIT
from lenet_gui.base.translate import typeset
from lenet_gui.parameters.histograms import BINS, HistogramsPage, near_the_ends
from lenet_gui.parameters.window import ParametersWindow
from model.network.architecture import LAYERS as FIGURES
from model.network.parameters import Parameters
from model.network.recognition import PARTS, Recognition
from model.network.records import Squashing
from model.network.wiring import HIDDEN
from tests.gui.parameters.conftest import AnswerTo
from tests.gui.pointing import hover, tooltip


@pytest.fixture
def page(parameters_window: ParametersWindow) -> HistogramsPage:
    parameters_window.tabs.setCurrentIndex(3)
    return parameters_window.histograms


def test_every_value_is_counted_once(page: HistogramsPage, answer: Recognition) -> None:
    for figures in FIGURES[:-1]:
        assert page.parameters[figures.name].counts.sum() == figures.parameters
        assert page.activations[figures.name].counts.sum() == figures.maps * figures.side**2
    edges = np.linspace(-ACTIVATION_LIMIT, ACTIVATION_LIMIT, BINS + 1)
    assert (page.activations["C3"].counts == np.histogram(answer.layer("C3"), edges)[0]).all()


def test_small_weights_are_told_with_enough_decimals(
    qtbot: QtBot, parameters_window: ParametersWindow, page: HistogramsPage, answer: Recognition
) -> None:
    plot = page.parameters["C5"]
    values = answer.parameters.of_layer("C5")
    assert plot.heading.text == typeset(f"C5: 48,120 values, {values.min():+.2f} to {values.max():+.2f}")
    shrunk = Parameters.from_named(Squashing.TANH, {name: 0.005 * v for name, v in answer.parameters.named().items()})
    values = shrunk.of_layer("C5")
    parameters_window.show_recognition(replace(answer, parameters=shrunk))
    heading = typeset(f"C5: 48,120 values, {values.min():+.4f} to {values.max():+.4f}")
    qtbot.waitUntil(lambda: plot.heading.text == heading)
    for place in range(BINS):
        low, high = plot.words_of(place).split(":")[0].split(" to ")
        assert float(low) < float(high)


def test_the_heading_counts_saturated_units(page: HistogramsPage, answer: Recognition) -> None:
    near = int((np.abs(answer.layer("C5")) > 1.5).sum())
    assert page.activations["C5"].heading.text == f"C5: {near} of 120 near the ends, {100 * near / 120:.1f} %"


def test_the_logistic_functions_ends_are_0_and_1() -> None:
    values = np.array([0.01, 0.2, 0.5, 0.99], dtype=np.float32)
    assert near_the_ends(values, Squashing.LOGISTIC) == 2
    assert near_the_ends(values, Squashing.TANH) == 0


def test_the_title_says_where_the_ends_are_of_the_function_in_use(
    qtbot: QtBot, parameters_window: ParametersWindow, page: HistogramsPage, answer: Recognition
) -> None:
    title = page.titles[1]
    assert title.text() == "Current activations; the ends: beyond ±1.5"
    logistic = replace(answer.parameters, squashing=Squashing.LOGISTIC)
    parameters_window.show_recognition(replace(answer, parameters=logistic))
    qtbot.waitUntil(lambda: title.text() == "Current activations; the ends: below 0.06, above 0.94", timeout=5000)


def test_the_heading_mentions_a_bar_cut_off(
    qtbot: QtBot, parameters_window: ParametersWindow, page: HistogramsPage, answer: Recognition
) -> None:
    values = answer.values.copy()
    values[PARTS["F6"]] = 2.5  # a factor can bring a unit beyond the scale
    parameters_window.show_recognition(replace(answer, values=values))
    qtbot.waitUntil(lambda: page.activations["F6"].heading.text.endswith("the tallest bar is 100 %"), timeout=5000)
    assert page.activations["F6"].counts[-1] == 84


def test_pointer_and_keys_describe_a_bin(qtbot: QtBot, page: HistogramsPage, answer: Recognition) -> None:
    plot = page.activations["C1"]
    qtbot.waitUntil(lambda: plot.rect_of(BINS // 2).width() > 3, timeout=5000)
    place = plot.rect_of(BINS // 2).center()
    half = ACTIVATION_LIMIT / BINS
    count = int((np.abs(answer.layer("C1")) < half).sum())
    expected = f"{-half:+.3f} to {half:+.3f}:  {count:,} of 4,704, {100 * count / 4704:.1f} %"
    assert tooltip(plot, place) == expected
    hover(plot, place)
    assert plot.accessibleDescription() == expected
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.pointed == BINS // 2 - 1
    hover(plot, QPointF(1, 1))
    assert plot.accessibleDescription() == plot.heading.text


def test_updates_are_limited_and_the_last_answer_is_shown(
    qtbot: QtBot, parameters_window: ParametersWindow, page: HistogramsPage, answer_to: AnswerTo
) -> None:
    shown: list[str] = []
    heading = page.activations["C3"].heading.text
    for number in range(20):
        parameters_window.show_recognition(answer_to(number))
        if page.activations["C3"].heading.text != heading:
            heading = page.activations["C3"].heading.text
            shown.append(heading)
    assert len(shown) <= 2  # not each of the twenty
    last = int((np.abs(answer_to(19).layer("C3")) > 1.5).sum())
    qtbot.waitUntil(lambda: f"{last:,} of 1,600" in page.activations["C3"].heading.text, timeout=5000)


def test_every_layer_has_both_histograms(page: HistogramsPage) -> None:
    assert tuple(page.parameters) == tuple(page.activations) == HIDDEN == ("C1", "S2", "C3", "S4", "C5", "F6")


def test_where_it_is_narrow_one_column_follows_below_the_other(
    qtbot: QtBot, page: HistogramsPage, parameters_window: ParametersWindow
) -> None:
    first, last = page.parameters["C1"], page.activations["F6"]

    def fills_the_page() -> bool:
        return last.x() > first.x() and page.height() - last.geometry().bottom() < last.fontMetrics().height() * 2

    parameters_window.resize(1000, 900)
    qtbot.waitUntil(fills_the_page)
    parameters_window.resize(450, 900)
    qtbot.waitUntil(lambda: last.x() == first.x() and last.y() > page.parameters["F6"].geometry().bottom())
    parameters_window.resize(1000, 900)
    qtbot.waitUntil(fills_the_page)
