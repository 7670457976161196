"""Curves that tell the truth: steps where the rate steps, axes from the start, the test error apart, reasons."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.training.curves.axes import few_figures, pass_ticks
from lenet_gui.training.curves.curves_view import CurvesView
from lenet_gui.training.curves.figures import ERROR, LINES, RATE, pass_in_words, why_above
from lenet_gui.training.curves.page import CurvesPage, rates_of
from model.digits.distortion import Distortion
from model.network.weights_info import RunFacts
from model.training.log import TrainingLog
from model.training.optimizers.schedules import RateCurve
from model.training.presets import MODERN, PAPER_1998
from model.training.progress import PassResult, Progress
from model.training.recipes import Schedule
from model.training.setup import RunSetup
from tests.gui.training.curves.curve_driving import jumps, passes_shown, place_of, plots, rate_line, result, settle


def test_the_papers_rate_steps_between_its_passes(curves: CurvesView) -> None:
    curves.start("the paper", 14, RateCurve(PAPER_1998, 60_000))
    curves.show_passes([result(number) for number in range(1, 14)])
    settle(curves)
    line = rate_line(curves)
    assert jumps(line) == [2, 5, 8, 12]
    np.testing.assert_allclose(line[0], (0, 5e-4))
    np.testing.assert_allclose(line[-1], (13, 1e-5))
    # Between two passes nothing but that line joins them.
    _, connected = curves._plots._own.figures["rate"].getData()
    assert not curves._plots._own.figures["rate"].opts["connect"].any()
    assert len(connected) == 13


def test_a_rate_that_is_changed_by_hand_steps_there(curves: CurvesView) -> None:
    config = replace(MODERN, schedule=Schedule.CONSTANT, rate=1e-3, passes=4)
    curves.start("a run", 4, RateCurve(config, 100))
    for updates in range(1, 301):
        curves.show_progress(Progress(updates, 400, 1 + (updates - 1) // 100, 1.0, 1e-3 if updates <= 150 else 5e-4))
    settle(curves)
    line = rate_line(curves)
    assert jumps(line) == [1.5]
    np.testing.assert_allclose(line[-1], (3, 5e-4))


def test_a_log_knows_where_its_rate_was_changed() -> None:
    config = replace(MODERN, schedule=Schedule.CONSTANT, rate=1e-3, passes=4, batch_size=10)
    facts = RunFacts(trained_on=95, rate_factors=((15, 0.5),))
    points = rates_of(TrainingLog(RunSetup(config), facts)).points(4)
    assert points == [(0, 1e-3), (1.5, 1e-3), (1.5, 5e-4), (4, 5e-4)]


def test_axes_begin_at_pass_0_and_show_the_first_pass(curves: CurvesView) -> None:
    curves.start("a run", 40)
    for count in (1, 3, 40):
        curves.show_passes([result(number) for number in range(1, count + 1)])
        settle(curves)
        low, high = passes_shown(curves)
        assert low == 0
        assert count < high < 1.1 * count
        for line in (line for line in LINES if line.plot != RATE and line.of(result(1)) is not None):
            bottom, top = curves._plots._plots[line.plot].getViewBox().viewRange()[1]
            _, y = curves._plots._own.figures[line.name].getData()
            assert bottom <= y[0] <= top
            assert bottom >= 0


@pytest.mark.parametrize(
    ("high", "size", "every", "first"),
    [(1, 600, 1, True), (5, 600, 1, True), (20, 400, 2, True), (20, 150, 10, False), (500, 600, 50, False)],
)
def test_ticks_are_whole_passes_from_0_on(high: float, size: float, every: int, first: bool) -> None:
    ((_, ticks),) = pass_ticks(0, high, size)
    assert set(ticks) - {1.0} == set(range(0, int(high) + 1, every)) - {1}
    assert (1.0 in ticks) is first


def test_the_test_error_has_a_line_and_a_name_of_its_own(curves: CurvesView) -> None:
    curves.start("a run", 3)
    curves.show_passes([result(1), result(2)])
    settle(curves)
    assert "test" not in curves._plots._key.text
    curves.show_passes([replace(result(number), test_error_percent=3.0 / number) for number in (1, 2)])
    settle(curves)
    assert "test, to look at only" in curves._plots._key.text
    _, y = curves._plots._own.figures["test_error_percent"].getData()
    np.testing.assert_allclose(y, [3.0, 1.5])
    assert "test error 1.50\u00a0%" in curves.figures.text()


@pytest.mark.parametrize(
    ("training", "held_out_errors", "test", "said"),
    [(8.0, 4, None, True), (1.0, 4, None, False), (1.0, None, None, False), (3.0, None, 2.0, True)],
)
def test_why_the_training_error_lies_above_is_said_only_where_it_does(
    training: float, held_out_errors: int | None, test: float | None, said: bool
) -> None:
    last = replace(result(5, held_out_errors), training_error_percent=training, test_error_percent=test)
    assert bool(why_above([result(4), last], distorted=True, averaged=True)) is said
    if said:
        assert "distorted digits" in why_above([last], distorted=True, averaged=False)
        assert "distorted" not in why_above([last], distorted=False, averaged=False)
        assert "averaged weights" in why_above([last], distorted=True, averaged=True)
        assert "averaged" not in why_above([last], distorted=True, averaged=False)
    assert why_above([], distorted=True, averaged=True) == ""


def test_the_reason_stands_below_the_curves_of_a_distorted_run(qtbot: QtBot) -> None:
    page = CurvesPage()
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.show()
    passes: tuple[PassResult, ...] = (result(1), result(2))
    for config, word in ((MODERN, "distorted"), (replace(MODERN, distortion=Distortion()), "before each update")):
        page.show_log(TrainingLog(RunSetup(config), RunFacts(trained_on=1000), passes))
        settle(page.curves)
        why: QLabel = page.curves.why
        assert why.isVisible()
        assert word in why.text()
    page.show_log(TrainingLog(RunSetup(MODERN), RunFacts(trained_on=1000)))
    settle(page.curves)
    assert not page.curves.why.isVisible()


def test_the_rate_is_logarithmic_only_where_loss_and_error_are(curves: CurvesView) -> None:
    curves.show_passes([result(1, rate=0.003), result(2, rate=0.002), result(3, rate=0.001)])
    rates = curves._plots._own.figures["rate"]
    settle(curves)
    np.testing.assert_allclose(rates.getData()[1], (0.003, 0.002, 0.001))
    curves.logarithmic.click()
    settle(curves)
    np.testing.assert_allclose(rates.getData()[1], np.log10((0.003, 0.002, 0.001)))


@pytest.mark.parametrize(("rate", "words"), [(0.0025, "0.0025"), (0.00012, "0.00012"), (3.4e-8, "3.4·10⁻⁸"), (0, "0")])
def test_a_rate_is_told_in_few_figures(rate: float, words: str) -> None:
    assert few_figures(rate) == words


def test_every_plot_stands_on_its_axis_at_any_height(curves: CurvesView) -> None:
    curves.start("a run", 12)
    curves.show_passes([result(number) for number in range(1, 13)])
    settle(curves)
    axis = theme.line(curves.palette())
    between = round(place_of(curves, 3.5).x()) + plots(curves).mapTo(curves, QPoint()).x()
    missing = []
    for height in range(430, 500, 7):
        curves.resize(700, height)
        image = settle(curves)
        rows = [y for y in range(image.height()) if image.pixelColor(between, y) == axis]
        if len(rows) != len(curves._plots._plots):
            missing.append((height, rows))
    assert not missing


def test_the_axes_lie_below_the_curves(curves: CurvesView) -> None:
    curves.start("a run", 4)
    curves.show_passes([result(number, errors=0) for number in range(1, 5)])
    image = settle(curves)
    box = curves._plots._plots[ERROR].getViewBox()
    dot = plots(curves).mapTo(curves, curves._plots.graphics.mapFromScene(box.mapViewToScene(QPointF(2, 0))))
    line = next(line for line in LINES if line.name == "held_out_error_percent").colour(curves.palette())
    assert {image.pixelColor(dot + QPoint(x, -1)).name() for x in (-1, 0, 1)} == {line.name()}


def test_a_pass_of_less_than_a_second_took_some_time() -> None:
    told = [pass_in_words(replace(result(1), seconds=seconds)).rpartition(" ")[2] for seconds in (0.41, 1.4, 61.4)]
    assert told == ["0.41\u00a0s", "1\u00a0s", "61\u00a0s"]
