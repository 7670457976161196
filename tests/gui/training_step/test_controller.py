"""A step on the digit that is drawn, from the weights in use: it follows both, and what is chosen."""

import numpy as np
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag
from lenet_gui.training_step.source_bar import FIRST_RATES, Rule
from lenet_gui.training_step.window import TrainingStepWindow
from model.network.wiring import Unit
from model.training.engine.criterion import Loss
from model.training.recipes import Optimizer
from model.training.step.training_step import TrainingStep
from tests.gui.conftest import AnswerOf, action_of
from tests.gui.training.driving import PATIENCE_MS


def opened(qtbot: QtBot, main: MainWindow) -> TrainingStepWindow:
    action_of(main, "One training step").trigger()
    window = main.training_step.window
    assert window is not None
    return window


def wait_for_rule(qtbot: QtBot, window: TrainingStepWindow, optimizer: Optimizer) -> TrainingStep:
    """The first step by this optimizer with all that it takes."""

    def is_it() -> bool:
        return window.step is not None and window.step.rule.optimizer is optimizer and window.step.rule.is_known

    qtbot.waitUntil(is_it, timeout=PATIENCE_MS)
    assert window.step is not None
    return window.step


def test_the_menu_opens_a_step_on_the_digit_that_is_drawn(qtbot: QtBot, drawn: MainWindow) -> None:
    window = opened(qtbot, drawn)
    answer = drawn.inspector.answer
    assert answer is not None
    step = wait_for_rule(qtbot, window, Optimizer.SDLM)  # with the curvature that the process has estimated
    np.testing.assert_array_equal(step.ink, answer.ink)
    assert step.label == answer.digit
    np.testing.assert_allclose(step.before.penalties, answer.penalties, rtol=1e-4)
    assert step.after.loss < step.before.loss
    curvature = step.rule.curvature
    assert curvature is not None
    assert (curvature > 0).sum() > 50_000


def test_it_follows_the_pen_the_label_the_loss_and_the_rule(
    qtbot: QtBot, drawn: MainWindow, answer_of: AnswerOf
) -> None:
    window = opened(qtbot, drawn)
    source = window.source
    source.rule.setCurrentIndex(list(Rule).index(Rule.DESCENT))
    assert wait_for_rule(qtbot, window, Optimizer.SGD).rule.rate == FIRST_RATES[Rule.DESCENT]
    source.label.setCurrentIndex(source.label.findData(9))
    source.label.activated.emit(source.label.currentIndex())
    qtbot.waitUntil(lambda: window.step is not None and window.step.label == 9, timeout=PATIENCE_MS)
    source.loss.setCurrentIndex(list(Loss).index(Loss.MAXIMUM_A_POSTERIORI))
    qtbot.waitUntil(
        lambda: window.step is not None and window.step.criterion.loss is Loss.MAXIMUM_A_POSTERIORI, timeout=PATIENCE_MS
    )
    window.choose_unit(Unit("C3", 9, 1, 2))
    ink = answer_of(
        drawn.sketch.undo_action.trigger if hasattr(drawn.sketch, "undo_action") else drawn.sketch.clear
    ).ink
    if not ink.any():
        qtbot.waitUntil(lambda: "Draw a digit" in window.says.text(), timeout=PATIENCE_MS)
    ink = answer_of(lambda: drag(drawn.canvas_panel.canvas, tuple((y, x) for x, y in STROKE))).ink
    qtbot.waitUntil(lambda: window.step is not None and np.array_equal(window.step.ink, ink), timeout=PATIENCE_MS)
    assert window.source.chosen_label == 9  # it stays what was chosen
    assert window.unit == Unit("C3", 9, 1, 2)


def test_a_step_is_made_without_the_changes_of_what_if_and_says_so(
    qtbot: QtBot, drawn: MainWindow, answer_of: AnswerOf
) -> None:
    window = opened(qtbot, drawn)
    before = wait_for_rule(qtbot, window, Optimizer.SDLM)
    assert "What if" not in window.says.text()
    answer = answer_of(lambda: drawn.history.set_factor(("F6", 40), -10.0))
    assert answer.changes
    qtbot.waitUntil(lambda: "without the changes of “What if?”" in window.says.text(), timeout=PATIENCE_MS)
    assert window.step is not None
    np.testing.assert_array_equal(window.step.before.penalties, before.before.penalties)
    assert window.step.label == before.label  # whatever the changed network reads
    answer_of(drawn.history.undo_all)
    qtbot.waitUntil(lambda: "What if" not in window.says.text(), timeout=PATIENCE_MS)
