"""What becomes of a run that is over: looked at, taken into use, saved, thrown away; nothing is lost unasked."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QFileDialog,
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.training.outcome_bar import OutcomeBar
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.training.runs.run_words import title_of
from lenet_gui.workers.training_messages import Ended, Progressed, Saved
from model.json_records import to_json
from model.network.records import WeightsKind
from model.network.weights import load_weights
from model.training.log import Outcome, TrainingLog, load_log, log_beside, save_log
from model.training.presets import MODERN
from model.training.setup import RunSetup
from tests.gui.told import told
from tests.gui.training.conftest import BRIEF, ENDLESS, FEW, MORE, Fill
from tests.gui.training.curves.curve_driving import result
from tests.gui.training.driving import (
    PATIENCE_MS,
    click,
    event,
    events_of,
    run_to_the_end,
    service_of,
    start,
    stop,
    throw_away,
    wait_for_pass,
)


def test_the_weights_in_use_are_untouched_until_they_are_taken(
    qtbot: QtBot, fill: Fill, live_window: MainWindow
) -> None:
    window = fill(BRIEF, FEW)
    before = live_window.service.parameters
    run_to_the_end(qtbot, window)
    assert live_window.service.parameters is before
    with qtbot.waitSignal(live_window.service.weights_changed, timeout=PATIENCE_MS) as changed:
        click(window.live.outcome.use)
    assert changed.args[0].info.origin.recipe["seed"] == BRIEF.seed
    assert live_window.service.parameters is not before
    assert f"weights: {window.live.title.text}, pass {BRIEF.passes}" in live_window.network_label.text


def test_weights_in_use_can_still_be_saved_and_until_then_are_not_lost(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    with qtbot.waitSignal(live_window.service.weights_changed, timeout=PATIENCE_MS):
        click(window.live.outcome.use)
    assert window.live.outcome.isVisible()
    assert "not saved yet" in window.live.outcome.text.text()
    assert window.runs_panel.runs.entries[0].line == "in use, not saved yet"
    with qtbot.waitSignal(live_window.service.weights_changed, timeout=PATIENCE_MS):
        live_window.weights_menu.actions[WeightsKind.DEFAULT].trigger()
    assert "In use" not in window.live.outcome.text.text()
    assert window.runs_panel.runs.entries[0].line == "use, save or discard it"
    others = live_window.weights_menu.others
    assert (others.isVisible(), others.isChecked()) == (True, False)
    with qtbot.waitSignal(live_window.service.weights_changed, timeout=PATIENCE_MS):
        others.trigger()
    assert others.isChecked()
    assert f"weights: {window.live.title.text}, pass {BRIEF.passes}" in live_window.network_label.text
    assert window.runs_panel.runs.entries[0].line == "in use, not saved yet"
    checkpoints = service_of(window).store.folder.glob
    assert list(checkpoints("*.checkpoint"))  # what the next start would offer
    with event(qtbot, window, Saved):
        window.live.outcome.save_to(str(tmp_path / "mine.safetensors"))
    qtbot.waitUntil(lambda: not list(checkpoints("*.checkpoint")))
    # In use, and in a file: there is nothing left to decide.
    assert not window.live.outcome.use.isEnabled()
    assert window.live.outcome.discard.text() == "C&lose"
    click(window.live.outcome.discard)
    assert not window.live.outcome.isVisible()
    assert others.isChecked()


def test_saved_weights_that_are_taken_into_use_are_the_end_of_it(
    qtbot: QtBot, fill: Fill, live_window: MainWindow, tmp_path: Path
) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    with event(qtbot, window, Saved):
        window.live.outcome.save_to(str(tmp_path / "mine.safetensors"))
    with qtbot.waitSignal(live_window.service.weights_changed, timeout=PATIENCE_MS):
        click(window.live.outcome.use)
    assert not window.live.outcome.isVisible()


def test_the_button_says_which_weights_are_in_use(qtbot: QtBot, fill: Fill, live_window: MainWindow) -> None:
    window = fill(replace(BRIEF, held_out=0), FEW)
    outcome, changed = window.live.outcome, live_window.service.weights_changed
    run_to_the_end(qtbot, window)
    assert (outcome.use.text(), outcome.use.isEnabled()) == ("&Use them", True)
    with qtbot.waitSignal(changed, timeout=PATIENCE_MS):
        click(outcome.use)
    assert (outcome.use.text(), outcome.use.isEnabled()) == ("In use", False)
    others = live_window.weights_menu.others
    for action, enabled in ((live_window.weights_menu.actions[WeightsKind.DEFAULT], True), (others, False)):
        with qtbot.waitSignal(changed, timeout=PATIENCE_MS):
            action.trigger()
        assert outcome.use.isEnabled() is enabled
    # Those of another run are not this one's.
    start(window)
    with event(qtbot, window, Ended):
        throw_away(qtbot, window)
    assert outcome.use.isEnabled()
    with qtbot.waitSignal(changed, timeout=PATIENCE_MS):
        others.trigger()
    assert outcome.use.isEnabled()
    assert window.runs_panel.runs.entries[0].line == "use, save or discard it"


def test_another_pass_can_be_used_instead(qtbot: QtBot) -> None:
    bar = OutcomeBar()
    qtbot.addWidget(bar)
    ended = RunState(Phase.ENDED, log=TrainingLog(RunSetup(BRIEF), passes=(result(1, errors=1), result(2, errors=2))))
    bar.show_state(ended)
    bar.show_state(ended.with_use(1))
    assert not bar.use.isEnabled()
    bar.which.setCurrentIndex(1)
    assert bar.use.isEnabled()
    bar.show_state(ended.with_use(2))
    assert not bar.use.isEnabled()
    bar.which.setCurrentIndex(0)
    assert bar.use.isEnabled()


def test_what_became_of_a_run_is_announced_and_told_of_what_can_be_done(qtbot: QtBot, said: list[str]) -> None:
    bar = OutcomeBar()
    qtbot.addWidget(bar)
    log = TrainingLog(RunSetup(BRIEF), passes=(result(1), result(2)), outcome=Outcome.STOPPED)
    ended = RunState(Phase.ENDED, log=log)
    for state in (ended, ended, ended.with_use(1)):
        bar.show_state(state)
        assert said[-1] == bar.text.text() == told(bar.use, QAccessible.Text.Description)
    assert len(said) == 2


def test_a_dot_in_a_name_is_no_suffix_and_nothing_is_replaced_unasked(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    for name in ("net.v1", "net.v2"):
        with event(qtbot, window, Saved):
            window.live.outcome.save_to(str(tmp_path / name))
    assert sorted(path.name for path in tmp_path.glob("net*")) == [
        "net.v1.safetensors",
        "net.v1.training.json",
        "net.v2.safetensors",
        "net.v2.training.json",
    ]
    (tmp_path / "net.v1.safetensors").write_bytes(b"mine")
    saved = events_of(window, Saved)
    window.live.outcome.save_to(str(tmp_path / "net.v1"))
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "net.v1.safetensors exists already" in box.text()
    assert not saved
    with event(qtbot, window, Saved):
        click(box.findChild(QPushButton, "confirm"))
    load_weights(tmp_path / "net.v1.safetensors")


def test_the_best_pass_says_what_was_misread(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    assert window.live.outcome.which.itemText(0).endswith("% of the digits held out misread")
    assert window.live.misread_page.which_pass.text() == "The digits held out, after pass 3"


def test_the_focus_stays_where_it_is_when_a_run_begins_and_ends(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, MORE)
    window.runs_panel.open_log.setFocus()
    with event(qtbot, window, Ended):
        window.setup_page.start.click()
    assert window.focusWidget() is window.runs_panel.open_log
    throw_away_outcome = window.live.outcome.discard
    click(throw_away_outcome)
    throw_away(qtbot, window)
    window.setup_page.start.setFocus()
    with event(qtbot, window, Progressed):
        window.setup_page.start.click()
    assert window.focusWidget() is window.live.run_bar.pause
    with event(qtbot, window, Ended):
        pass
    assert window.focusWidget() is window.live.outcome.use


def test_after_stop_the_focus_is_on_what_comes_next(qtbot: QtBot, fill: Fill) -> None:
    """Stop itself cannot keep it: it is off until the run has ended."""
    window = fill(ENDLESS, MORE)
    wait_for_pass(qtbot, window)
    window.live.run_bar.stop.setFocus()
    stop(qtbot, window)
    assert window.focusWidget() is window.live.outcome.use


def test_another_run_can_be_looked_at_while_one_is_on_or_waits(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    window = fill(BRIEF, FEW)
    save_log(run_to_the_end(qtbot, window), tmp_path / "earlier.training.json")
    assert window.live.isVisible()
    window.runs_panel.open_file(str(tmp_path / "earlier.training.json"))
    assert window.past.isVisible()
    assert window.live.log is not None
    where = window.runs_panel.runs.visualRect(window.runs_panel.runs.model().index(0, 0)).center()
    QTest.mouseClick(window.runs_panel.runs.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.live.isVisible()
    assert window.live.outcome.isVisible()


def test_saved_weights_and_their_log_can_be_read_back(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    window = fill(BRIEF, FEW)
    log = run_to_the_end(qtbot, window)
    click(window.live.outcome.save)
    dialog = window.live.outcome.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).stem == title_of(log.setup) == "MNIST only, 3 passes (Averaging 0.9, Seed 5)"
    dialog.reject()
    out = tmp_path / "mine.safetensors"
    with event(qtbot, window, Saved):
        window.live.outcome.save_to(str(out))
    _, info = load_weights(out)
    assert info.origin.recipe == to_json(BRIEF)
    assert load_log(log_beside(out)).passes[-1].number == 3
    # And laid over, and shown again.
    window.past.curves_page.compare_log(str(log_beside(out)))
    assert window.past.curves_page.alone.isEnabled()
    window.setup_page.recipe.set_config(MODERN)
    window.runs_panel.open_file(str(log_beside(out)))
    assert window.past.isVisible()
    assert window.past.curves_page.curves.has_curves
    assert window.setup_page.recipe.config == MODERN  # until that is asked for
    click(window.past.again)
    assert window.setup_page.recipe.config == BRIEF
    assert window.setup_page.setup_form.data == FEW
    assert log.facts == load_log(log_beside(out)).facts


def test_discarded_weights_leave_nothing(qtbot: QtBot, fill: Fill) -> None:
    window = fill(BRIEF, FEW)
    run_to_the_end(qtbot, window)
    assert list(service_of(window).store.folder.glob("*.checkpoint"))
    click(window.live.outcome.discard)
    assert list(service_of(window).store.folder.glob("*.checkpoint"))
    throw_away(qtbot, window)
    qtbot.waitUntil(lambda: not list(service_of(window).store.folder.glob("*.checkpoint")))
    assert not window.live.outcome.isVisible()
