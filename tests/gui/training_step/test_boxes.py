"""The figures from a weight's gradient to its change, by each optimizer: they can be worked out, and have room."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from lenet_gui.training_step.boxes import boxes_of
from lenet_gui.training_step.story import StoryPlace
from lenet_gui.training_step.window import FIRST_SIZE, TrainingStepWindow
from lenet_gui.training_step.words import small
from model.network.wiring import Unit
from model.training.presets import MODERN
from model.training.recipes import Optimizer
from model.training.step.rule import Moments, StepRule
from model.training.step.training_step import TrainingStep, take_step
from model.training.step.weight import Part, Weight
from tests.model.networks import lively_parameters

NAMES = {
    Optimizer.SGD: "with momentum",
    Optimizer.ADAMW: "mean / root of square",
    Optimizer.SOAP: "along the layer's axes",
}


@pytest.mark.parametrize("optimizer", list(NAMES))
def test_other_optimizers_have_a_story_of_their_own(step: TrainingStep, optimizer: Optimizer) -> None:
    memory = np.full_like(step.weights.flat, 0.01)
    rule = replace(
        StepRule.of(replace(MODERN, optimizer=optimizer), 1e-3),
        velocity=memory,
        moments=Moments(memory, memory, 5) if optimizer is Optimizer.ADAMW else None,
    )
    made = take_step(lively_parameters(), step.ink, 4, step.criterion, rule)
    boxes = boxes_of(made, Weight("C5", 3, Part.BIAS), 1)
    assert len(boxes) == 5
    assert boxes[0].formula == "the product"
    assert boxes[1].name == NAMES[optimizer]
    assert boxes[2].formula == "the same for all"


def test_what_adamw_makes_of_a_small_gradient_can_be_worked_out(step: TrainingStep) -> None:
    rule = StepRule.of(MODERN, 1e-3)
    made = take_step(lively_parameters(), step.ink, 4, step.criterion, rule)
    weight = Weight("C5", 3, Part.BIAS)
    tiny = replace(made, applied=rule.applied(made.weights.flat, 2e-8 * np.ones_like(made.gradient.flat)))
    _, direction, *_ = boxes_of(tiny, weight, 1)
    assert direction.figure == small(2e-8 / (2e-8 + 1e-8)) == "+0.667"
    assert direction.formula == "+2.00·10⁻⁸ / (√(4.00·10⁻¹⁶) + 10⁻⁸)"


def test_the_rate_of_sdlm_can_be_worked_out(step: TrainingStep) -> None:
    rule = replace(step.rule, curvature=np.full_like(step.weights.flat, 0.62849))
    made = take_step(lively_parameters(), step.ink, 4, step.criterion, rule)
    _, rate, *_ = boxes_of(made, Weight("C5", 3, Part.BIAS), 1)
    assert rate.formula == "0.0005 / (0.02 + 0.6285)"
    assert rate.figure == small(0.0005 / (0.02 + 0.6285), sign=False) == "7.71·10⁻⁴"


@pytest.mark.parametrize("optimizer", [Optimizer.ADAMW, Optimizer.SOAP])
@pytest.mark.parametrize("width", [900, 1000, 1120, 1366])
def test_five_figures_have_room_for_how_they_come_about(
    step_window: TrainingStepWindow, step: TrainingStep, width: int, optimizer: Optimizer
) -> None:
    step_window.resize(width, 900)
    made = take_step(lively_parameters(), step.ink, 4, step.criterion, StepRule(optimizer, 1e-3))
    step_window.show_step(made)
    step_window.choose_unit(Unit("C5", 3))
    step_window.grab()  # laid out
    story = step_window.story
    assert len(story.boxes) == 5
    for at, box in enumerate(story.boxes):
        room = story.rect_of(StoryPlace(3 + at)).width()
        assert all(story.fontMetrics().horizontalAdvance(word) <= room for word in box.formula.split()), box.formula
        wrapped = story.fontMetrics().boundingRect(0, 0, int(room), 1000, Qt.TextFlag.TextWordWrap, box.formula)
        assert wrapped.height() <= 3 * story.fontMetrics().lineSpacing(), box.formula


@pytest.mark.parametrize("optimizer", [Optimizer.SDLM, Optimizer.ADAMW, Optimizer.SOAP])
def test_the_first_window_shows_a_step_without_scrolling_on_a_small_screen(
    step_window: TrainingStepWindow, step: TrainingStep, optimizer: Optimizer
) -> None:
    step_window.resize(FIRST_SIZE[0], 720)
    step_window.show_step(take_step(lively_parameters(), step.ink, 4, step.criterion, StepRule(optimizer, 1e-3)))
    step_window.grab()  # laid out
    (area,) = step_window.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("momentum", "decay", "names"),
    [(0.9, 0.01, ["with momentum"]), (0.0, 0.01, ["with weight decay"]), (0.0, 0.0, [])],
)
def test_what_sgd_makes_of_the_gradient_is_called_what_it_is(
    step: TrainingStep, momentum: float, decay: float, names: list[str]
) -> None:
    config = replace(MODERN, optimizer=Optimizer.SGD, momentum=momentum, weight_decay=decay)
    made = take_step(lively_parameters(), step.ink, 4, step.criterion, StepRule.of(config, 1e-3))
    _, *direction, _rate, _change, _after = boxes_of(made, Weight("C5", 3, Part.BIAS), 1)
    assert [box.name for box in direction] == names
