"""Training from the window: real runs on a few digits, from start to what becomes of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.training.forms.digits_kind import DigitsKind
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.training_messages import Devices, Ended, Failed, Found, Previewed, Refused, Saved, WeightsReady
from lenet_gui.workers.training_process import SHOWN_MISTAKES
from model.digits.data_source import DataKind, DataSource
from model.digits.datasets import mnist_training
from model.digits.distortion import Distortion
from model.network.records import FloatArray
from model.strokes.rubbish import RubbishMix
from model.training.log import Outcome, TrainingLog
from model.training.presets import PAPER_1998
from model.training.recipes import Optimizer, Schedule
from model.training.setup import RunSetup, StartKind
from tests.gui.conftest import problem_told
from tests.gui.training.conftest import BRIEF, ENDLESS, FEW, MORE, Fill
from tests.gui.training.curves.curve_driving import result
from tests.gui.training.driving import (
    PATIENCE_MS,
    click,
    controller_of,
    event,
    events_of,
    previews_of_digits,
    run_to_the_end,
    service_of,
    start,
    throw_away,
    type_into,
    wait_for_pass,
)
from tests.model.samples import write_pair


def test_a_run_from_start_to_finish(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    log = run_to_the_end(qtbot, window)
    assert log.outcome is Outcome.FINISHED
    assert [result.number for result in log.passes] == [1, 2, 3]
    assert log.setup.config == BRIEF
    assert window.live.curves_page.curves.has_curves
    assert "200" in window.live.misread_page.confusion.hint()
    assert window.live.outcome.isVisible()
    assert window.setup_page.start.isEnabled()
    assert not window.live.run_bar.stop.isEnabled()
    held_out = log.passes[-1].held_out
    assert held_out is not None
    assert f" of {held_out.errors}" in window.live.misread_page.mistakes.hint()


def test_the_digits_of_a_cell_are_as_many_as_the_matrix_says_and_can_be_taken(
    qtbot: QtBot, fill: Fill, live_window: MainWindow
) -> None:
    # So badly trained that more digits are misread than are told.
    window = fill(replace(BRIEF, passes=1, rate=1e-5, held_out=600), DataSource(count=800))
    log = run_to_the_end(qtbot, window)
    qtbot.waitUntil(lambda: bool(window.live.misread_page.mistakes.shown), timeout=PATIENCE_MS)
    held_out = log.passes[-1].held_out
    assert held_out is not None
    wrong = held_out.confusion * ~np.eye(10, dtype=np.bool_)
    assert wrong.sum() > SHOWN_MISTAKES
    true, answer = (int(place) for place in np.unravel_index(wrong.argmax(), wrong.shape))
    window.live.misread_page.confusion.cell_chosen.emit(true, answer)
    assert window.live.misread_page.mistakes.hint().endswith(f" of {wrong[true, answer]}")
    mistakes = window.live.misread_page.mistakes
    mistakes.choose_place(0)
    picture = live_window.sketch.drawing.picture
    assert picture is not None
    ink = picture.as_it_is
    pixels = mistakes._images[mistakes.shown[0]]
    np.testing.assert_allclose(ink[2:30, 2:30] if len(pixels) == 28 else ink, pixels / 255, atol=1e-6)
    assert live_window.canvas_panel.note.text.startswith(f"{true}: held out from training, read as ")
    live_window.canvas_panel.tools.undo.trigger()
    assert live_window.sketch.drawing.is_blank


def test_weights_to_start_from_bring_their_squashing_function(fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    rows = window.setup_page.recipe.fields
    for kind in (StartKind.IN_USE, StartKind.RANDOM):
        window.setup_page.setup_form.set_setup(RunSetup(BRIEF, FEW, kind))
        for name in ("squashing", "initialisation"):
            assert rows[name].isEnabled() == (kind is StartKind.RANDOM)


def test_the_processor_is_offered_at_once_and_other_devices_when_they_are_known(
    qtbot: QtBot, live_window: MainWindow
) -> None:
    window = live_window.training.show_window()
    place = window.setup_page.setup_form.place
    assert [place.itemText(index) for index in range(place.count())] == ["CPU"]
    service = service_of(window)
    with event(qtbot, service, Devices) as known:
        pass
    assert ("cpu", "CPU") in known.args[0].devices
    service.happened.emit(Devices((("cpu", "CPU"), ("cuda", "CUDA: one"))))
    assert [place.itemText(index) for index in range(place.count())] == ["CPU", "CUDA: one"]
    place.setCurrentIndex(1)
    service.happened.emit(Devices((("cpu", "CPU"), ("cuda", "CUDA: one"))))
    assert window.setup_page.setup_form.device == "cuda"


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    with event(qtbot, window, Failed):
        window.live.outcome.save_to(str(tmp_path / "gone" / "mine.safetensors"))
    assert "could not be saved" in problem_told(qtbot, window)
    assert window.live.outcome.isVisible()
    with event(qtbot, window, Saved):
        window.live.outcome.save_to(str(tmp_path / "mine.safetensors"))


def test_digits_that_cannot_be_read_are_told_before_anything_starts(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    images, labels = write_pair(tmp_path, mnist_training().subset(np.arange(50)))
    labels.write_bytes(images.read_bytes())
    window = fill(BRIEF, DataSource(DataKind.IDX_PAIR, (str(images), str(labels))))
    with event(qtbot, window, Refused):
        start(window)
    assert "labels-idx1" in problem_told(qtbot, window)
    assert window.setup_page.start.isEnabled()
    assert window.setup_page.setup_form.isEnabled()


def test_a_missing_path_is_told_at_once(fill: Fill) -> None:
    window = fill(BRIEF, DataSource(DataKind.PICTURES, ("",)))
    start(window)
    assert window.errors.open_box is not None
    assert not controller_of(window).state.on
    assert window.setup_page.forms.currentIndex() == 1


def test_a_loss_that_is_no_number_is_told_and_good_passes_are_kept(qtbot: QtBot, fill: Fill) -> None:
    config = replace(
        ENDLESS, optimizer=Optimizer.SGD, schedule=Schedule.CONSTANT, rate=5e-3, weight_decay=1.0, averaging=0.0
    )
    window = fill(config, MORE)
    wait_for_pass(qtbot, window)
    with event(qtbot, window, Ended) as ended:
        # At a rate of 5, decay multiplies every weight by -4 an update.
        type_into(window.live.run_bar.rate, "1000")
    log, problem = ended.args[0].log, ended.args[0].problem
    assert "too high" in problem
    assert log.outcome is Outcome.FAILED
    assert window.errors.open_box is not None
    assert window.live.outcome.isVisible()
    with event(qtbot, window, WeightsReady):
        click(window.live.outcome.use)


def test_a_new_run_asks_before_it_throws_weights_away(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    start(window)
    assert not controller_of(window).state.on
    with event(qtbot, window, Ended):
        throw_away(qtbot, window)


def test_distorted_digits_and_rubbish_are_shown_and_follow_the_strengths(
    qtbot: QtBot, training_window: TrainingWindow
) -> None:
    events, recipe = events_of(training_window, Previewed), training_window.setup_page.recipe

    def next_shown(rubbish: bool, change: Callable[[], object]) -> FloatArray:
        seen = len(events)
        change()
        (recipe.rubbish if rubbish else recipe.distortions).ask_for_preview()
        qtbot.waitUntil(lambda: any(each.rubbish is rubbish for each in events[seen:]), timeout=PATIENCE_MS)
        return next(each.inks for each in reversed(events) if each.rubbish is rubbish)

    plain = next_shown(False, lambda: recipe.distortions.set_values(Distortion()))
    turned = next_shown(False, lambda: recipe.distortions.set_values(Distortion(rotation_degrees=40.0)))
    assert plain.shape == turned.shape
    assert not np.array_equal(plain, turned)
    all_kinds = next_shown(True, lambda: recipe.rubbish.set_values(RubbishMix()))
    scribbles = RubbishMix(several=0, neighbour=0, part=0, mark=0, letter=0, picture=0)
    assert not np.array_equal(all_kinds, next_shown(True, lambda: recipe.rubbish.set_values(scribbles)))


def test_the_preview_is_of_the_runs_own_source_and_says_where_there_is_none(
    qtbot: QtBot, fill: Fill, tmp_path: Path
) -> None:
    for label in range(10):
        (tmp_path / str(label)).mkdir()
        picture = np.full((28, 28), 255, dtype=np.uint8)
        picture[8:20, 12:14] = 0
        Image.fromarray(picture).save(tmp_path / str(label) / "one.png")
    config = replace(BRIEF, distortion=Distortion(), held_out=0)
    window = fill(config, DataSource(DataKind.PICTURES, (str(tmp_path / "nowhere"),)))
    shown = previews_of_digits(window)
    preview = window.setup_page.recipe.distortions.preview
    qtbot.waitUntil(lambda: bool(shown) and len(shown[-1]) == 0, timeout=PATIENCE_MS)
    assert "cannot be read" in preview.accessibleDescription()
    (folder,) = window.setup_page.setup_form.path_fields[DigitsKind.PICTURES]
    folder.set_path(str(tmp_path))
    folder.edited.emit()
    qtbot.waitUntil(lambda: len(shown[-1]) == 24, timeout=PATIENCE_MS)
    # All ten pictures are the same one.
    assert np.ptp(shown[-1], axis=0).max() == 0
    assert shown[-1].max() > 0.9
    assert not preview.accessibleDescription()


def mnemonics_of(widget: QWidget) -> list[str]:
    named = [child for child in widget.findChildren(QWidget) if isinstance(child, QAbstractButton | QLabel)]
    return [child.text().partition("&")[2][:1].upper() for child in named if child.isVisible() and "&" in child.text()]


@pytest.mark.parametrize("state", ["cards", "recipe", "digits and start", "run", "ended", "past"])
def test_every_mnemonic_has_one_meaning(training_window: TrainingWindow, state: str) -> None:
    window, log = training_window, TrainingLog(RunSetup(BRIEF, FEW))
    running = RunState(Phase.RUNNING, log=log, interrupted=Found(Path("x"), log))
    if state == "cards":
        window.setup_page.choose("default")
    elif state in ("recipe", "digits and start"):
        window.setup_page.show_settings()
        window.setup_page.forms.setCurrentIndex(state != "recipe")
    elif state == "past":
        window.show_past(log)
    else:
        ended = replace(running, phase=Phase.ENDED, log=replace(log, passes=(result(1),)))
        window.show_state(running if state == "run" else ended)
        window.pages.setCurrentWidget(window.live)
    window.offer.setVisible(True)
    letters = mnemonics_of(window)
    assert len(letters) > 6
    assert len(letters) == len(set(letters)), sorted(letters)
    for letter in letters:
        assert letter.isalpha()
    window.show_state(RunState())


def test_a_cell_filters_the_misread_digits_and_lets_them_go_again(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    window.live.results.setCurrentWidget(window.live.misread_page)
    page = window.live.misread_page
    everything = page.mistakes.hint()
    for cell, words in (((3, 5), "3 "), ((4, 4), "4 ")):
        where = page.confusion.rect_of(cell).center().toPoint()
        QTest.mouseClick(page.confusion, Qt.MouseButton.LeftButton, pos=where)
        assert words in page.mistakes.hint()
        assert f"chosen: {cell[0]} read as {cell[1]}" in page.confusion.hint()
        assert "4 is read as 4" not in page.mistakes.hint()
        QTest.mouseClick(page.confusion, Qt.MouseButton.LeftButton, pos=where)
        assert page.mistakes.hint() == everything
        assert "chosen" not in page.confusion.hint()
    # A log has figures but no pictures: none of another run are shown.
    window.show_past(TrainingLog(RunSetup(BRIEF, FEW)))
    assert window.past.misread_page.mistakes.shown == []


def test_a_run_that_begins_shows_nothing_of_the_last_one(qtbot: QtBot, fill: Fill) -> None:
    window = fill(replace(BRIEF, passes=1), FEW)
    page = window.live.misread_page
    run_to_the_end(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.mistakes.shown), timeout=PATIENCE_MS)
    with event(qtbot, window, Ended):
        start(window)
        throw_away(qtbot, window)
        assert page.mistakes.shown == []
        assert page.which_pass.text() == ""
        # What is awaited is said of each place, and not the same twice.
        assert page.confusion.hint() == "The confusion matrix appears after the first pass"
        assert page.mistakes.hint() == "The misread digits appear with the matrix"


def test_without_digits_held_out_it_is_said_once_why_none_are_misread(training_window: TrainingWindow) -> None:
    training_window.show_past(TrainingLog(RunSetup(PAPER_1998)))
    training_window.past.results.setCurrentIndex(1)
    page = training_window.past.misread_page
    assert page.confusion.hint() == "No digits are held out in this run."
    assert page.mistakes.hint() == "Hold some out in the next run to see which are misread."
