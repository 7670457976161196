"""The next update of a run, taken apart from the training window: after the run, and while it is paused."""

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from model.training.recipes import Optimizer
from tests.gui.training.conftest import BRIEF, ENDLESS, FEW, MORE, Fill
from tests.gui.training.driving import PATIENCE_MS, click, run_to_the_end, stop, wait_for_pass
from tests.gui.training_step.test_controller import wait_for_rule


def test_the_next_step_of_a_run_that_is_over_is_taken_apart(qtbot: QtBot, fill: Fill, live_window: MainWindow) -> None:
    training = fill(replace(BRIEF, passes=1), MORE)
    run_to_the_end(qtbot, training)
    click(training.live.step)
    qtbot.waitUntil(lambda: live_window.training_step.window is not None, timeout=PATIENCE_MS)
    window = live_window.training_step.window
    assert window is not None
    step = wait_for_rule(qtbot, window, Optimizer.ADAMW)
    assert step.rule.moments is not None
    assert step.rule.moments.count == 6
    assert "AdamW" in window.source.of_run.text()
    assert "Here on one digit" in window.source.of_run.text()
    assert "almost 0" not in window.source.of_run.text()  # so few updates end with more
    assert not window.source.rule.isVisible()
    ink = step.ink
    click(window.source.after)
    qtbot.waitUntil(lambda: window.step is not None and not np.array_equal(window.step.ink, ink), timeout=PATIENCE_MS)
    assert window.step is not None
    assert window.source.chosen_label == window.step.label
    # Back to the digit that is drawn.
    window.source.source.setCurrentIndex(0)
    window.source.source.activated.emit(0)
    qtbot.waitUntil(lambda: "Draw a digit" in window.says.text(), timeout=PATIENCE_MS)
    assert window.source.rule.isVisible()


def test_after_a_cycle_it_says_why_the_step_changes_next_to_nothing(
    qtbot: QtBot, fill: Fill, live_window: MainWindow
) -> None:
    training = fill(replace(BRIEF, passes=1, batch_size=4), FEW)
    run_to_the_end(qtbot, training)
    click(training.live.step)
    qtbot.waitUntil(lambda: live_window.training_step.window is not None, timeout=PATIENCE_MS)
    window = live_window.training_step.window
    assert window is not None
    assert wait_for_rule(qtbot, window, Optimizer.ADAMW).rule.rate < BRIEF.rate / 100
    assert "the mean gradient of 4. By the end" in window.source.of_run.text()


def test_a_run_can_be_looked_at_while_it_is_paused(qtbot: QtBot, fill: Fill, live_window: MainWindow) -> None:
    training = fill(replace(ENDLESS, optimizer=Optimizer.SOAP), MORE)
    wait_for_pass(qtbot, training)
    assert not training.live.step.isEnabled()
    click(training.live.run_bar.pause)
    click(training.live.step)
    qtbot.waitUntil(lambda: live_window.training_step.window is not None, timeout=PATIENCE_MS)
    window = live_window.training_step.window
    assert window is not None
    step = wait_for_rule(qtbot, window, Optimizer.SOAP)
    assert step.rule.soap is not None
    assert step.rule.soap.count >= 6
    assert "SOAP" in window.source.of_run.text()
    click(training.live.run_bar.pause)
    stop(qtbot, training)
