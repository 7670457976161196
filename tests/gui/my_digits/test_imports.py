"""Imports beside the window: whose digits come, what is said, and that nothing is lost on the way."""

import gc
import weakref
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.digit_book import adding
from model.my_digits.digit import new_digit
from model.my_digits.formats import read_jsonl
from model.my_digits.people import Profiles
from model.my_digits.store import DigitStore
from tests.gui.conftest import settle
from tests.gui.my_digits.conftest import COUNT, LINE, change, counts, shown, window_of, words

Controller = MyDigitsController


def seven(qtbot: QtBot, controller: Controller) -> None:
    change(qtbot, controller, adding(new_digit(7, LINE)))


def test_an_import_adds_digits_and_can_be_undone(
    controller: Controller, profiles: Profiles, file: Path, qtbot: QtBot
) -> None:
    window = window_of(controller)
    assert not window.gallery.undo.isEnabled()
    with qtbot.waitSignal(controller.transfer.imported):
        window.import_wanted.emit(file)
        assert words(controller) == "Importing theirs.jsonl.gz: 0 %"
        assert window.transfer_bar.progress.isVisible()
        assert not window.load.isEnabled()
        assert not window.save.isEnabled()
        window.import_wanted.emit(file)  # one at a time
    assert words(controller) == "Imported 200 digits from theirs.jsonl.gz."
    assert not window.transfer_bar.progress.isVisible()
    assert not window.transfer_bar.cancel.isVisible()
    assert window.load.isEnabled()
    settle(qtbot, controller)
    assert shown(controller) == len(controller.people.book.digits) == counts(profiles)["me"] == 1 + COUNT
    window.gallery.undo.trigger()
    assert shown(controller) == 1
    assert not window.gallery.undo.isEnabled()
    settle(qtbot, controller)
    assert counts(profiles)["me"] == 1


def test_what_was_there_during_an_import_can_still_be_collected(
    controller: Controller, file: Path, qtbot: QtBot
) -> None:
    class Cycle:
        def __init__(self) -> None:
            self.itself = self

    cycle = Cycle()
    alive = weakref.ref(cycle)
    with qtbot.waitSignal(controller.transfer.imported):
        controller.import_file(file)
    del cycle
    gc.collect()
    assert alive() is None


def test_it_says_which_digits_the_person_already_had(controller: Controller, file: Path, qtbot: QtBot) -> None:
    change(qtbot, controller, *map(adding, read_jsonl(file)[:50]))
    for said in ("Imported 150 of 200 digits from theirs.jsonl.gz", "Nothing to import: you already have all 200"):
        with qtbot.waitSignal(controller.transfer.imported):
            controller.import_file(file)
        assert words(controller).startswith(said)
        settle(qtbot, controller)
        assert shown(controller) == 1 + COUNT


def test_another_programs_file_is_not_imported_twice(controller: Controller, tmp_path: Path, qtbot: QtBot) -> None:
    """Its digits have no keys. Twice among one's own, a digit could not be held out when the network is taught."""
    theirs = tmp_path / "pen.jsonl"
    lines = [f'{{"label": {label}, "strokes": [[[0, {label}], [30, 80]]]}}' for label in range(10)]
    for count, said in ((6, "Imported 6 digits"), (6, "Nothing to import"), (10, "Imported 4 of 10 digits")):
        theirs.write_text("\n".join(lines[:count]), encoding="utf-8")
        with qtbot.waitSignal(controller.transfer.imported):
            controller.import_file(theirs)
        assert words(controller).startswith(said)
        settle(qtbot, controller)
    assert shown(controller) == 1 + len(lines)


def test_a_cancelled_import_adds_nothing(controller: Controller, profiles: Profiles, file: Path, qtbot: QtBot) -> None:
    bar = window_of(controller).transfer_bar
    with qtbot.waitSignal(controller.transfer.cancelled):
        controller.import_file(file)
        QTest.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
        assert words(controller) == "Cancelling ..."
        assert not bar.cancel.isEnabled()
    assert words(controller) == "Cancelled; nothing was imported."
    assert counts(profiles) == {"me": 1}
    with qtbot.waitSignal(controller.transfer.imported):
        controller.import_file(file)
    assert counts(profiles) == {"me": 1 + COUNT}


def test_digits_go_to_the_person_they_were_imported_for(
    controller: Controller, profiles: Profiles, file: Path, qtbot: QtBot
) -> None:
    window = window_of(controller)
    profiles.create("Ann")
    with qtbot.waitSignal(controller.transfer.imported):
        controller.import_file(file)
        window.people.names.textActivated.emit("Ann")
        seven(qtbot, controller)
    assert words(controller).endswith("from theirs.jsonl.gz. They belong to me.")
    assert shown(controller) == 1
    assert counts(profiles) == {"Ann": 1, "me": 1 + COUNT}
    window.people.names.textActivated.emit("me")
    assert not window.gallery.undo.isEnabled()
    qtbot.waitUntil(lambda: shown(controller) == 1 + COUNT)


def test_a_person_who_comes_back_during_an_import_finds_the_digits(
    controller: Controller, profiles: Profiles, file: Path, qtbot: QtBot
) -> None:
    window = window_of(controller)
    profiles.create("Ann")
    with qtbot.waitSignal(controller.transfer.imported):
        controller.import_file(file)
        window.people.names.textActivated.emit("Ann")
        window.people.names.textActivated.emit("me")
        seven(qtbot, controller)
    settle(qtbot, controller)
    assert shown(controller) == 2 + COUNT
    assert counts(profiles) == {"Ann": 0, "me": 2 + COUNT}


def test_renaming_during_an_import_changes_nothing(
    controller: Controller, profiles: Profiles, file: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([controller.transfer.imported, controller.people.renamed]):
        controller.import_file(file)
        window_of(controller).people.rename_wanted.emit("Zoe")
    assert controller.people.person == "Zoe"
    settle(qtbot, controller)
    assert shown(controller) == 1 + COUNT
    assert counts(profiles) == {"Zoe": 1 + COUNT}


def test_a_person_removed_during_an_import_gets_nothing_and_nobody_else_does(
    controller: Controller, profiles: Profiles, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = window_of(controller)
    with qtbot.waitSignal(controller.people.person_changed):
        window.people.add_wanted.emit("Ann")
    seven(qtbot, controller)
    ended: list[str] = []
    controller.transfer.cancelled.connect(lambda: ended.append(words(controller)))
    controller.transfer.failed.connect(lambda _problem: ended.append(words(controller)))
    controller.import_file(file)
    window.people.remove_wanted.emit()
    qtbot.waitUntil(lambda: bool(ended) and controller.people.person == "me")
    assert counts(profiles) == {"me": 1}
    (gone,) = (tmp_path / "people" / "removed").iterdir()
    assert len(DigitStore(gone).digits) == 1
    assert ended[0] in {"Cancelled; nothing was imported.", "theirs.jsonl.gz was not imported."}


def test_an_import_is_finished_when_the_program_is_closed(
    controller: Controller, profiles: Profiles, file: Path
) -> None:
    controller.import_file(file)
    controller.shut_down()
    assert not controller.transfer.running
    assert counts(profiles) == {"me": 1 + COUNT}
    controller.shut_down()


def test_an_import_that_takes_too_long_is_cancelled_when_the_program_is_closed(
    controller: Controller, profiles: Profiles, file: Path
) -> None:
    with patch("lenet_gui.my_digits.controller.PATIENCE_S", 0.0):
        controller.import_file(file)
        controller.shut_down()
    assert counts(profiles)["me"] in {1, 1 + COUNT}


def test_a_wrong_file_is_told(controller: Controller, profiles: Profiles, file: Path, qtbot: QtBot) -> None:
    file.write_text('{"label": 12}')
    with qtbot.waitSignal(controller.failed) as told:
        controller.import_file(file)
    assert told.args is not None
    assert "Line 1" in told.args[0]
    assert words(controller) == "theirs.jsonl.gz was not imported."
    assert window_of(controller).load.isEnabled()
    assert counts(profiles) == {"me": 1}


def test_with_the_window_closed_the_canvas_says_how_it_ended(controller: Controller, file: Path, qtbot: QtBot) -> None:
    window_of(controller).close()
    with qtbot.waitSignal(controller.said) as said:
        controller.import_file(file)
    assert said.args == ["Imported 200 digits from theirs.jsonl.gz."]
