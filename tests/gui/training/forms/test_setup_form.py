"""A run's start, digits and place: exact values, only the fields that are asked for, and what is missing is told."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from lenet_gui.training.forms.digits_kind import DigitsKind
from lenet_gui.training.forms.fields import PathField
from lenet_gui.training.forms.setup_form import SetupForm
from model.digits.data_source import DataKind, DataSource
from model.limits import MOST_DIGITS
from model.training.presets import DEFAULT, MODERN
from model.training.setup import AUTOMATIC, Engine, RunSetup, StartKind

DEVICES = (("cpu", "Processor"), ("cuda", "Graphics card"))
TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["C"]), max_size=30)


@st.composite
def setups(draw: st.DrawFn) -> RunSetup:
    kind = draw(st.sampled_from(DataKind))
    paths = tuple(draw(TEXTS) for _ in range(kind.path_count))
    start = draw(st.sampled_from(StartKind))
    return RunSetup(
        MODERN,
        DataSource(kind, paths, draw(st.none() | st.integers(1, MOST_DIGITS))),
        start,
        draw(TEXTS) if start is StartKind.FILE else "",
        draw(st.sampled_from([name for name, _ in DEVICES])),
        draw(st.integers(AUTOMATIC, os.cpu_count() or 1)),
        draw(st.sampled_from(Engine)),
    )


@pytest.fixture
def form(qtbot: QtBot) -> SetupForm:
    form = SetupForm(DEVICES)
    qtbot.addWidget(form)
    form.resize(340, 500)
    form.show()
    return form


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(setups())
def test_what_is_set_comes_back_exactly(form: SetupForm, setup: RunSetup) -> None:
    form.set_setup(setup)
    assert form.setup(MODERN) == setup


def test_it_starts_with_what_needs_no_file_and_chooses_the_threads_itself(form: SetupForm) -> None:
    assert form.setup(MODERN) == RunSetup(MODERN)
    assert form.problem == ""
    assert form.thread_count.text() == "automatic"
    assert "smooth" in form.thread_count.toolTip()


def test_no_more_digits_are_asked_for_than_a_file_may_hold(form: SetupForm) -> None:
    form.count.setValue(MOST_DIGITS + 1)
    assert form.data.count == MOST_DIGITS


def visible_paths(form: SetupForm) -> set[PathField]:
    return {field for field in form.findChildren(PathField) if field.isVisible()}


def test_only_the_fields_that_are_asked_for_are_shown(qtbot: QtBot, form: SetupForm) -> None:
    QTest.keyClick(form.data_kind, Qt.Key.Key_Home)
    for kind in DigitsKind:
        assert form.data_kind.exact is kind
        assert form.data.kind is kind.data_kind
        assert visible_paths(form) == set(form.path_fields[kind])
        assert len(form.path_fields[kind]) == kind.data_kind.path_count
        assert form.own_rows.share.isVisible() == (kind is DigitsKind.BESIDE_MNIST)
        assert form.own_rows.summary.isVisible() == kind.has_own
        assert form.count.isVisible() == (kind is not DigitsKind.OWN)
        QTest.keyClick(form.data_kind, Qt.Key.Key_Down)
    QTest.keyClick(form.data_kind, Qt.Key.Key_Home)
    with qtbot.waitSignal(form.changed):
        QTest.keyClick(form.start_kind, Qt.Key.Key_End)
    assert form.start is StartKind.FILE
    assert visible_paths(form) == {form.start_file}


def test_pen_strokes_are_asked_for_where_the_recipe_has_them(form: SetupForm, tmp_path: Path) -> None:
    form.follow_recipe(DEFAULT)
    assert form.strokes.isVisible()
    assert "First choose files" in form.problem
    pen, letters = tmp_path / "pen.jsonl", tmp_path / "letters.jsonl"
    for path in (pen, letters):
        path.touch()
    for line in (f"{pen}:1-24", f" {letters}", ""):
        QTest.keyClicks(form.strokes.lines, line)
        QTest.keyClick(form.strokes.lines, Qt.Key.Key_Return)
    assert form.problem == ""
    setup = form.setup(DEFAULT)
    assert setup.data.strokes == (f"{pen}:1-24", str(letters))
    form.set_setup(RunSetup(DEFAULT))
    assert form.data.strokes == ()
    form.set_setup(setup)
    assert form.setup(DEFAULT) == setup
    letters.unlink()
    assert form.problem == f"There is no file {letters}: choose the files of pen strokes."
    form.follow_recipe(MODERN)
    assert not form.strokes.isVisible()
    assert form.problem == ""
    assert form.data.strokes == ()  # the recipe has no use for them


def test_what_a_form_has_to_spare_does_not_tear_a_field_apart(form: SetupForm, qtbot: QtBot) -> None:
    form.follow_recipe(DEFAULT)
    form.resize(700, 900)
    qtbot.waitUntil(lambda: form.strokes.width() > 500)
    lines, browse = form.strokes.lines.geometry(), form.strokes.browse.geometry()
    assert form.strokes.height() == form.strokes.heightForWidth(form.strokes.width())
    assert 0 < browse.top() - lines.bottom() < 8
    assert form.place.y() - form.strokes.geometry().bottom() < 16


def test_files_of_pen_strokes_that_are_chosen_join_those_that_are_there(
    qtbot: QtBot, form: SetupForm, tmp_path: Path
) -> None:
    form.follow_recipe(DEFAULT)
    names = [str(tmp_path / name) for name in ("a.tra", "b", "c")]
    for name in names:
        Path(name).touch()
    form.strokes.set_sources((names[0],))
    QTest.mouseClick(form.strokes.browse, Qt.MouseButton.LeftButton)
    dialog = form.strokes.window().findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    with qtbot.waitSignal(form.changed):
        dialog.filesSelected.emit(names)
    dialog.reject()
    assert form.data.strokes == tuple(names)


def test_missing_paths_are_told_until_they_are_there(form: SetupForm, tmp_path: Path) -> None:
    weights, images, labels = (tmp_path / name for name in ("w.safetensors", "images", "labels"))
    form.set_setup(RunSetup(MODERN, DataSource(DataKind.IDX_PAIR, ("", "")), StartKind.FILE))
    images_field, labels_field = form.path_fields[DigitsKind.IDX_PAIR]
    for field, path, wish in (
        (form.start_file, weights, "Choose the weights file to start from."),
        (images_field, images, "Choose the file with the images."),
        (labels_field, labels, "Choose the file with the labels."),
    ):
        assert form.problem == wish
        QTest.keyClicks(field.line, str(path))
        assert form.problem == f"There is no {path}. {wish}"
        path.mkdir()
        assert form.problem == f"{path} is a folder, not a file. {wish}"
        path.rmdir()
        path.touch()
    assert form.problem == ""
    assert form.data.paths == (str(images), str(labels))
    assert form.start_path == str(weights)


@pytest.mark.parametrize(
    ("kind", "wish"),
    [
        (DataKind.RAW_FOLDER, "Choose the folder with MNIST's files."),
        (DataKind.PICTURES, "Choose the folder of pictures."),
    ],
)
def test_missing_folders_are_told(form: SetupForm, tmp_path: Path, kind: DataKind, wish: str) -> None:
    form.set_setup(RunSetup(MODERN, DataSource(kind, ("",))))
    assert form.problem == wish
    form.set_setup(RunSetup(MODERN, DataSource(kind, (str(tmp_path),))))
    assert form.problem == ""
    form.set_setup(RunSetup(MODERN, DataSource(kind, (str(tmp_path / "none"),))))
    assert form.problem.endswith(wish)


def test_a_path_is_chosen_in_a_dialog_that_does_not_block(qtbot: QtBot, form: SetupForm, tmp_path: Path) -> None:
    chosen = tmp_path / "chosen.safetensors"
    chosen.touch()
    form.set_setup(RunSetup(MODERN, start=StartKind.FILE, start_path=str(tmp_path / "old.safetensors")))
    QTest.mouseClick(form.start_file.browse, Qt.MouseButton.LeftButton)
    dialog = form.start_file.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.nameFilters() == ["Weights (*.safetensors)"]
    dialog.selectFile(str(chosen))
    with qtbot.waitSignals([form.changed, dialog.destroyed]):
        dialog.accept()
    assert Path(form.start_path) == chosen
    assert form.problem == ""


def test_how_many_starts_with_all(qtbot: QtBot, form: SetupForm) -> None:
    assert form.count.text() == "all"
    with qtbot.waitSignal(form.changed):
        QTest.keyClick(form.count, Qt.Key.Key_Up)
    assert form.data.count == 1000
    QTest.keyClick(form.count, Qt.Key.Key_Down)
    assert form.data.count is None


def test_the_place_is_one_of_those_that_are_there(qtbot: QtBot, form: SetupForm) -> None:
    with qtbot.waitSignal(form.changed):
        QTest.keyClick(form.place, Qt.Key.Key_Down)
    assert form.device == "cuda"
    form.set_setup(RunSetup(MODERN, device="mps", threads=1000))
    assert form.device == "cpu"
    assert form.thread_count.exact == os.cpu_count()
