"""Runs on a person's own digits: what is trained on and previewed, frozen from the start of a run."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.my_digits.digit_book import removing
from lenet_gui.training.forms.digits_kind import DigitsKind
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.training_messages import Ended, Found, Started, WeightsReady
from lenet_gui.workers.training_preview import LEAST_OWN, PREVIEWS, distorted_digits, own_to_show
from model.digits.data_source import DataSource
from model.digits.distortion import Distortion
from model.digits.reading import read_source
from model.my_digits.formats import inks
from model.my_digits.people import Profiles
from model.network.records import FloatArray
from model.training.engine.lenet5 import parameters_of
from model.training.log import Outcome
from model.training.own_digits import OwnSource
from model.training.presets import MODERN
from model.training.run import Run
from model.training.setup import OwnPart, RunSetup
from tests.gui.conftest import problem_told
from tests.gui.training.conftest import BRIEF, ENDLESS, Fill
from tests.gui.training.driving import (
    PATIENCE_MS,
    choose_digits,
    click,
    controller_of,
    event,
    previews_of_digits,
    run_to_the_end,
    start,
    stop,
    type_into,
    wait_for_pass,
)
from tests.gui.training.test_interrupted import another_window
from tests.model.hand import written
from tests.model.samples import drawing_of, same_parameters

ADA = written(4)
STRAIGHT = drawing_of([(0.5, 0.2), (0.5, 0.8)])
PLAIN = RunSetup(replace(MODERN, distortion=Distortion()), DataSource(count=500))
FillOwn = Callable[[DigitsKind], TrainingWindow]


def turn_to(qtbot: QtBot, main: MainWindow, person: str) -> None:
    """Another person draws, as chosen in My digits."""
    window = main.my_digits.show_window()
    window.people.names.textActivated.emit(person)
    qtbot.waitUntil(lambda: main.people.book.is_open)
    window.close()


@pytest.fixture
def keep_ada(qtbot: QtBot, live_window: MainWindow, tmp_path: Path) -> None:
    """Ada has kept digits, and it is she who is drawing."""
    people = Profiles(tmp_path / "people")
    people.create("Ada")
    people.store("Ada").add_all(ADA)
    turn_to(qtbot, live_window, "Ada")


@pytest.fixture
def fill_own(keep_ada: None, fill: Fill) -> FillOwn:
    def set_forms(kind: DigitsKind) -> TrainingWindow:
        window = fill(BRIEF, DataSource(count=600))
        window.setup_page.show_settings()
        window.setup_page.forms.setCurrentIndex(1)
        choose_digits(window.setup_page.setup_form, kind)
        return window

    return set_forms


def test_a_run_on_own_digits_alone(qtbot: QtBot, fill_own: FillOwn) -> None:
    window = fill_own(DigitsKind.OWN)
    assert window.setup_page.setup_form.own_rows.summary.text().startswith("Own digits: 40, of which 32")
    log = run_to_the_end(qtbot, window)
    assert log.outcome is Outcome.FINISHED
    assert log.setup.own == OwnPart("Ada", 40)
    assert (log.facts.trained_on, log.facts.held_out) == (32, 8)
    assert "Ada's digits" in window.live.title.text
    assert window.setup_page.recipe.config == BRIEF  # the recipe stays what the person asked for


def test_a_run_beside_mnist(qtbot: QtBot, fill_own: FillOwn) -> None:
    window = fill_own(DigitsKind.BESIDE_MNIST)
    type_into(window.setup_page.setup_form.own_rows.share, "30")
    said = window.setup_page.setup_form.own_rows.summary.text()
    log = run_to_the_end(qtbot, window)
    assert log.setup.own == OwnPart("Ada", 40, 0.3)
    assert log.facts.own_digits is not None
    assert log.facts.own_digits.times == 4
    assert f"(40) 4 times each: {log.facts.trained_on} in all" in said
    assert log.facts.held_out == 200


def test_without_own_digits_it_is_told_where_they_are_asked_for(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, DataSource(count=600))
    choose_digits(window.setup_page.setup_form, DigitsKind.OWN)
    window.setup_page.forms.setCurrentIndex(0)
    start(window)
    assert "no own digits yet" in problem_told(qtbot, window)
    assert window.setup_page.forms.currentIndex() == 1
    assert not controller_of(window).state.on


def test_what_is_kept_or_removed_meanwhile_counts_until_the_start(
    qtbot: QtBot, fill_own: FillOwn, live_window: MainWindow
) -> None:
    window = fill_own(DigitsKind.OWN)
    live_window.sketch.put(STRAIGHT)
    canvas = live_window.canvas_panel.canvas
    live_window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is canvas)
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert "Own digits: 41" in window.setup_page.setup_form.own_rows.summary.text()
    live_window.my_digits.undo()
    assert "Own digits: 40" in window.setup_page.setup_form.own_rows.summary.text()
    live_window.people.book.apply(removing(ADA[0].key, ADA[1].key))
    assert run_to_the_end(qtbot, window).setup.own == OwnPart("Ada", 38)
    assert "Own digits: 38" in window.setup_page.setup_form.own_rows.summary.text()


def test_another_person_is_offered_at_once_but_not_to_a_run_that_is_on(
    qtbot: QtBot, fill_own: FillOwn, live_window: MainWindow
) -> None:
    window = fill_own(DigitsKind.BESIDE_MNIST)
    window.setup_page.recipe.set_config(ENDLESS)
    wait_for_pass(qtbot, window)
    turn_to(qtbot, live_window, "me")
    assert window.setup_page.setup_form.data_kind.currentText() == "MNIST and Ada's digits"
    assert stop(qtbot, window).setup.own == OwnPart("Ada", 40, 0.1)
    assert window.setup_page.setup_form.data_kind.currentText() == "MNIST and my digits"
    turn_to(qtbot, live_window, "Ada")
    assert window.setup_page.setup_form.data_kind.currentText() == "MNIST and Ada's digits"


def test_a_resumed_run_has_the_digits_that_it_had(
    qtbot: QtBot, qapp: QApplication, fill_own: FillOwn, live_window: MainWindow, tmp_path: Path
) -> None:
    config = replace(BRIEF, passes=8)
    window = fill_own(DigitsKind.BESIDE_MNIST)
    window.setup_page.recipe.set_config(config)
    wait_for_pass(qtbot, window, 2)
    live_window.close()
    store = Profiles(tmp_path / "people").store("Ada")
    for digit in ADA[5:]:
        store.remove(digit.key)

    again = another_window(qtbot, qapp, tmp_path)
    turn_to(qtbot, again, "me")
    training = again.training.training
    with event(qtbot, training, Found):
        second = again.training.show_window()
    assert "Ada's digits" in second.offer.text.text()
    with event(qtbot, training, Started):
        click(second.offer.resume)
    qtbot.waitUntil(lambda: second.setup_page.setup_form.data_kind.currentText() == "MNIST and Ada's digits")
    assert "own ones (40) 1 times each" in second.setup_page.setup_form.own_rows.summary.text()
    if again.training.state.on:
        with event(qtbot, training, Ended):
            pass
    assert second.setup_page.setup_form.data_kind.currentText() == "MNIST and my digits"
    with event(qtbot, training, WeightsReady) as ready:
        second.live.outcome.which.setCurrentIndex(second.live.outcome.which.count() - 1)
        click(second.live.outcome.use)
    whole = Run(RunSetup(config, DataSource(count=600)), own=OwnSource.of("Ada", ADA, 0.1).read())
    for _ in whole.go():
        pass
    assert same_parameters(ready.args[0].network, parameters_of(whole.network(best=False)))
    again.close()


def test_digits_that_cannot_be_read_are_told(qtbot: QtBot, fill_own: FillOwn, monkeypatch: pytest.MonkeyPatch) -> None:
    window = fill_own(DigitsKind.OWN)

    def gone(_store: object) -> bool:
        raise PermissionError(13, "Permission denied", "digits.jsonl")

    monkeypatch.setattr("model.my_digits.store.DigitStore.refresh", gone)
    window.own_wanted.emit()
    qtbot.waitUntil(lambda: "Permission denied" in window.setup_page.setup_form.own_rows.summary.text())
    start(window)
    assert "My digits cannot be read" in problem_told(qtbot, window)
    assert "Permission denied" in window.setup_page.setup_form.own_rows.summary.text()


def test_the_preview_is_of_the_digits_that_are_chosen(qtbot: QtBot, fill_own: FillOwn) -> None:
    window = fill_own(DigitsKind.MNIST)
    shown = previews_of_digits(window)

    def wait_for(expected: FloatArray) -> None:
        # Previews that were asked for before may still come.
        qtbot.waitUntil(lambda: bool(shown) and np.abs(shown[-1] - expected).max() < 0.01, timeout=PATIENCE_MS)

    def own(seed: int) -> FloatArray:
        some: FloatArray = inks([ADA[(seed * PREVIEWS + at) % len(ADA)] for at in range(PREVIEWS)])
        return some

    window.setup_page.recipe.distortions.set_values(Distortion())
    plain = window.setup_page.setup
    wait_for(distorted_digits(plain, 1, None))
    choose_digits(window.setup_page.setup_form, DigitsKind.OWN)
    wait_for(own(seed=1))
    click(window.setup_page.recipe.distortions.other_digits)
    wait_for(own(seed=2))
    choose_digits(window.setup_page.setup_form, DigitsKind.BESIDE_MNIST)
    wait_for(distorted_digits(plain, 2, own_to_show(OwnSource.of("Ada", ADA, 0.1), 2)))
    choose_digits(window.setup_page.setup_form, DigitsKind.MNIST)
    wait_for(distorted_digits(plain, 2, None))


@pytest.mark.parametrize(("share", "count"), [(0.1, LEAST_OWN), (0.5, PREVIEWS // 2), (None, PREVIEWS)])
def test_own_digits_come_first_and_are_never_too_few_to_see(share: float | None, count: int) -> None:
    some = own_to_show(OwnSource.of("Ada", ADA, share), 3)
    assert len(some.drawn) == count
    shown = distorted_digits(PLAIN, 3, some)
    assert shown.shape == (PREVIEWS, 32, 32)
    np.testing.assert_allclose(shown[:count], inks(some.drawn), atol=0.5 / 255 + 1e-6)
    if count < PREVIEWS:
        fields = read_source(PLAIN.data, PLAIN.config.split_seed).fields() / np.float32(255)
        assert all((np.abs(fields - one).max(axis=(1, 2)) < 1e-6).any() for one in shown[count:])


def test_without_own_digits_the_preview_is_of_mnist() -> None:
    none = own_to_show(OwnSource("Ada", ()), 3)
    np.testing.assert_array_equal(distorted_digits(PLAIN, 3, none), distorted_digits(PLAIN, 3, None))
