"""People who were removed: brought back one by one, by key as well, as long as they have not been erased."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.digit_book import adding
from model.my_digits.people import Profiles
from tests.gui.conftest import settle
from tests.gui.my_digits.conftest import LINE, change, counts, shown, window_of
from tests.gui.training.driving import click
from tests.model.hand import written


def test_a_removed_person_is_brought_back(controller: MyDigitsController, profiles: Profiles, qtbot: QtBot) -> None:
    window = window_of(controller)
    people = window.people
    with qtbot.waitSignal(controller.people.person_changed):
        people.add_wanted.emit("Ann")
    settle(qtbot, controller)
    change(qtbot, controller, adding(written(1)[0]))
    assert not people.restore.isVisible()
    click(people.remove)
    box = people.findChild(QMessageBox)
    assert box is not None
    with qtbot.waitSignal(controller.people.removed_changed):
        click(box.findChild(QPushButton, "confirm"))
    assert people.restore.isVisible()
    assert people.removed.text == "Removed Ann, with all their digits."
    assert people.names.currentText() == "me"
    assert profiles.names() == ("me",)
    with qtbot.waitSignal(controller.people.person_changed):
        click(people.restore)
    settle(qtbot, controller)
    assert people.names.currentText() == "Ann"
    assert shown(controller) == counts(profiles)["Ann"] == 1
    assert not people.restore.isVisible()
    assert not people.removed.text  # nothing that would be announced


def test_by_key_the_focus_stays_with_the_people(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    window = window_of(controller)
    qtbot.waitUntil(window.isActiveWindow)
    people = window.people
    profiles.create("Ann")
    controller.show_window()
    people.remove.setFocus()
    with qtbot.waitSignal(controller.people.removed_changed):
        profiles.remove("Ann")
        controller.show_window()  # nobody is left but one, who cannot be removed
    assert people.names.hasFocus()
    people.restore.setFocus()
    with qtbot.waitSignal(controller.people.person_changed):
        QTest.keyClick(people.restore, Qt.Key.Key_Space)
    settle(qtbot, controller)
    assert not people.restore.isVisible()
    assert people.names.hasFocus()


def test_who_cannot_be_brought_back_can_be_asked_for_again(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    people = window_of(controller).people
    profiles.create("Ann")
    profiles.remove("Ann")
    profiles.create("ann")
    with qtbot.waitSignal(controller.people.removed_changed):
        controller.show_window()
    with qtbot.waitSignal(controller.people.failed) as failed:
        click(people.restore)
        assert not people.restore.isEnabled()  # a second click would ask twice
    assert "already somebody named" in failed.args[0]
    assert people.restore.isEnabled()
    profiles.rename("ann", "Bob")
    with qtbot.waitSignal(controller.people.person_changed):
        click(people.restore)
    settle(qtbot, controller)
    assert profiles.names() == ("Ann", "Bob", "me")


def test_after_a_restart_one_of_several_is_brought_back(
    controller: MyDigitsController, profiles: Profiles, qtbot: QtBot
) -> None:
    for name in ("Ann", "Bob & Eve"):
        profiles.create(name)
        profiles.store(name).add(1, LINE)
        profiles.remove(name)
    with qtbot.waitSignal(controller.people.removed_changed):
        controller.show_window()
    people = window_of(controller).people
    assert all(name in people.removed.text for name in ("Ann", "Bob & Eve"))
    click(people.restore)
    (menu,) = people.findChildren(QMenu)
    assert menu.isVisible()
    (bob,) = [action for action in menu.actions() if action.text().startswith("Bob && Eve, removed 20")]
    with qtbot.waitSignal(controller.people.person_changed):
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(bob).center())
    settle(qtbot, controller)
    assert people.names.currentText() == "Bob & Eve"
    assert counts(profiles)["Bob & Eve"] == 1
    assert people.removed.text == "Removed Ann, with all their digits."


def test_nobody_is_offered_back_who_was_erased(controller: MyDigitsController, qtbot: QtBot) -> None:
    people = window_of(controller).people
    with qtbot.waitSignal(controller.people.person_changed):
        people.add_wanted.emit("Ann")
    with qtbot.waitSignal(controller.people.removed_changed):
        people.remove_wanted.emit()
    assert people.restore.isVisible()
    with qtbot.waitSignal(controller.said):
        controller.erase_removed()
    assert not people.restore.isVisible()
