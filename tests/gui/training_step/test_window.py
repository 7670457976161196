"""One training step as a view: what is pointed at is told in figures that agree with the step, and leads on."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import Pointable
from lenet_gui.base.settings import Settings
from lenet_gui.base.translate import typeset
from lenet_gui.training_step.boxes import UNKNOWN
from lenet_gui.training_step.error_pictures import Show
from lenet_gui.training_step.picture_layout import PICTURED, neighbour
from lenet_gui.training_step.weights_view import blocks_of
from lenet_gui.training_step.window import TrainingStepWindow
from lenet_gui.training_step.words import small, weight_name
from model.network.wiring import HIDDEN, Unit, shape_of
from model.training.engine.criterion import Criterion, Loss
from model.training.step.training_step import TrainingStep, take_step
from model.training.step.weight import Part, Weight
from tests.gui.painted import is_clear_at_its_edge, problems_painted
from tests.gui.pointing import told_at
from tests.model.networks import lively_parameters
from tests.model.samples import drawn_four


def click_at(view: QWidget, position: QPointF) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=position.toPoint())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (0.0123456, "+0.0123"),
        (-5.51, "−5.51"),
        (-3.214e-5, "−3.21·10⁻⁵"),
        (172.4, "+172"),
        (9876.0, "+9876"),
        (12345.0, "+1.23·10⁴"),
        (9.999e-4, "+1.00·10⁻³"),
    ],
)
def test_small_figures_are_told_with_three_digits(value: float, words: str) -> None:
    assert small(value) == words


def test_a_click_on_a_unit_tells_what_arrives_at_it(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    pictures = step_window.pictures
    for unit in (Unit("C1", 2, 10, 12), Unit("S2", 5, 3, 4), Unit("C3", 15, 9, 9), Unit("S4", 0), Unit("F6", 83)):
        click_at(pictures, pictures.rect_of(unit).center())
        assert step_window.unit == unit
        arriving = step.arriving(unit)
        lines = [line.text for line in step_window.unit_card.lines if line.text]
        assert lines[-1] == f"= error signal {small(arriving.error)}"
        assert any(small(arriving.sum) in line for line in lines)
        assert step_window.weight is not None
        assert (step_window.weight.layer, step_window.weight.map) == (unit.layer, unit.map)


def test_the_input_has_no_error_signal_to_look_at(step_window: TrainingStepWindow) -> None:
    before, pictures = step_window.unit, step_window.pictures
    click_at(pictures, pictures.rect_of(Unit("INPUT", 0, 10, 10)).center())
    assert step_window.unit == before


def test_pointing_tells_value_and_error_signal(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    unit = Unit("C3", 7, 2, 5)
    told = told_at(step_window.pictures, step_window.pictures.rect_of(unit).center())
    assert told.startswith("C3 map 7, row 2, column 5:  value ")
    assert told.endswith(f"error signal {small(step.error_of(unit))}")


def test_each_layer_has_a_symmetric_scale_of_its_own(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    pictures = step_window.pictures
    for layer in HIDDEN:
        assert pictures._limit(layer) == np.abs(step.errors[layer]).max()
    pictures.show_what(Show.VALUES)
    assert {pictures._limit(layer) for layer in HIDDEN} == {ActivationScale().limit}


def test_keys_walk_from_unit_to_unit_and_back_through_the_layers(step_window: TrainingStepWindow) -> None:
    pictures = step_window.pictures
    pictures.setFocus()
    step_window.choose_unit(Unit("F6", 0))
    QTest.keyClick(pictures, Qt.Key.Key_Down)
    QTest.keyClick(pictures, Qt.Key.Key_Down)
    assert pictures.pointed == Unit("F6", 7)
    QTest.keyClick(pictures, Qt.Key.Key_Left)
    assert pictures.pointed is not None
    assert pictures.pointed.layer == "C5"
    QTest.keyClick(pictures, Qt.Key.Key_Return)
    assert step_window.unit == pictures.pointed


@pytest.mark.parametrize("layer", PICTURED)
def test_an_arrow_key_always_leads_to_a_unit_and_the_other_layers_can_be_reached(layer: str) -> None:
    maps, side = shape_of(layer)
    for unit in (Unit(layer, 0), Unit(layer, maps - 1, side - 1, side - 1), Unit(layer, maps // 2, side // 2, 0)):
        for down, right in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            assert neighbour(unit, down, right).layer in PICTURED
    here = Unit(layer, 0)
    for _ in range(200):
        here = neighbour(here, 0, -1)
    assert here.layer == "INPUT"


@pytest.mark.parametrize(
    "unit", [Unit("C1", 3, 5, 5), Unit("S2", 1, 2, 2), Unit("C3", 15, 4, 4), Unit("C5", 17), Unit("F6", 40)]
)
def test_every_weight_of_the_map_can_be_pointed_at_and_chosen(
    step_window: TrainingStepWindow, step: TrainingStep, unit: Unit
) -> None:
    step_window.choose_unit(unit)
    view = step_window.weights
    every = [w for block in blocks_of(unit.layer, unit.map) for row in block.weights for w in row]
    for weight in every:
        for shift in view._shifts:
            assert view.place_at(view.rect_of(weight).center() + shift) == weight
        assert QPointF(view.rect().bottomRight()).x() >= view.rect_of(weight).right() - 1
    chosen = every[len(every) // 2]
    click_at(view, view.rect_of(chosen).center())
    assert step_window.weight == chosen
    assert step_window.story_title.text() == weight_name(chosen)
    one = step.of_weight(chosen)
    assert step_window.story.boxes[-1].figure == typeset(f"{one.after:+.6f}")
    assert small(one.gradient) in told_at(view, view.rect_of(chosen).center())


@pytest.mark.parametrize("unit", [Unit("C1", 3, 5, 5), Unit("S2", 1), Unit("C3", 0), Unit("C5", 17), Unit("F6", 40)])
@pytest.mark.parametrize("height", [700, 1000])
def test_the_weights_their_frames_and_names_are_seen_whole(
    step_window: TrainingStepWindow, unit: Unit, height: int
) -> None:
    step_window.resize(1024, height)
    step_window.choose_unit(unit)
    view = step_window.weights
    for shift in view._shifts:
        for grid in view.grids:
            assert QRectF(view.rect()).contains(grid.rect.translated(shift).adjusted(0, 0, 1, 1))
    assert not problems_painted(step_window)


def test_keys_walk_over_all_weights(step_window: TrainingStepWindow) -> None:
    step_window.choose_unit(Unit("C3", 0, 4, 4))
    view = step_window.weights
    view.setFocus()
    seen = set()
    view.walk_to(Weight("C3", 0, Part.KERNEL, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down) * 30:
        seen.add(view.pointed)
        QTest.keyClick(view, key)
    assert len(seen) > 8
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert step_window.weight == view.pointed


def test_what_was_chosen_stays_when_the_step_is_made_anew(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    step_window.choose_unit(Unit("C3", 9, 1, 2))
    weight = Weight("C3", 9, Part.KERNEL, 4, 0, 3)
    step_window.choose_weight(weight)
    step_window.show_step(replace(step, label=9))
    assert (step_window.unit, step_window.weight) == (Unit("C3", 9, 1, 2), weight)
    assert "Wanted answer: 9." in step_window.says.text()


def test_the_loss_of_eq_9_can_be_worked_out(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    assert "j = " not in step_window.says.text()  # eq. 8 has no such figures
    criterion = Criterion(Loss.MAXIMUM_A_POSTERIORI, 6.0, 8.0)
    step_window.show_step(take_step(lively_parameters(), drawn_four(), 4, criterion, step.rule))
    scaled = step.before.penalties / 8
    loss = scaled[4] + np.log(np.exp(-6.0) + np.exp(-scaled).sum())
    told = f"The loss is {small(loss, 4, False)} (eq. 9 with j = 6, of the penalties divided by 8); its slopes"
    assert told in step_window.says.text()


def test_what_is_not_known_yet_is_left_open(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    waiting = take_step(lively_parameters(), step.ink, 4, step.criterion, replace(step.rule, curvature=None))
    step_window.show_step(waiting)
    gradient, rate, change, after = step_window.story.boxes
    assert gradient.figure != UNKNOWN
    assert rate.figure == change.figure == after.figure == UNKNOWN
    assert "being estimated" in rate.formula
    assert "changes it by" not in step_window.says.text()
    weights, penalties = step_window.weights, step_window.penalties
    assert step_window.weight is not None
    assert weights.words_of(step_window.weight).endswith(f"change {UNKNOWN}")
    assert f"before, {UNKNOWN} after the step" in penalties.words_of(4)
    assert penalties.hint().endswith(f"before the step, {UNKNOWN} after it")
    step_window.grab()  # and is painted so


def test_penalties_before_and_after_are_told(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    view = step_window.penalties
    told = told_at(view, view.rect_of(4).center())
    assert f"{step.before.penalties[4]:.5f} before, {step.after.penalties[4]:.5f} after" in told
    assert small(step.after.loss - step.before.loss) in step_window.says.text()


def test_everything_can_be_reached_by_tab_and_is_described(step_window: TrainingStepWindow) -> None:
    views = [step_window.pictures, step_window.weights, step_window.penalties, step_window.story]
    for view in views:
        assert isinstance(view, Pointable)
        assert view.accessibleName()
        view.setFocus(Qt.FocusReason.TabFocusReason)
        assert view.pointed is not None
        assert view.accessibleDescription() == view.words_of(view.pointed)
        QTest.keyClick(view, Qt.Key.Key_Escape)
        assert view.pointed is None


@pytest.mark.parametrize("unit", [Unit("C1", 5, 27, 27), Unit("C3", 15, 9, 9), Unit("F6", 40)])
def test_nothing_lies_below_the_frame_of_the_focus(step_window: TrainingStepWindow, unit: Unit) -> None:
    step_window.choose_unit(unit)
    for view in (step_window.pictures, step_window.weights, step_window.penalties, step_window.story):
        assert is_clear_at_its_edge(view), view.accessibleName()


def test_before_the_first_step_every_view_has_a_name_and_nothing_to_point_at(qtbot: QtBot, settings: Settings) -> None:
    window = TrainingStepWindow(ActivationScale(), settings, None)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    for view in (window.weights, window.penalties, window.story):
        assert view.accessibleName()
        view.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(view, Qt.Key.Key_Down)
        assert view.pointed is None


def test_the_arrows_to_other_digits_are_named_and_grow_with_the_text(step_window: TrainingStepWindow) -> None:
    arrows = step_window.source.before, step_window.source.after
    assert [arrow.accessibleName() for arrow in arrows] == ["The digit before", "The next digit"]
    widths = [arrow.width() for arrow in arrows]
    font = step_window.font()
    font.setPointSizeF(2 * font.pointSizeF())
    step_window.setFont(font)
    assert all(arrow.width() > 1.5 * width for arrow, width in zip(arrows, widths, strict=True))


def test_a_step_that_makes_a_digit_worse_says_why(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    worse = replace(step.after, loss=step.before.loss + 0.1)
    step_window.show_step(replace(step, after=worse))
    assert step_window.says.text().endswith("It grows because the step is too long for this digit.")
    rule = replace(step.rule, momentum=0.9, velocity=np.zeros(1))
    step_window.show_step(replace(step, after=worse, rule=rule))
    assert step_window.says.text().endswith("the step also follows the gradients of the digits before.")
    step_window.show_step(replace(step, after=replace(worse, loss=step.before.loss - 0.1)))
    assert "grows" not in step_window.says.text()
