"""The training curves: what is told of a pass, following and zooming, a second run, both colour schemes."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.training.curves.curves_view import CurvesView
from lenet_gui.training.curves.shown import LIVE_POINTS
from model.training.progress import Progress
from tests.gui.pointing import hover
from tests.gui.training.curves.curve_driving import (
    loss_shown,
    passes_shown,
    place_of,
    plots,
    result,
    settle,
    wheel,
)


def test_before_the_first_pass_there_are_words_not_axes(curves: CurvesView) -> None:
    settle(curves)
    assert not curves._plots.graphics.isVisible()
    assert curves.accessibleDescription() == "The curves appear with the first pass."
    curves.start("a run", 20)
    curves.show_progress(Progress(1, 2000, 1, 40.0, 0.0005))
    settle(curves)
    assert curves._plots.graphics.isVisible()


@pytest.mark.parametrize("plot", [0, 1, 2])
def test_hovering_tells_the_nearest_pass(curves: CurvesView, plot: int) -> None:
    curves.start("a run", 5)
    curves.show_passes([result(number) for number in range(1, 6)])
    settle(curves)
    hover(plots(curves), place_of(curves, 2.2, plot))
    told = curves.figures.text().replace("\u00a0", " ")
    assert told == "Pass 2: training loss 2.5, training error 4.00 %, held-out error 2.00 %, rate 0.0005, 61 s"
    assert curves.accessibleDescription() == curves.figures.text()
    QApplication.sendEvent(curves, QEvent(QEvent.Type.Leave))
    assert curves.figures.text().startswith("Pass 5:")


def test_keys_walk_from_pass_to_pass(curves: CurvesView) -> None:
    curves.show_passes([result(number) for number in range(1, 4)])
    settle(curves)
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(curves, key)
        seen.append(curves.accessibleDescription().split(":")[0])
    assert seen == ["Pass 3", "Pass 2", "Pass 1", "Pass 1", "Pass 2"]
    QTest.keyClick(curves, Qt.Key.Key_Escape)
    assert curves.figures.text().startswith("Pass 3:")


def test_what_was_not_held_out_is_not_told(curves: CurvesView) -> None:
    curves.show_passes([result(1, errors=None)])
    settle(curves)
    assert "held-out" not in curves.figures.text()


def test_the_view_follows_until_somebody_zooms_and_again_after_home(curves: CurvesView) -> None:
    curves.start("a run", 100)
    curves.show_passes([result(number) for number in range(1, 11)])
    settle(curves)
    assert passes_shown(curves)[1] >= 10
    curves.add_pass(result(11))
    settle(curves)
    assert passes_shown(curves)[1] >= 11
    wheel(plots(curves), place_of(curves, 3))
    settle(curves)
    zoomed = passes_shown(curves)
    assert zoomed[1] < 11
    for number in range(12, 31):
        curves.add_pass(result(number))
    settle(curves)
    assert passes_shown(curves) == zoomed
    QTest.keyClick(curves, Qt.Key.Key_Home)
    settle(curves)
    assert passes_shown(curves)[0] <= 0
    assert passes_shown(curves)[1] >= 30
    curves.add_pass(result(31))
    settle(curves)
    assert passes_shown(curves)[1] >= 31


@pytest.mark.parametrize("way", ["button", "double click"])
def test_other_ways_to_the_whole_run(curves: CurvesView, way: str) -> None:
    curves.show_passes([result(number) for number in range(1, 11)])
    settle(curves)
    whole = passes_shown(curves)
    wheel(plots(curves), place_of(curves, 3))
    assert passes_shown(curves) != whole
    if way == "button":
        assert isinstance(curves.whole_run, QPushButton)
        QTest.mouseClick(curves.whole_run, Qt.MouseButton.LeftButton)
    else:
        middle = plots(curves).rect().center()
        QTest.mouseClick(plots(curves), Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseDClick(plots(curves), Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseRelease(plots(curves), Qt.MouseButton.LeftButton, pos=middle)  # QTest leaves it down
    settle(curves)
    assert passes_shown(curves) == pytest.approx(whole)


def test_an_hour_of_progress_stays_bounded_and_reaches_from_end_to_end(curves: CurvesView) -> None:
    total = 72_000
    curves.start("a run", 20)
    for updates in range(1, total + 1):
        curves.show_progress(Progress(updates, total, (updates - 1) * 20 // total + 1, 3.0, 0.0005))
    settle(curves)
    x, _ = curves._plots._live_line.getData()
    assert 1000 <= len(x) <= LIVE_POINTS + 1
    assert x[0] < 0.1
    assert x[-1] == 20
    assert np.diff(x).max() < 0.1


def test_many_figures_in_one_turn_are_drawn_once(curves: CurvesView) -> None:
    curves.start("a run", 20)
    settle(curves)
    drawn: list[object] = []
    curves._plots._own.figures["training_loss"].sigPlotChanged.connect(drawn.append)
    for updates in range(1, 101):
        curves.show_progress(Progress(updates, 2000, 1, 3.0, 0.0005))
    assert not drawn
    QApplication.processEvents()
    assert len(drawn) == 1


def test_a_finished_pass_may_come_with_the_progress_and_counts_once(curves: CurvesView) -> None:
    curves.start("a run", 2)
    curves.show_progress(Progress(100, 200, 1, 5.0, 0.0005, result(1)))
    curves.add_pass(result(1))
    settle(curves)
    x, _ = curves._plots._own.figures["training_loss"].getData()
    assert list(x) == [1]


def test_a_new_run_forgets_the_old_one(curves: CurvesView) -> None:
    curves.show_passes([result(1), result(2)])
    settle(curves)
    curves.start("another", 5)
    settle(curves)
    assert not curves.has_curves
    assert curves.figures.text() == ""


def test_names_follow_the_fonts_size(curves: CurvesView) -> None:
    curves.show_passes([result(1), result(2)])
    settle(curves)
    label = curves._plots._plots[0].getAxis("left").label
    before = label.font().pointSizeF()
    font = curves.font()
    font.setPointSizeF(before * 1.5)
    curves.setFont(font)
    settle(curves)
    assert label.font().pointSizeF() == pytest.approx(before * 1.5)
    assert curves._plots._key.item.font().pointSizeF() == pytest.approx(before * 1.5)


def test_figures_without_a_logarithm_or_none_at_all_do_no_harm(curves: CurvesView) -> None:
    curves.start("a run", 4)
    curves.show_progress(Progress(1, 400, 1, float("nan"), 0.0))
    settle(curves)
    curves.show_passes([result(1, 0, float("inf"), 0.0), result(2, 0, float("nan")), result(3, 0, 0.0), result(4, 0)])
    settle(curves)
    curves.logarithmic.click()
    settle(curves)
    curves.show_passes([result(1, 0, float("nan"), 0.0)])
    settle(curves)
    curves.logarithmic.click()
    settle(curves)


def test_the_logarithmic_scale_shows_equal_ratios_equally(curves: CurvesView) -> None:
    curves.show_passes([result(1, loss=100.0), result(2, loss=10.0), result(3, loss=1.0)])
    curves.logarithmic.click()
    settle(curves)
    _, y = curves._plots._own.figures["training_loss"].getData()
    assert y[0] - y[1] == pytest.approx(y[1] - y[2])


def test_the_first_updates_do_not_flatten_the_loss_once_a_pass_is_finished(curves: CurvesView, qtbot: QtBot) -> None:
    curves.start("a run", 3)
    curves.show_progress(Progress(1, 300, 1, 60.0, 0.0005))
    curves.show_progress(Progress(50, 300, 1, 8.0, 0.0005))
    settle(curves)
    assert loss_shown(curves)[1] >= 60
    curves.show_progress(Progress(100, 300, 1, 5.0, 0.0005, result(1, loss=5.0)))
    curves.show_progress(Progress(101, 300, 2, 4.0, 0.0005))
    qtbot.waitUntil(lambda: bool(settle(curves)) and 5 <= loss_shown(curves)[1] < 8)
    assert loss_shown(curves)[0] <= 4
    curves.show_progress(Progress(110, 300, 2, 20.0, 0.0005))
    qtbot.waitUntil(lambda: 20 <= loss_shown(curves)[1] < 30)
    curves.logarithmic.click()
    settle(curves)
    assert loss_shown(curves)[1] >= np.log10(60)
    curves.logarithmic.click()
    settle(curves)
    assert loss_shown(curves)[1] < 30


def test_a_zoomed_loss_stays_as_it_is(curves: CurvesView) -> None:
    curves.start("a run", 3)
    curves.show_progress(Progress(1, 300, 1, 60.0, 0.0005))
    settle(curves)
    wheel(plots(curves), place_of(curves, 0.5))
    zoomed = loss_shown(curves)
    curves.show_progress(Progress(100, 300, 1, 5.0, 0.0005, result(1, loss=5.0)))
    settle(curves)
    assert loss_shown(curves) == zoomed
    curves.show_all()
    settle(curves)
    assert loss_shown(curves) != zoomed


def test_the_whole_run_is_shown_from_its_first_update_on(curves: CurvesView, qtbot: QtBot) -> None:
    curves.start("a run", 3)
    curves.show_progress(Progress(1, 300, 1, 60.0, 0.0005))
    curves.show_progress(Progress(100, 300, 1, 5.0, 0.0005, result(1, loss=5.0)))
    curves.show_progress(Progress(101, 300, 2, 4.0, 0.0005))
    qtbot.waitUntil(lambda: bool(settle(curves)) and loss_shown(curves)[1] < 8)
    curves.whole_run.click()
    settle(curves)
    assert loss_shown(curves)[1] >= 60
    curves.start("the next run", 3)
    curves.show_progress(Progress(1, 300, 1, 60.0, 0.0005))
    curves.show_progress(Progress(100, 300, 1, 5.0, 0.0005, result(1, loss=5.0)))
    curves.show_progress(Progress(101, 300, 2, 4.0, 0.0005))
    qtbot.waitUntil(lambda: bool(settle(curves)) and loss_shown(curves)[1] < 8)


def test_both_schemes_and_changing_between_them(curves: CurvesView, qapp: QApplication) -> None:
    curves.show_passes([result(number) for number in range(1, 6)])
    for scheme in ("light", "dark"):
        ColourScheme(qapp).choose(scheme)
        image = settle(curves)
        corner = QColor(image.pixel(image.width() - 3, 3))
        assert corner == qapp.palette().color(qapp.palette().ColorRole.Base)
