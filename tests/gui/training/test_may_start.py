"""What keeps a run from being started, and what does not: it is told beside Start, and Start leads to it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from lenet_gui.training.forms.digits_kind import DigitsKind
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.training_messages import Ended
from model.digits.data_source import DataKind, DataSource
from model.digits.datasets import mnist_training
from tests.gui.conftest import problem_told
from tests.gui.training.conftest import BRIEF, FEW, Fill
from tests.gui.training.driving import PATIENCE_MS, choose_digits, controller_of, event, start
from tests.model.samples import write_pair


def test_more_digits_held_out_than_there_are_is_told_before_they_are_read(qtbot: QtBot, fill: Fill) -> None:
    window = fill(replace(BRIEF, held_out=900), FEW)
    page = window.setup_page
    assert "The recipe would hold out more digits" in page.bar.summary.text()
    start(window)
    assert "held out" in problem_told(qtbot, window)
    assert not controller_of(window).state.on
    # It leads to the field, wherever that was.
    field, area = page.recipe.fields["held_out"], page.recipe.scroll_area.viewport()
    assert window.focusWidget() is field
    assert area.rect().contains(QRect(field.mapTo(area, QPoint()), field.size()))


def test_too_few_digits_in_a_file_are_told_as_soon_as_they_are_counted(
    qtbot: QtBot, fill: Fill, tmp_path: Path
) -> None:
    paths = tuple(map(str, write_pair(tmp_path, mnist_training().subset(np.arange(12)))))
    window = fill(BRIEF, DataSource(DataKind.IDX_PAIR, paths))
    qtbot.waitUntil(lambda: "hold out more" in window.setup_page.bar.summary.text(), timeout=PATIENCE_MS)


def test_files_that_cannot_be_used_are_told_before_start(
    qtbot: QtBot, training_window: TrainingWindow, tmp_path: Path
) -> None:
    page, summary = training_window.setup_page, training_window.setup_page.bar.summary
    choose_digits(page.setup_form, DigitsKind.IDX_PAIR)
    images, labels = write_pair(tmp_path, mnist_training().subset(np.arange(12)))
    for field, path in zip(page.setup_form.path_fields[DigitsKind.IDX_PAIR], (labels, labels), strict=True):
        field.line.setText(str(path))
    qtbot.waitUntil(lambda: "(it holds labels)" in summary.text(), timeout=PATIENCE_MS)
    page.setup_form.path_fields[DigitsKind.IDX_PAIR][0].line.setText(str(images))
    assert str(labels) not in summary.text()
    qtbot.waitUntil(lambda: "hold out more" in summary.text(), timeout=PATIENCE_MS)


def test_what_is_missing_is_led_to(qtbot: QtBot, training_window: TrainingWindow, tmp_path: Path) -> None:
    page = training_window.setup_page
    choose_digits(page.setup_form, DigitsKind.IDX_PAIR)
    images, labels = page.setup_form.path_fields[DigitsKind.IDX_PAIR]
    images.line.setText(str(write_pair(tmp_path, mnist_training().subset(np.arange(12)))[0]))
    start(training_window)
    assert "labels" in problem_told(qtbot, training_window)
    assert labels.line.isVisible()
    assert training_window.focusWidget() is labels.line


def test_a_picture_that_cannot_be_read_keeps_no_run_from_starting(qtbot: QtBot, fill: Fill, tmp_path: Path) -> None:
    digits = mnist_training()
    for label in range(10):
        (tmp_path / str(label)).mkdir()
        Image.fromarray(digits.images[label]).save(tmp_path / str(label) / "one.png")
    (tmp_path / "3" / "broken.png").write_bytes(b"no picture")
    window = fill(replace(BRIEF, passes=1, held_out=0), DataSource(DataKind.PICTURES, (str(tmp_path),)))
    with event(qtbot, window, Ended):
        start(window)
    told = problem_told(qtbot, window).splitlines()
    assert told[0] == "Pictures that cannot be read, and are left out of the run: 1 of 11"
    assert "broken.png" in told[1]
