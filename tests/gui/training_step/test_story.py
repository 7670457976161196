"""The story of one weight: its terms and figures agree with the step, and keys lead over them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lenet_gui.base.translate import typeset
from lenet_gui.training_step.story import StoryPlace
from lenet_gui.training_step.window import TrainingStepWindow
from lenet_gui.training_step.words import small
from model.network.wiring import Unit
from model.training.step.training_step import TrainingStep
from model.training.step.weight import Part, Weight
from tests.gui.pointing import told_at


def test_the_story_is_told_from_the_terms_to_the_weight(step_window: TrainingStepWindow, step: TrainingStep) -> None:
    weight = Weight("C3", 0, Part.KERNEL, 1, 2, 4)
    step_window.choose_unit(Unit("C3", 0, 4, 4))
    step_window.choose_weight(weight)
    one, story = step.of_weight(weight), step_window.story
    gradient, rate, change, after = story.boxes
    assert gradient.figure == small(one.gradient)
    assert gradient.formula == "sum of 100 products"
    assert rate.formula == "0.0005 / (0.02 + 0.03)"
    assert rate.figure == small(one.rate, sign=False) == "0.01"
    assert change.figure == small(one.change)
    assert after.figure == typeset(f"{one.after:+.6f}")
    assert typeset(f"{one.before:+.6f}") in after.formula
    sharing = step.sharing(weight)
    cell = story.rect_of(StoryPlace(2, 3, 6)).center()
    told = told_at(story, cell)
    assert told.startswith("row 3, column 6:")
    assert told.endswith(f"= {small(float(sharing.terms[3, 6]))}")
    assert "curvature" in told_at(story, story.rect_of(StoryPlace(4)).center())


def test_what_is_pointed_at_is_let_go_where_the_next_weight_has_no_such_term(step_window: TrainingStepWindow) -> None:
    story = step_window.story
    step_window.choose_unit(Unit("C1", 0, 3, 3))  # its weights are shared by 28 x 28 connections
    story.point_at(StoryPlace(0, 6, 5))
    assert story.accessibleDescription().startswith("row 6, column 5")
    step_window.choose_unit(Unit("F6", 3))  # none of these is shared
    assert story.pointed is None
    assert "row 6" not in story.accessibleDescription()


def test_keys_stay_at_the_outer_edges_of_the_pictures_and_cross_the_others(step_window: TrainingStepWindow) -> None:
    story = step_window.story
    step_window.choose_unit(Unit("C3", 0, 4, 4))
    story.setFocus()
    last = len(story.boxes) + 2
    for here, key, there in (
        (StoryPlace(0, 9, 3), Qt.Key.Key_Down, StoryPlace(0, 9, 3)),
        (StoryPlace(1, 0, 3), Qt.Key.Key_Up, StoryPlace(1, 0, 3)),
        (StoryPlace(0, 4, 0), Qt.Key.Key_Left, StoryPlace(0, 4, 0)),
        (StoryPlace(0, 4, 9), Qt.Key.Key_Right, StoryPlace(1, 4, 0)),
        (StoryPlace(2, 4, 0), Qt.Key.Key_Left, StoryPlace(1, 4, 9)),
        (StoryPlace(2, 4, 9), Qt.Key.Key_Right, StoryPlace(3)),
        (StoryPlace(3), Qt.Key.Key_Left, StoryPlace(2, 0, 9)),
        (StoryPlace(3), Qt.Key.Key_Down, StoryPlace(3)),
        (StoryPlace(last), Qt.Key.Key_Right, StoryPlace(last)),
    ):
        story.point_at(here)
        QTest.keyClick(story, key)
        assert story.pointed == there
