"""A person's taught weights: there at the next start, used with their person, and put aside with one click."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from lenet_gui.teaching.personal_weights import keep_base
from model.assets import shipped_weights
from model.my_digits.people import Profiles
from model.network.parameters import Parameters
from model.network.records import Rejection, WeightsKind
from model.network.taught import TeachingRound
from model.network.weights import load_weights, save_weights
from model.network.weights_info import Origin, WeightsIdentity, WeightsInfo
from tests.gui.conftest import problem_told, settle
from tests.gui.keeping.conftest import key_of
from tests.gui.teaching.conftest import not_answering, weights_come
from tests.model.networks import lively_parameters
from tests.model.samples import same_parameters

INFO = WeightsInfo(rejection=Rejection(6.0, 8.0, 0.6), origin=Origin(taught=(TeachingRound(),)))


def take(qtbot: QtBot, window: MainWindow, network: Parameters, base: Path | tuple[Parameters, WeightsInfo]) -> None:
    with weights_come(qtbot, window, WeightsKind.PERSONAL, window.people.person):
        window.personal.take(network, INFO, base)


def same(one: Parameters, other: Parameters | None) -> bool:
    return other is not None and same_parameters(one, other)


def test_personal_weights_are_there_at_the_next_start(
    qtbot: QtBot, live_window: MainWindow, started_again: Callable[..., MainWindow]
) -> None:
    taught = lively_parameters(seed=5)
    take(qtbot, live_window, taught, shipped_weights())
    window = started_again(WeightsKind.PERSONAL, "me")
    assert same(taught, window.service.parameters)
    assert window.service.weights == WeightsIdentity(WeightsKind.PERSONAL, "me", INFO)
    assert "weights: my personal weights" in window.network_label.text
    assert window.personal.in_use
    with weights_come(qtbot, window, WeightsKind.DEFAULT):
        window.weights_menu.actions[WeightsKind.DEFAULT].trigger()
    assert not window.personal.in_use


def test_weights_put_aside_stay_aside_and_can_be_used_again(
    qtbot: QtBot, live_window: MainWindow, started_again: Callable[..., MainWindow]
) -> None:
    assert not live_window.weights_menu.actions[WeightsKind.PERSONAL].isEnabled()
    taught = lively_parameters(seed=5)
    take(qtbot, live_window, taught, shipped_weights())
    assert live_window.weights_menu.actions[WeightsKind.PERSONAL].isChecked()
    with weights_come(qtbot, live_window, WeightsKind.DEFAULT):
        live_window.weights_menu.actions[WeightsKind.DEFAULT].trigger()
    window = started_again(WeightsKind.DEFAULT)
    assert window.weights_menu.actions[WeightsKind.PERSONAL].isEnabled()
    with weights_come(qtbot, window, WeightsKind.PERSONAL, "me"):
        window.weights_menu.actions[WeightsKind.PERSONAL].trigger()
    assert same(taught, window.service.parameters)
    assert window.weights_menu.actions[WeightsKind.PERSONAL].isChecked()


def test_personal_weights_that_cannot_be_read_are_told_and_the_default_ones_answer(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles, started_again: Callable[..., MainWindow]
) -> None:
    take(qtbot, live_window, lively_parameters(seed=5), shipped_weights())
    path = profiles.weights_path("me")
    path.write_bytes(path.read_bytes()[:1000])
    window = started_again(WeightsKind.DEFAULT)
    box = window.errors.open_box
    assert box is not None
    assert path.name in box.text()
    assert "default weights are used instead" in box.text()
    box.close()
    with qtbot.waitSignal(
        window.service.recognised,
        timeout=10_000,
        check_params_cb=lambda _answer, number: number >= window.service.generation,
    ) as answered:
        drag(window.canvas_panel.canvas, STROKE)
    assert answered.args is not None
    assert answered.args[0].digit == DIGIT


def test_personal_weights_change_with_the_person(qtbot: QtBot, live_window: MainWindow, profiles: Profiles) -> None:
    profiles.create("Anna")
    taught, shipped = lively_parameters(seed=5), load_weights(shipped_weights())[0]
    take(qtbot, live_window, taught, shipped_weights())
    people = live_window.my_digits.show_window().people
    with weights_come(qtbot, live_window, WeightsKind.DEFAULT):
        people.names.textActivated.emit("Anna")
    assert same(shipped, live_window.service.parameters)
    with weights_come(qtbot, live_window, WeightsKind.PERSONAL, "me"):
        people.names.textActivated.emit("me")
    assert same(taught, live_window.service.parameters)
    with weights_come(qtbot, live_window, WeightsKind.PERSONAL, "Otto"):
        people.rename_wanted.emit("Otto")
    assert same(taught, live_window.service.parameters)


def test_a_comparison_is_of_the_digits_of_the_person_who_draws(
    qtbot: QtBot, drawn: MainWindow, profiles: Profiles
) -> None:
    profiles.create("Anna")
    QTest.keyClick(drawn.canvas_panel.canvas, key_of(DIGIT))
    take(qtbot, drawn, lively_parameters(seed=5), shipped_weights())
    window = drawn.my_digits.show_window()
    qtbot.waitUntil(lambda: len(drawn.people.book.digits) == 1)
    bar = window.teach_bar
    QTest.mouseClick(bar.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(label.text().endswith("of 1") for label in bar.outcome.findChildren(QLabel)))
    assert bar.outcome.isVisible()
    drawn.my_digits.undo()
    qtbot.waitUntil(lambda: "no digits yet" in bar.words)
    people = window.people
    with weights_come(qtbot, drawn, WeightsKind.DEFAULT):
        people.names.textActivated.emit("Anna")
    assert not bar.outcome.isVisible()
    with weights_come(qtbot, drawn, WeightsKind.PERSONAL, "me"):
        people.names.textActivated.emit("me")
    assert not bar.outcome.isVisible()
    assert not bar.compare.isChecked()


def test_a_comparison_that_fails_is_told_and_over(qtbot: QtBot, drawn: MainWindow, profiles: Profiles) -> None:
    take(qtbot, drawn, lively_parameters(seed=5), shipped_weights())
    bar = drawn.my_digits.show_window().teach_bar
    profiles.weights_path("me").write_bytes(b"damaged")
    QTest.mouseClick(bar.compare, Qt.MouseButton.LeftButton)
    assert "weights.safetensors" in problem_told(qtbot, drawn)
    assert not bar.compare.isChecked()


def test_teaching_never_starts_from_weights_taught_the_same_digits(
    qtbot: QtBot, live_window: MainWindow, tmp_path: Path
) -> None:
    assert live_window.personal.base == shipped_weights()
    take(qtbot, live_window, lively_parameters(seed=5), live_window.personal.base)
    assert live_window.personal.base == shipped_weights()
    # The same with weights of the person's own.
    own, path = lively_parameters(seed=6), tmp_path / "own.safetensors"
    save_weights(own, WeightsInfo(), path)
    with weights_come(qtbot, live_window, WeightsKind.FILE, "own.safetensors"):
        live_window.open_weights_file(str(path))
    base = live_window.personal.base
    assert isinstance(base, tuple)
    assert same(own, base[0])
    take(qtbot, live_window, lively_parameters(seed=7), base)
    kept = live_window.personal.base
    assert isinstance(kept, Path)
    assert same(own, load_weights(kept)[0])
    take(qtbot, live_window, lively_parameters(seed=8), kept)
    assert live_window.personal.base == kept
    assert same(own, load_weights(kept)[0])


def test_what_teaching_starts_from_stays_whole_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, kept = tmp_path / "waiting", tmp_path / "kept"
    waiting.write_bytes(b"new" * 1000)
    kept.write_bytes(b"old")

    def copy_some(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:1000])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr("lenet_gui.teaching.personal_weights.copyfile", copy_some)
    with pytest.raises(OSError, match="No space left"):
        keep_base(waiting, kept)
    assert kept.read_bytes() == b"old"
    monkeypatch.undo()
    keep_base(waiting, kept)
    assert kept.read_bytes() == waiting.read_bytes()


def test_personal_weights_that_cannot_be_kept_are_told_and_not_used(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles
) -> None:
    profiles.weights_path("me").mkdir()
    live_window.personal.take(lively_parameters(seed=5), INFO, shipped_weights())
    problem_told(qtbot, live_window)
    assert not live_window.personal.in_use


def test_a_person_chosen_before_the_weights_are_loaded_gets_nobody_elses(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles
) -> None:
    profiles.create("Anna")
    take(qtbot, live_window, lively_parameters(seed=5), shipped_weights())
    people = live_window.my_digits.show_window().people
    shipped = load_weights(shipped_weights())[0]
    came: list[str] = []
    live_window.service.weights_changed.connect(lambda weights: came.append(weights.title))
    for person in ("Anna", "me", "Anna"):
        people.names.textActivated.emit(person)
    settle(qtbot, live_window)
    qtbot.waitUntil(lambda: bool(came))
    assert set(came) == {""}
    assert same(shipped, live_window.service.parameters)


def test_the_default_weights_can_be_used_whatever_became_of_the_folder(
    qtbot: QtBot, live_window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "people").write_text("in the way")
    with weights_come(qtbot, live_window, WeightsKind.DEFAULT):
        live_window.weights_menu.actions[WeightsKind.DEFAULT].trigger()
    problem_told(qtbot, live_window)


def test_a_name_with_a_slash_is_shown_whole(qtbot: QtBot, live_window: MainWindow) -> None:
    people = live_window.my_digits.show_window().people
    with qtbot.waitSignal(live_window.people.renamed):
        people.rename_wanted.emit("Anna/Otto")
    take(qtbot, live_window, lively_parameters(seed=5), shipped_weights())
    assert "Anna/Otto's personal weights" in live_window.network_label.text


def test_a_disk_that_does_not_answer_holds_up_neither_the_start_nor_another_person(
    qtbot: QtBot, live_window: MainWindow, profiles: Profiles, started_again: Callable[..., MainWindow]
) -> None:
    taught = lively_parameters(seed=5)
    take(qtbot, live_window, taught, shipped_weights())
    profiles.create("Anna")
    with not_answering() as answers:
        QTimer.singleShot(0, live_window, answers.set)
        window = started_again(WeightsKind.PERSONAL, "me")
    people = window.my_digits.show_window().people
    settle(qtbot, window)
    with not_answering() as answers:
        people.names.textActivated.emit("Anna")
        people.names.textActivated.emit("me")
        window.my_digits.show_window()
        assert window.personal.file is None
        answers.set()
        with weights_come(qtbot, window, WeightsKind.PERSONAL, "me"):
            pass
    assert window.weights_menu.actions[WeightsKind.PERSONAL].isChecked()
    # What is chosen meanwhile stays.
    with not_answering() as answers:
        people.names.textActivated.emit("Anna")
        people.names.textActivated.emit("me")
        with weights_come(qtbot, window, WeightsKind.PAPER):
            window.weights_menu.actions[WeightsKind.PAPER].trigger()
        answers.set()
        settle(qtbot, window)
    assert window.service.wanted[0] is WeightsKind.PAPER
    assert window.weights_menu.actions[WeightsKind.PERSONAL].isEnabled()
