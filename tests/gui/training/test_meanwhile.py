"""What can be done while a run is on: stop, pause, another rate, the network under the pen."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.training_messages import Ended, Live, Preview, Progressed
from model.assets import shipped_weights
from model.digits.data_source import DataSource
from model.network.forward import read_batch
from model.network.recognition import Recognition
from model.network.records import WeightsKind
from model.network.weights import load_weights
from model.training.log import Outcome
from model.training.presets import PAPER_1998
from model.training.recipes import Schedule
from tests.gui.conftest import AnswerOf
from tests.gui.training.conftest import BRIEF, ENDLESS, FEW, MORE, Fill
from tests.gui.training.driving import (
    PATIENCE_MS,
    click,
    event,
    run_to_the_end,
    service_of,
    start,
    stop,
    type_into,
    wait_for_pass,
)


def test_stop_is_heard_at_once_and_ends_the_run_within_the_pass(qtbot: QtBot, fill: Fill) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    with event(qtbot, window, Ended) as ended:
        click(window.live.run_bar.stop)
        assert window.live.run_bar.status.text == "Stopping ..."
        assert not window.live.run_bar.stop.isEnabled()
    log = ended.args[0].log
    assert log.outcome is Outcome.STOPPED
    assert 1 <= len(log.passes) < 5000
    assert window.live.outcome.isVisible()


@pytest.mark.parametrize("config", [ENDLESS, replace(PAPER_1998, held_out=200)])
def test_stop_in_the_first_pass_leaves_nothing(qtbot: QtBot, fill: Fill, config: object) -> None:
    assert isinstance(config, type(BRIEF))
    window = fill(config, DataSource())  # all 60,000: the first pass takes seconds
    with event(qtbot, window, Progressed):
        start(window)
    log = stop(qtbot, window)
    assert not log.passes
    assert not window.live.outcome.isVisible()
    assert "nothing to keep" in window.setup_page.note.text()
    assert window.setup_page.note.isVisible()
    start(window)
    click(window.runs_panel.new_run)
    assert "in progress" in window.setup_page.note.text()
    assert window.setup_page.note.isVisible()


def wait_for_silence(qtbot: QtBot, window: TrainingWindow) -> None:
    """Until what was sent before has come; a run in progress is heard of every 50 ms."""
    for _ in range(100):
        with qtbot.waitSignal(service_of(window).happened, timeout=300, raising=False) as heard:
            pass
        if not heard.signal_triggered:
            return
    pytest.fail("the run was not paused")


def test_a_run_is_paused_and_continued(qtbot: QtBot, fill: Fill, live_window: MainWindow) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    click(window.live.run_bar.pause)
    wait_for_silence(qtbot, window)
    assert window.live.run_bar.status.text == "Paused"
    assert live_window.footer.activity.words[0].startswith("Training paused in pass")
    with event(qtbot, window, Progressed):
        click(window.live.run_bar.pause)
    stop(qtbot, window)


def test_the_rate_can_be_changed_while_it_runs(qtbot: QtBot, fill: Fill) -> None:
    window = fill(replace(ENDLESS, schedule=Schedule.CONSTANT, rate=1e-3), MORE)
    first = wait_for_pass(qtbot, window)
    assert first.rate == pytest.approx(1e-3)
    type_into(window.live.run_bar.rate, "0.5")
    later = wait_for_pass(qtbot, window, first.number + 10)
    assert later.rate == pytest.approx(5e-4)
    log = stop(qtbot, window)
    # The recipe alone would not make these weights again.
    ((update, factor),) = log.facts.rate_factors
    assert factor == 0.5
    assert 1 < update <= log.passes[-1].number * 1000


def test_the_network_in_training_comes_under_the_pen_and_leaves_it(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, answer_of: AnswerOf
) -> None:
    answers: list[Recognition] = []
    ink = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE)).ink
    live_window.service.recognised.connect(lambda answer, _: answers.append(answer))
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    click(window.live.run_bar.follow)
    qtbot.waitUntil(lambda: "of the run" in live_window.network_label.text, timeout=PATIENCE_MS)
    seen = len(answers)
    qtbot.waitUntil(lambda: len(answers) > seen + 3, timeout=PATIENCE_MS)
    followed = answers[seen:]
    for answer in followed:
        np.testing.assert_array_equal(answer.ink, ink)
    assert len({answer.f6.tobytes() for answer in followed}) > 1
    stop(qtbot, window)
    click(window.live.run_bar.follow)
    expected = read_batch(load_weights(shipped_weights())[0], ink[None])[0]
    qtbot.waitUntil(lambda: np.allclose(answers[-1].penalties, expected, atol=1e-2), timeout=PATIENCE_MS)
    assert "default" in live_window.network_label.text


def test_weights_chosen_meanwhile_answer_instead_of_the_network_in_training(
    qtbot: QtBot, fill: Fill, live_window: MainWindow
) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    click(window.live.run_bar.follow)
    qtbot.waitUntil(lambda: "of the run" in live_window.network_label.text, timeout=PATIENCE_MS)
    default = live_window.weights_menu.actions[WeightsKind.DEFAULT]
    assert not default.isChecked()
    default.trigger()
    qtbot.waitUntil(lambda: "default" in live_window.network_label.text, timeout=PATIENCE_MS)
    assert default.isChecked()
    assert not window.live.run_bar.follow.isChecked()
    stop(qtbot, window)


def test_a_paused_run_can_be_stopped_and_the_next_is_not_paused(qtbot: QtBot, fill: Fill) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    click(window.live.run_bar.pause)
    assert window.live.run_bar.pause.text().startswith("Co&")
    assert stop(qtbot, window).outcome is Outcome.STOPPED
    assert window.live.run_bar.pause.text() == "&Pause"
    assert not window.live.run_bar.pause.isChecked()


def test_a_rate_set_before_the_start_counts_and_ends_with_the_run(qtbot: QtBot, fill: Fill) -> None:
    window = fill(replace(ENDLESS, schedule=Schedule.CONSTANT, rate=1e-3), MORE)
    type_into(window.live.run_bar.rate, "0.5")
    assert wait_for_pass(qtbot, window).rate == pytest.approx(5e-4)
    assert stop(qtbot, window).facts.rate_factors == ((1, 0.5),)
    assert window.live.run_bar.rate.exact == 1.0


def test_a_run_that_leaves_nothing_leaves_the_pen_too(qtbot: QtBot, fill: Fill, live_window: MainWindow) -> None:
    window = fill(ENDLESS, DataSource())
    with event(qtbot, window, Live):
        start(window)
        click(window.live.run_bar.follow)
    assert not stop(qtbot, window).passes
    assert "default" in live_window.network_label.text


def test_after_the_end_the_trained_network_can_come_under_the_pen(
    qtbot: QtBot, fill: Fill, live_window: MainWindow
) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    with qtbot.waitSignal(live_window.training.followed, timeout=PATIENCE_MS) as followed:
        click(window.live.run_bar.follow)
    assert followed.args == [3]
    assert "pass 3" in live_window.network_label.text


def test_while_it_runs_curves_can_be_saved_and_another_run_laid_over(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    assert window.live.curves_page.compare.isEnabled()
    with qtbot.waitSignal(live_window.saver.said, timeout=PATIENCE_MS):
        window.live.curves_page.save_curves(str(tmp_path / "curves.csv"))
    assert (tmp_path / "curves.csv").read_text().startswith("pass,")
    with qtbot.waitSignal(window.live.curves_page.failed, timeout=PATIENCE_MS):
        window.live.curves_page.save_curves(str(tmp_path / "gone" / "curves.csv"))
    assert window.errors.open_box is not None
    stop(qtbot, window)


def test_a_network_that_only_guesses_is_told_for_as_long_as_it_does(qtbot: QtBot, fill: Fill) -> None:
    # A rate of next to nothing: it never learns.
    window = fill(replace(ENDLESS, schedule=Schedule.CONSTANT, rate=1e-8), MORE)
    number = wait_for_pass(qtbot, window, 2).number
    assert "no better than guessing" in window.live.run_bar.status.text

    def is_within_a_later_pass(event: Progressed) -> bool:
        return event.progress.number > number and event.progress.finished_pass is None

    with event(qtbot, window, Progressed, is_within_a_later_pass):
        pass
    assert "no better than guessing" in window.live.run_bar.status.text
    stop(qtbot, window)


def test_what_is_asked_for_while_the_program_ends_starts_nothing(qtbot: QtBot, fill: Fill) -> None:
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    service = service_of(window)
    service.shut_down()
    service.send(Preview(window.setup_page.setup, 1))
    service.warm_up()
    service.find_interrupted()
    assert not service._process.started
