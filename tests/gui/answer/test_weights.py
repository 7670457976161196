"""Other weights: good ones are used, bad ones give an error and change nothing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from pytestqt.qtbot import QtBot
from safetensors.torch import load_file, save_file

from lenet_gui.answer.weights_label import WeightsLabel
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from lenet_gui.workers.reading.weights_source import WeightsSource
from model.assets import shipped_weights
from model.network.records import Initialisation, WeightsKind
from model.network.weights import save_weights
from model.network.weights_info import WeightsIdentity, WeightsInfo
from model.training.engine.lenet5 import LeNet5, parameters_of
from tests.gui.conftest import AnswerOf


def foreign(path: Path) -> None:
    path.write_text("not weights at all", encoding="utf-8")


def cut(path: Path) -> None:
    path.write_bytes(shipped_weights().read_bytes()[:100_000])


def oversized(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**33)


def wrong_shape(path: Path) -> None:
    tensors = load_file(shipped_weights())
    tensors["f6.weight"] = torch.zeros(84, 84)
    save_file(tensors, path, {"format": "lenet5-1", "squashing": "tanh", "origin": "{}", "rejection": REJECTION})


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


REJECTION = '{"largest_penalty": 50, "smallest_margin": 10}'


@pytest.mark.parametrize("spoil", [foreign, cut, oversized, wrong_shape, missing])
def test_a_bad_weights_file_gives_an_error_and_changes_nothing(
    qtbot: QtBot,
    live_window: MainWindow,
    answer_of: AnswerOf,
    tmp_path: Path,
    spoil: Callable[[Path], None],
) -> None:
    before = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    path = tmp_path / "bad.safetensors"
    spoil(path)
    with qtbot.waitSignal(live_window.service.failed, timeout=10_000):
        live_window.open_weights_file(str(path))
    box = live_window.errors.open_box
    assert box is not None
    assert "bad.safetensors" in box.text()
    box.close()
    after = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert np.array_equal(before.penalties, after.penalties)
    assert after.digit == DIGIT


def test_other_weights_read_the_drawing_again(
    qtbot: QtBot, live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path
) -> None:
    before = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    path = tmp_path / "mine.safetensors"
    save_weights(parameters_of(LeNet5(initialisation=Initialisation.SQRT_FAN_IN)), WeightsInfo(), path)
    with qtbot.waitSignal(live_window.service.recognised, timeout=10_000) as answered:
        live_window.open_weights_file(str(path))
    assert not np.array_equal(before.penalties, answered.args[0].penalties)
    with qtbot.waitSignal(live_window.service.recognised, timeout=10_000) as answered:
        live_window.weights_menu.actions[WeightsKind.DEFAULT].trigger()
    assert np.array_equal(before.penalties, answered.args[0].penalties)


def test_the_program_starts_without_weights_and_shows_an_error(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.service.failed, timeout=30_000):
        window.service.start(WeightsSource.file(tmp_path / "gone.safetensors"))
    box = window.errors.open_box
    assert box is not None
    assert "gone.safetensors" in box.text()
    box.close()
    service = window.service
    with qtbot.waitSignal(
        service.recognised, timeout=10_000, check_params_cb=lambda _answer, number: number >= service.generation
    ) as answered:
        drag(window.canvas_panel.canvas, STROKE)
    assert answered.args[0].digit == DIGIT


def test_errors_never_open_two_dialogs(window: MainWindow) -> None:
    window.errors.show("first")
    window.errors.show("second")
    box = window.errors.open_box
    assert box is not None
    assert "first" in box.text()
    assert "second" in box.text()
    box.close()
    assert window.errors.open_box is None


def test_a_long_name_of_weights_leaves_room_for_what_else_is_told(qtbot: QtBot) -> None:
    label = WeightsLabel()
    qtbot.addWidget(label)
    title = "a-very-long-name-of-a-file-that-" * 4 + "ends-so.safetensors"
    label.show_weights(WeightsIdentity(WeightsKind.FILE, title, WeightsInfo()))
    assert label.text == f"weights: {title}"
    assert len(label.shown) <= 50
    assert label.shown.startswith("weights: a-very-long")
    assert label.shown.endswith("ends-so.safetensors")
