"""Imports and exports beside the window: whose digits come, what is said, and that nothing is lost on the way."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.people import People
from lenet_gui.my_digits.window import MyDigitsWindow
from lenet_gui.workers.my_digits_opening import takes_long
from model.digits.datasets import read_pair
from model.digits.drawing import Drawing, Stroke
from model.my_digits import exchange as my_digits_file
from model.my_digits import importing as my_digits_import
from model.my_digits import store as my_digits
from model.my_digits.people import Profiles
from model.my_digits.store import DigitStore, read_jsonl, write_jsonl
from tests.model.hand import written

LINE = Drawing((Stroke(((0.4, 0.2), (0.4, 0.8)), 0.06),))
COUNT = 200


@pytest.fixture
def profiles(tmp_path: Path) -> Profiles:
    return Profiles(tmp_path / "people")


@pytest.fixture
def link(qtbot: QtBot, settings: Settings, profiles: Profiles) -> Iterator[MyDigitsController]:
    """With one digit of "me", and its window."""
    main_window = QWidget()
    qtbot.addWidget(main_window)
    people = People(profiles, settings, main_window)
    link = MyDigitsController(people, Sketch(main_window), settings, main_window)
    link.people.store.add(1, LINE)
    qtbot.addWidget(link.show_window())
    yield link
    link.shut_down()
    people.shut_down()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.jsonl.gz"
    write_jsonl(path, written(COUNT // 10))
    return path


def window_of(link: MyDigitsController) -> MyDigitsWindow:
    assert link.window is not None
    return link.window


def words(link: MyDigitsController) -> str:
    return window_of(link).file_bar.words


def counts(profiles: Profiles) -> dict[str, int]:
    """What another start of the program would find."""
    return {name: len(profiles.store(name).digits) for name in profiles.names()}


def test_a_file_comes_in_and_can_be_taken_back(
    link: MyDigitsController, profiles: Profiles, file: Path, qtbot: QtBot
) -> None:
    window = window_of(link)
    assert not window.gallery.undo.isEnabled()
    with qtbot.waitSignal(link.files.imported):
        window.import_wanted.emit(file)
        assert words(link) == "Importing theirs.jsonl.gz: 0 %"
        assert window.file_bar.progress.isVisible()
        assert not window.load.isEnabled()
        assert not window.save.isEnabled()
        window.import_wanted.emit(file)  # one at a time
    assert words(link) == "200 digits have been imported from theirs.jsonl.gz."
    assert not window.file_bar.progress.isVisible()
    assert not window.file_bar.stop.isVisible()
    assert window.load.isEnabled()
    assert len(window.gallery.digits.entries) == len(link.people.store.digits) == counts(profiles)["me"] == 1 + COUNT
    window.gallery.undo.trigger()
    assert len(window.gallery.digits.entries) == counts(profiles)["me"] == 1
    assert not window.gallery.undo.isEnabled()


def test_what_is_here_already_is_said(link: MyDigitsController, file: Path, qtbot: QtBot) -> None:
    link.people.store.add_all(read_jsonl(file)[:50])
    for said in ("150 of 200 digits in theirs.jsonl.gz were new", "Nothing to import: 200 of 200"):
        with qtbot.waitSignal(link.files.imported):
            link.import_file(file)
        assert words(link).startswith(said)
        assert len(link.people.store.digits) == 1 + COUNT


def test_stopped_nothing_has_come(link: MyDigitsController, profiles: Profiles, file: Path, qtbot: QtBot) -> None:
    bar = window_of(link).file_bar
    with qtbot.waitSignal(link.files.stopped):
        link.import_file(file)
        QTest.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
        assert words(link) == "Stopping ..."
        assert not bar.stop.isEnabled()
    assert words(link) == "Stopped; nothing was imported."
    assert counts(profiles) == {"me": 1}
    with qtbot.waitSignal(link.files.imported):
        link.import_file(file)
    assert counts(profiles) == {"me": 1 + COUNT}


def test_nothing_is_read_written_or_inked_on_the_windows_thread(
    link: MyDigitsController, file: Path, qtbot: QtBot
) -> None:
    here: list[str] = []

    def noting(real: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def note(value: object) -> object:
            if threading.current_thread() is threading.main_thread():
                here.append(real.__name__)
            return real(value)

        return note

    with ExitStack() as patches:
        for module, name in (
            (my_digits_file, "from_json"), (my_digits, "from_json"), (my_digits_import, "as_json"),
            (my_digits_file, "as_json"), (my_digits_file, "ink_of_drawing"), (os, "fsync"),
        ):  # fmt: skip
            patches.enter_context(patch.object(module, name, noting(getattr(module, name))))
        with qtbot.waitSignal(link.files.imported):
            link.import_file(file)
        for name in ("mine.jsonl", "mine.jsonl.gz", "mine-images-idx3-ubyte"):
            with qtbot.waitSignal(link.files.exported):
                link.export_file(file.with_name(name))
    assert here == []
    assert len(link.people.store.digits) == 1 + COUNT


def test_digits_go_to_whom_they_were_imported_for(
    link: MyDigitsController, profiles: Profiles, file: Path, qtbot: QtBot
) -> None:
    window = window_of(link)
    with qtbot.waitSignal(link.files.imported):
        link.import_file(file)
        window.profile_wanted.emit("Ann")
        assert link.people.person == "Ann"
        link.people.store.add(7, LINE)
    assert words(link).endswith("imported from theirs.jsonl.gz. They belong to me.")
    assert window.gallery.digits.entries == ()
    assert not window.gallery.undo.isEnabled()
    assert counts(profiles) == {"Ann": 1, "me": 1 + COUNT}
    window.profile_chosen.emit("me")
    assert len(window.gallery.digits.entries) == 1 + COUNT


def test_who_comes_back_meanwhile_finds_them(
    link: MyDigitsController, profiles: Profiles, file: Path, qtbot: QtBot
) -> None:
    window = window_of(link)
    with qtbot.waitSignal(link.files.imported):
        link.import_file(file)
        window.profile_wanted.emit("Ann")
        window.profile_chosen.emit("me")
        link.people.store.add(7, LINE)
    assert len(window.gallery.digits.entries) == 2 + COUNT
    assert counts(profiles) == {"Ann": 0, "me": 2 + COUNT}


def test_another_name_changes_nothing(link: MyDigitsController, profiles: Profiles, file: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(link.files.imported):
        link.import_file(file)
        window_of(link).rename_wanted.emit("Zoe")
    assert link.people.person == "Zoe"
    assert len(window_of(link).gallery.digits.entries) == 1 + COUNT
    assert counts(profiles) == {"Zoe": 1 + COUNT}


def test_who_is_taken_away_meanwhile_gets_nothing_and_nobody_else_does(
    link: MyDigitsController, profiles: Profiles, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = window_of(link)
    window.profile_wanted.emit("Ann")
    link.people.store.add(7, LINE)
    ended: list[str] = []
    link.files.stopped.connect(lambda: ended.append("stopped"))
    link.files.failed.connect(lambda _problem: ended.append("failed"))
    link.import_file(file)
    window.remove_profile_wanted.emit()
    qtbot.waitUntil(lambda: bool(ended))
    assert link.people.person == "me"
    assert counts(profiles) == {"me": 1}
    (gone,) = (tmp_path / "people" / "removed").iterdir()
    assert len(DigitStore(gone).digits) == 1
    assert "thing was imported" in words(link) or "Nothing came" in words(link)


def test_the_program_closed_meanwhile_loses_nothing(link: MyDigitsController, profiles: Profiles, file: Path) -> None:
    link.import_file(file)
    link.shut_down()
    assert not link.files.running
    assert counts(profiles) == {"me": 1 + COUNT}
    link.shut_down()


def test_where_it_takes_too_long_the_program_does_not_wait(
    link: MyDigitsController, profiles: Profiles, file: Path
) -> None:
    with patch("lenet_gui.workers.my_digits_files.PATIENCE_S", 0.0):
        link.import_file(file)
        link.shut_down()
    assert counts(profiles)["me"] in {1, 1 + COUNT}


def test_a_wrong_file_is_told(link: MyDigitsController, profiles: Profiles, file: Path, qtbot: QtBot) -> None:
    file.write_text('{"label": 12}')
    with qtbot.waitSignal(link.failed) as told:
        link.import_file(file)
    assert "Line 1" in told.args[0]
    assert words(link) == "Nothing came from theirs.jsonl.gz."
    assert window_of(link).load.isEnabled()
    assert counts(profiles) == {"me": 1}


def test_what_is_said_to_nobody_is_said_on_the_canvas(link: MyDigitsController, file: Path, qtbot: QtBot) -> None:
    window_of(link).close()
    with qtbot.waitSignal(link.said) as said:
        link.import_file(file)
    assert said.args == ["200 digits have been imported from theirs.jsonl.gz."]


@pytest.mark.parametrize("name", ["mine.jsonl", "mine.jsonl.gz", "mine-images-idx3-ubyte"])
def test_digits_are_written(link: MyDigitsController, tmp_path: Path, qtbot: QtBot, name: str) -> None:
    link.people.store.add_all(written(2))
    path = tmp_path / name
    with qtbot.waitSignal(link.files.exported):
        link.export_file(path)
        assert words(link) == f"Exporting {name}: 0 %"
        link.people.store.add(3, LINE)  # comes too late for the file
    assert words(link) == f"21 digits have been written to {name}."
    if ".jsonl" in name:
        assert read_jsonl(path) == link.people.store.digits[:-1]
    else:
        labels = read_pair(path, tmp_path / "mine-labels-idx1-ubyte").labels
        assert labels.tolist() == [digit.label for digit in link.people.store.digits[:-1]]


def test_an_export_that_is_stopped_leaves_what_was_there(
    link: MyDigitsController, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text("before")
    with qtbot.waitSignal(link.files.stopped):
        link.export_file(path)
        window_of(link).file_bar.stop.click()
    assert words(link) == "Stopped; nothing was written."
    assert path.read_text() == "before"
    with qtbot.waitSignal(link.failed):
        link.export_file(tmp_path / "no such folder" / "mine.jsonl")
    assert words(link) == "mine.jsonl was not written."


def test_undo_is_there_while_there_is_something_to_undo(link: MyDigitsController, profiles: Profiles) -> None:
    gallery = window_of(link).gallery
    gallery.selectAll()
    gallery.remove.trigger()
    assert counts(profiles) == {"me": 0}
    assert gallery.undo.isEnabled()
    gallery.undo.trigger()
    assert counts(profiles) == {"me": 1}
    assert not gallery.undo.isEnabled()
    gallery.selectAll()
    QTest.keyClick(gallery, Qt.Key.Key_7)
    assert [digit.label for digit in link.people.store.digits] == [7]
    gallery.undo.trigger()
    assert [digit.label for digit in link.people.store.digits] == [1]
    gallery.remove.trigger()
    window_of(link).profile_wanted.emit("Ann")
    assert not gallery.undo.isEnabled()


@pytest.fixture
def ann(link: MyDigitsController, profiles: Profiles) -> str:
    """Somebody with more digits than are opened while the window waits."""
    profiles.create("Ann")
    digits = written(100)
    profiles.store("Ann").add_all(digits)
    assert takes_long(profiles.store("Ann").path)
    assert not takes_long(link.people.store.path)
    return "Ann"


def test_thousands_are_opened_beside_the_window(link: MyDigitsController, ann: str, qtbot: QtBot) -> None:
    window = window_of(link)
    window.profile_chosen.emit(ann)
    assert window.gallery.digits.entries == ()
    assert "Opening" in window.gallery.accessibleDescription()
    assert not window.load.isEnabled()
    qtbot.waitUntil(lambda: len(window.gallery.digits.entries) == 1000)
    assert window.load.isEnabled()
    assert len(link.people.store.digits) == 1000


def test_who_is_gone_before_they_are_open_is_not_shown(link: MyDigitsController, ann: str, qtbot: QtBot) -> None:
    window = window_of(link)
    window.profile_chosen.emit(ann)
    window.profile_chosen.emit("me")
    assert len(window.gallery.digits.entries) == 1
    window.profile_chosen.emit(ann)
    link.people.store.add(7, LINE)  # cannot wait
    with qtbot.waitSignal(link.people.opened):
        pass
    assert len(window.gallery.digits.entries) == len(link.people.store.digits) == 1001


def test_what_cannot_be_opened_is_told(link: MyDigitsController, ann: str, qtbot: QtBot) -> None:
    window = window_of(link)
    with patch.object(Profiles, "store", side_effect=OSError("gone")), qtbot.waitSignal(link.people.failed) as told:
        window.profile_chosen.emit(ann)
    assert told.args == ["gone"]
    assert "could not be opened" in window.gallery.accessibleDescription()
