"""Two windows: what the other one does to the digits and to the person who is drawing here."""

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.digit_book import adding
from model.my_digits.people import Profiles
from tests.gui.conftest import settle
from tests.gui.my_digits.conftest import LINE, change, shown, window_of
from tests.gui.my_digits.test_locked import keep
from tests.model.hand import written


@pytest.fixture
def ann(controller: MyDigitsController, profiles: Profiles, qtbot: QtBot) -> list[str]:
    """Ann is drawing, with two digits; gives what the window has told as an error."""
    with qtbot.waitSignal(controller.people.person_changed):
        controller.people.create("Ann")
    change(qtbot, controller, *map(adding, written(1)[:2]))
    told: list[str] = []
    controller.people.failed.connect(told.append)
    return told


def test_digits_that_the_other_window_has_erased_are_told_not_to_come_back(
    ann: list[str], controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    gallery = window_of(controller).gallery
    gallery.selectAll()
    gallery.remove.trigger()
    settle(qtbot, controller)
    profiles.store("Ann").erase_removed()
    gallery.undo.trigger()
    settle(qtbot, controller)
    assert ann == ["What was removed cannot be brought back: another window has erased it."]
    assert not gallery.undo.isEnabled()


@pytest.mark.parametrize("how", ["removed, then corrected here", "erased, then kept again here"])
def test_what_is_said_to_be_kept_is_kept_whatever_the_other_window_did(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot, how: str
) -> None:
    said: list[str] = []
    controller.said.connect(said.append)
    keeping = controller.keeping
    keep(controller, 3)
    settle(qtbot, controller)
    if how.startswith("removed"):
        profiles.store("me").remove(controller.people.book.digits[-1].key)
        keeping.name_digit(5)
    else:
        keeping.sketch.history.undo()
        settle(qtbot, controller)
        profiles.store("me").erase_removed()
        keeping.sketch.history.redo()
    settle(qtbot, controller)
    label = 5 if how.startswith("removed") else 3
    assert said[-1] == f"Kept as {label}. My digits: 2"
    assert [digit.label for digit in profiles.store("me").digits] == [1, label]


def test_a_person_whom_the_other_window_renames_draws_on(
    ann: list[str], controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    profiles.rename("Ann", "Zoe")
    change(qtbot, controller, adding(written(1)[3]))
    controller.show_window()
    settle(qtbot, controller)
    assert controller.people.person == window_of(controller).people.names.currentText() == "Zoe"
    assert (shown(controller), len(profiles.store("Zoe").digits)) == (3, 3)
    assert ann == []


def test_somebody_whom_the_other_window_added_can_be_chosen_once_told_of(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    names = window_of(controller).people.names
    profiles.create("Ann")
    with qtbot.waitSignals([controller.people.failed, controller.people.names_changed]):
        controller.people.create("ann")
    assert [names.itemText(place) for place in range(names.count())] == ["Ann", "me"]


def test_a_person_whom_the_other_window_removes_is_told_to_be_gone(
    ann: list[str], controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    profiles.remove("Ann")
    change(qtbot, controller, adding(written(1)[3]))
    settle(qtbot, controller)
    assert controller.people.person == window_of(controller).people.names.currentText() == "me"
    assert ann[0].endswith("The folder was removed")
    assert ann[1:] == ["Ann was removed, or renamed, in another window. Who draws now: me"]
    (removed,) = profiles.removed()
    profiles.restore(removed)
    assert len(profiles.store("Ann").digits) == 2


def test_digits_whose_folder_is_gone_are_not_shown_as_none(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    told: list[str] = []
    controller.people.failed.connect(told.append)
    folder = controller.people.book.folder
    folder.rename(folder.with_name("elsewhere"))
    folder.parent.rename(folder.parent.with_name("pulled out"))
    controller.show_window()
    settle(qtbot, controller)
    assert told == [f"{folder}: The folder was removed"]
    assert controller.people.person == "me"
    assert [digit.drawing for digit in controller.people.book.digits] == [LINE]
