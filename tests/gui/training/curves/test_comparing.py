"""Earlier runs laid over the one that is shown."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.training.curves.curves_view import CurvesView
from lenet_gui.training.curves.figures import pass_in_words
from lenet_gui.training.curves.page import CurvesPage
from lenet_gui.training.curves.shown import Compared
from lenet_gui.training.runs.history import key_of
from model.training.log import TrainingLog, save_log
from model.training.optimizers.schedules import RateCurve
from model.training.presets import MODERN, PAPER_1998
from model.training.setup import RunSetup
from tests.gui.pointing import hover
from tests.gui.training.curves.curve_driving import jumps, passes_shown, place_of, plots, rate_line, result, settle


def test_a_second_run_is_named_and_told_and_goes_again(qtbot: QtBot, curves: CurvesView) -> None:
    curves.start("a run", 2)
    curves.show_passes([result(1), result(2)])
    alone = settle(curves)
    curves.overlay(Compared("old", "an <older> run", [result(1, 10), result(2, 10), result(3, 10)]))
    assert settle(curves) != alone
    assert "an &lt;older&gt; run" in curves._plots._key.text
    assert "a run" in curves._plots._key.text.split("an &lt;")[0]
    hover(plots(curves), place_of(curves, 2))
    first, second = curves.figures.text().splitlines()
    assert first.startswith("Pass 2:")
    assert second.startswith("an <older> run: Pass 2:")
    assert passes_shown(curves)[1] >= 3
    QTest.keyClick(curves, Qt.Key.Key_Escape)
    curves.remove_overlay("old")
    qtbot.waitUntil(lambda: settle(curves) == alone)


def test_three_runs_laid_over_keep_their_lines_when_one_goes(curves: CurvesView) -> None:
    curves.start("a run", 2)
    curves.show_passes([result(1), result(2)])
    for number in range(1, 5):
        curves.overlay(Compared(str(number), f"run {number}", [result(1, 10 * number)]))
    settle(curves)
    key = curves._plots._key
    marks = dict(re.findall("<b>([^<]*)</b></span>&nbsp;(run .)", key.text))
    assert sorted(marks.values()) == ["run 1", "run 2", "run 3"]  # a fourth kind of line could not be told apart
    hover(plots(curves), place_of(curves, 1))
    assert [line.split(":")[0] for line in curves.figures.text().splitlines()[1:]] == ["run 1", "run 2", "run 3"]
    curves.remove_overlay("2")
    settle(curves)
    (gone,) = (mark for mark, name in marks.items() if name == "run 2")
    assert dict(re.findall("<b>([^<]*)</b></span>&nbsp;(run .)", key.text)) == {
        mark: name for mark, name in marks.items() if mark != gone
    }
    curves.overlay(Compared("4", "run 4", [result(1, 40)]))
    settle(curves)
    assert f"<b>{gone}</b></span>&nbsp;run 4" in key.text


def test_a_longer_run_laid_over_leaves_this_ones_figures(curves: CurvesView) -> None:
    curves.start("a run", 4)
    curves.show_passes([result(1), result(2)])
    curves.overlay(Compared("long", "a longer one", [result(number, 10) for number in (1, 2, 3, 4)]))
    settle(curves)
    first, second = curves.figures.text().splitlines()
    assert first.startswith("Pass 2:")
    assert second.startswith("a longer one: Pass 2:")


def test_of_a_much_longer_run_the_beginning_is_seen_until_all_is_asked_for(curves: CurvesView) -> None:
    curves.start("a run", 4)
    curves.show_passes([result(number) for number in range(1, 5)])
    curves.overlay(Compared("long", "a longer one", [result(number, 10) for number in range(1, 101)]))
    settle(curves)
    assert 8 <= passes_shown(curves)[1] < 9
    curves.clearFocus()
    curves.setFocus(Qt.FocusReason.TabFocusReason)
    assert curves.figures.text().endswith(pass_in_words(result(8, 10)))
    QTest.keyClick(curves, Qt.Key.Key_Right)
    assert curves.figures.text().endswith(pass_in_words(result(8, 10)))
    QTest.keyClick(curves, Qt.Key.Key_Home)
    settle(curves)
    assert 100 <= passes_shown(curves)[1] < 103
    # Where the run that is shown is to be as long, it is seen where it goes.
    curves.start("a run", 60)
    curves.show_passes([result(1)])
    settle(curves)
    assert 100 <= passes_shown(curves)[1] < 103


def test_nothing_moves_where_runs_of_another_length_have_ended(curves: CurvesView) -> None:
    curves.start("a run", 6)
    curves.show_passes([result(number) for number in range(1, 7)])
    for key in "12":
        curves.overlay(Compared(key, f"a shorter run with a long name, {key}", [result(1), result(2)]))
    settle(curves)
    settle(curves)
    places = curves._plots.geometry(), curves.figures.geometry()
    told = [re.findall(r"Pass (\d):", line) for line in curves.figures.text().splitlines()]
    assert told == [["6"], ["2"], ["2"]]  # the last ones of those that have ended before
    hover(plots(curves), place_of(curves, 2))
    settle(curves)
    assert curves.figures.text().startswith("Pass 2:")
    assert (curves._plots.geometry(), curves.figures.geometry()) == places


def test_a_run_of_one_pass_is_seen_too(curves: CurvesView) -> None:
    curves.start("a run", 2)
    curves.show_passes([result(1), result(2)])
    curves.overlay(Compared("1", "one pass", [result(1, 40)]))
    curves.overlay(Compared("2", "two passes", [result(1, 60), result(2, 60)]))
    settle(curves)
    for name in ("training_loss", "training_error_percent", "held_out_error_percent"):
        one, two = (curves._plots._laid_over[place].figures[name].scatter for place in range(2))
        assert one.isVisible()
        assert one.getData()[0].tolist() == [1]
        assert not two.isVisible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_error_of_a_run_laid_over_has_a_colour_of_its_own(
    qapp: QApplication, curves: CurvesView, scheme: str
) -> None:
    ColourScheme(qapp).choose(scheme)
    curves.overlay(Compared("1", "a run", [result(1), result(2)]))
    settle(curves)
    lines = curves._plots._laid_over[0].figures
    errors = "training_error_percent", "held_out_error_percent", "test_error_percent"
    assert len({lines[name].opts["pen"].color().name() for name in errors}) == 3


def test_a_long_name_is_shortened_in_its_middle_and_the_plots_stay_in_view(curves: CurvesView) -> None:
    curves.start("a run", 2)
    curves.show_passes([result(1), result(2)])
    curves.overlay(Compared("", "Own recipe, 400 passes, Ada's digits, 2026-11-24 19:01" * 4, [result(1, 10)]))
    for width in (700, 420):
        curves.resize(width, 500)
        settle(curves)
        key = curves._plots._key
        assert "19:01" in key.text
        assert "…" in key.text
        assert key.item.sceneBoundingRect().right() <= curves._plots.graphics.viewport().width()


def test_a_run_laid_over_has_steps_of_its_own(curves: CurvesView) -> None:
    curves.start("a run", 3, RateCurve(MODERN, 100))
    curves.show_passes([result(1), result(2), result(3)])
    curves.overlay(
        Compared("paper", "the paper", [result(number) for number in range(1, 7)], RateCurve(PAPER_1998, 100))
    )
    settle(curves)
    assert jumps(rate_line(curves)) == []
    assert jumps(rate_line(curves, other=True)) == [2, 5]
    curves.remove_overlay("paper")
    settle(curves)
    assert rate_line(curves, other=True) == []


def test_three_runs_at_most_are_laid_over(qtbot: QtBot) -> None:
    page = CurvesPage()
    qtbot.addWidget(page)
    logs = [TrainingLog(RunSetup(replace(MODERN, seed=seed)), passes=(result(1),)) for seed in range(4)]
    page.offer_runs([(key_of(log), f"seed {seed}") for seed, log in enumerate(logs[:3])])
    for log in (logs[3], *logs[:2]):
        page.compare_with(log)
    menu = page.compare.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    *runs, _, file = menu.actions()
    # The one that the history does not have comes first.
    assert [run.text() for run in runs] == ["MNIST only (Seed 3)", "seed 0", "seed 1", "seed 2"]
    assert [run.isChecked() for run in runs] == [True, True, True, False]
    assert [run.isEnabled() for run in runs] == [True, True, True, False]
    assert all("Three runs at most" in action.toolTip() for action in (runs[-1], file))
    assert not file.isEnabled()
    runs[0].trigger()
    menu.aboutToShow.emit()
    *runs, _, file = menu.actions()
    assert [run.isChecked() for run in runs] == [True, True, False]
    assert all(action.isEnabled() for action in menu.actions())


def test_an_open_menu_keeps_its_place_when_a_run_ends(qtbot: QtBot) -> None:
    page = CurvesPage()
    qtbot.addWidget(page)
    page.offer_runs([("1", "run 1"), ("2", "run 2")])
    menu = page.compare.menu()
    assert isinstance(menu, QMenu)
    with qtbot.waitExposed(page):
        page.show()
    menu.popup(page.mapToGlobal(page.rect().center()))
    for _ in range(2):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    page.offer_runs([("3", "run 3"), ("1", "run 1"), ("2", "run 2")])
    with qtbot.waitSignal(page.comparison_wanted) as wanted:
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert wanted.args == ["2"]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()[:3]] == ["run 3", "run 1", "run 2"]


def test_the_menu_is_no_wider_than_the_window(qtbot: QtBot) -> None:
    page = CurvesPage()
    qtbot.addWidget(page)
    page.resize(500, 400)
    page.offer_runs([("1", "A recipe with a name that is long" * 5 + ", 2026-11-29 14:14:05")])
    menu = page.compare.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert menu.sizeHint().width() <= 500
    (run, *_) = menu.actions()
    assert run.text().startswith("A recipe")
    assert run.text().endswith("14:14:05")


def test_the_log_of_the_run_that_is_shown_is_not_laid_over_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = CurvesPage()
    qtbot.addWidget(page)
    log = TrainingLog(RunSetup(MODERN), passes=(result(1),))
    save_log(log, tmp_path / "a.training.json")
    page.show_log(log)
    with qtbot.waitSignal(page.failed) as failed:
        page.compare_log(str(tmp_path / "a.training.json"))
    assert failed.args == ["MNIST only is the run that is shown."]
    assert not page.alone.isEnabled()
