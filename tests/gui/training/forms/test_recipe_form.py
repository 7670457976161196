"""The recipe's settings: exact values, presets that notice changes, disabled settings, the wheel, typed figures."""

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.form_fields import Choice, Count, ExactSpinBox
from lenet_gui.base.translate import tool_tip
from lenet_gui.training.forms.recipe_form import RecipeForm
from model.network.records import Initialisation
from model.settings import settings_of
from model.strokes.rubbish import RubbishMix
from model.training.engine.criterion import Loss
from model.training.presets import DEFAULT, MODERN, PAPER_1998
from model.training.recipes import Optimizer, Schedule, TrainingConfig
from tests.gui.pointing import turn_wheel
from tests.model.any_recipe import CONFIGS


@pytest.fixture
def form(qtbot: QtBot) -> RecipeForm:
    form = RecipeForm()
    qtbot.addWidget(form)
    form.resize(340, 800)
    with qtbot.waitActive(form):
        form.show()
    return form


def test_both_columns_begin_level(form: RecipeForm, qtbot: QtBot) -> None:
    form.resize(900, 800)
    first, shift = form.fields["loss"], form.distortions.strengths["shift_px"].box

    def middle(widget: QWidget) -> int:
        return widget.mapTo(form, widget.rect().center()).y()

    qtbot.waitUntil(lambda: abs(middle(first) - middle(shift)) <= 6)


def type_into(field: QWidget, text: str) -> None:
    assert isinstance(field, Count | ExactSpinBox)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(CONFIGS)
def test_what_is_set_comes_back_exactly(form: RecipeForm, config: TrainingConfig) -> None:
    form.set_config(config)
    assert form.config == config


@pytest.mark.parametrize("config", [MODERN, PAPER_1998])
def test_presets_survive_a_visit_of_every_setting(form: RecipeForm, config: TrainingConfig) -> None:
    form.set_config(config)
    for field in form.fields.values():
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Tab)
    assert form.config == config


def test_every_setting_has_its_field(form: RecipeForm) -> None:
    assert {*form.fields, "distortion", "rubbish_mix"} == {each.name for each in fields(TrainingConfig)}
    mu, momentum = form.fields["mu"], form.fields["weight_decay"]
    assert mu.accessibleDescription().endswith("Only with: SDLM.")
    assert momentum.accessibleDescription().endswith("Only with: SGD with momentum, AdamW, SOAP.")


def test_a_changed_setting_is_marked_until_it_is_changed_back(form: RecipeForm) -> None:
    assert form.config == MODERN
    assert form.changed_settings == 0
    type_into(form.fields["passes"], "71")
    assert form.config == replace(MODERN, passes=71)
    assert marked(form) == {"passes"}
    type_into(form.fields["passes"], str(MODERN.passes))
    assert marked(form) == set()
    QTest.keyClick(form.distortions.strengths["squeeze"].slider, Qt.Key.Key_Right)
    assert marked(form) == {"squeeze"}
    assert form.config.distortion == replace(MODERN.distortion, squeeze=0.01)


def test_each_setting_can_be_set_back_and_all_of_them(qtbot: QtBot, form: RecipeForm) -> None:
    form.set_base(DEFAULT)
    form.set_config(replace(DEFAULT, rate=1e-4, seed=7, rubbish_mix=RubbishMix(letter=0.5)))
    assert marked(form) == {"rate", "seed", "letter"}
    with qtbot.waitSignal(form.changed):
        QTest.mouseClick(form.resets["rate"], Qt.MouseButton.LeftButton)
    assert form.config.rate == DEFAULT.rate
    QTest.mouseClick(form.rubbish.resets["letter"], Qt.MouseButton.LeftButton)
    assert marked(form) == {"seed"}
    assert form.changed_settings == 1
    form.set_config(DEFAULT)
    assert form.config == DEFAULT
    assert marked(form) == set()


def marked(form: RecipeForm) -> set[str]:
    """The settings that can be set back."""
    resets = form.resets | form.distortions.resets | form.rubbish.resets
    return {name for name, reset in resets.items() if not reset.isHidden()}


def test_kinds_of_rubbish_can_be_set_where_there_is_rubbish(form: RecipeForm) -> None:
    assert not form.rubbish.isEnabled()
    assert not form.rubbish.preview.isVisible()
    assert not form.rubbish.other_digits.isVisible()
    assert form.distortions.preview.isVisible()
    form.set_config(DEFAULT)
    assert form.rubbish.isEnabled()
    assert form.rubbish.preview.isVisible()
    QTest.keyClick(form.rubbish.strengths["letter"].slider, Qt.Key.Key_Home)
    assert form.config == replace(DEFAULT, rubbish_mix=replace(DEFAULT.rubbish_mix, letter=0.0))


def test_setting_a_config_says_so_once(form: RecipeForm) -> None:
    changes: list[None] = []
    form.changed.connect(lambda: changes.append(None))
    form.set_config(PAPER_1998)
    form.set_config(PAPER_1998)
    assert len(changes) == 1


APPLY = {
    Optimizer.SDLM: {"mu", "curvature_patterns"},
    Optimizer.SGD: {"momentum", "weight_decay"},
    Optimizer.ADAMW: {"weight_decay"},
    Optimizer.SOAP: {"weight_decay"},
}
"""An optimizer's own settings."""


@pytest.mark.parametrize("optimizer", list(Optimizer))
@pytest.mark.parametrize("loss", list(Loss))
def test_settings_that_do_not_apply_are_disabled(form: RecipeForm, optimizer: Optimizer, loss: Loss) -> None:
    config = replace(MODERN, optimizer=optimizer, loss=loss)
    form.set_config(config)
    of_an_optimizer = {"mu", "curvature_patterns", "momentum", "weight_decay"}
    assert {name for name in of_an_optimizer if form.fields[name].isEnabled()} == APPLY[optimizer]
    for name, described in settings_of(TrainingConfig).items():
        assert form.fields[name].isEnabled() == described.applies_to(config), name


def test_every_member_of_an_enumeration_can_be_chosen(form: RecipeForm) -> None:
    for name, kind in (("loss", Loss), ("initialisation", Initialisation), ("schedule", Schedule)):
        field = form.fields[name]
        assert isinstance(field, Choice)
        assert field.count() == len(kind)
        QTest.keyClick(field, Qt.Key.Key_Home)
        assert getattr(form.config, name) == next(iter(kind))
        QTest.keyClick(field, Qt.Key.Key_End)
        assert getattr(form.config, name) == list(kind)[-1]


@pytest.mark.parametrize(("typed", "rate"), [("5e-4", 5e-4), ("0.0005", 5e-4), ("2", 2.0), ("1E-8", 1e-8)])
def test_rates_are_typed_in_either_form(form: RecipeForm, typed: str, rate: float) -> None:
    changes: list[float] = []
    form.changed.connect(lambda: changes.append(form.config.rate))
    type_into(form.fields["rate"], typed)
    assert changes == [rate]


@pytest.mark.parametrize("typed", ["20", "-1", "e", "5e", "0", "abc"])
def test_a_rate_that_is_none_leaves_the_old_one(form: RecipeForm, typed: str) -> None:
    type_into(form.fields["rate"], typed)
    assert form.config == MODERN


def test_what_is_typed_counts_before_enter(form: RecipeForm) -> None:
    field = form.fields["batch_size"]
    assert isinstance(field, Count)
    field.selectAll()
    QTest.keyClicks(field, "64")
    assert form.config.batch_size == 64


def test_figures_over_decades_step_by_a_factor_or_a_ladder(form: RecipeForm) -> None:
    config = replace(MODERN, rate=6e-3, averaging=0.9995)
    form.set_config(config)
    rate, averaging, decay = form.fields["rate"], form.fields["averaging"], form.fields["weight_decay"]
    QTest.keyClick(rate, Qt.Key.Key_Up)
    assert form.config.rate == 7.5e-3
    QTest.keyClick(rate, Qt.Key.Key_Down)
    assert form.config == config
    QTest.keyClick(averaging, Qt.Key.Key_Up)
    assert form.config.averaging == 0.9998
    QTest.keyClick(decay, Qt.Key.Key_Down)
    assert form.config.weight_decay == 0.005
    type_into(averaging, "0")
    assert isinstance(averaging, ExactSpinBox)
    assert averaging.text() == "none"
    assert form.config.averaging == 0.0
    QTest.keyClick(averaging, Qt.Key.Key_Down)
    assert form.config.averaging == 0.0
    QTest.keyClick(averaging, Qt.Key.Key_Up)
    assert form.config.averaging == 0.9
    type_into(averaging, "none")
    assert form.config.averaging == 0.0


def test_the_wheel_scrolls_the_form_and_only_turns_what_has_the_focus(form: RecipeForm) -> None:
    form.distortions.other_digits.setFocus()
    strength = form.distortions.strengths["shift_px"]
    bar = form.scroll_area.verticalScrollBar()
    for widget in (*form.fields.values(), strength.slider, strength.box):
        form.scroll_area.ensureWidgetVisible(widget)
        bar.setValue(min(bar.value(), bar.maximum() - 60))
        before = bar.value()
        turn_wheel(widget)
        assert bar.value() == before + 60
    assert form.config == MODERN
    assert form.distortions.other_digits.hasFocus()
    for name in ("passes", "rate", "schedule"):
        field = form.fields[name]
        form.set_config(replace(MODERN, schedule=Schedule.PAPER))
        form.scroll_area.ensureWidgetVisible(field)
        field.setFocus()
        turn_wheel(field)
        assert form.config != replace(MODERN, schedule=Schedule.PAPER), name


def test_every_setting_is_named_and_explained(form: RecipeForm) -> None:
    for field in form.fields.values():
        assert field.accessibleName()
        assert field.toolTip()
        assert field.toolTip() == tool_tip(field.accessibleDescription())


@pytest.mark.parametrize("text_size", [1.0, 1.6])
def test_nothing_is_cut_off_at_a_narrow_width(qtbot: QtBot, form: RecipeForm, text_size: float) -> None:
    font = form.font()
    font.setPointSizeF(9 * text_size)
    form.setFont(font)
    form.resize(340, 600)
    inside, viewport = form.scroll_area.widget(), form.scroll_area.viewport()
    assert inside is not None
    qtbot.waitUntil(lambda: inside.minimumSizeHint().width() <= viewport.width() == inside.width())
