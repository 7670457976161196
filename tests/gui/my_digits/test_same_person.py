"""What becomes of the person who is drawing while they stay the same one: chosen once more, or with another name."""

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT
from model.my_digits.people import Profiles
from tests.gui.conftest import settle
from tests.gui.keeping.conftest import kept, press
from tests.gui.teaching.test_teaching import teach_anyway


@pytest.mark.parametrize("how", ["chosen", "renamed", "renamed elsewhere"])
def test_nothing_is_forgotten_and_teaching_goes_on(
    drawn: MainWindow, profiles: Profiles, qtbot: QtBot, how: str
) -> None:
    press(drawn, DIGIT)
    window = drawn.my_digits.show_window()
    settle(qtbot, drawn)
    teach_anyway(qtbot, drawn, window.teach_bar)
    match how:
        case "chosen":
            window.people.names.textActivated.emit("me")
        case "renamed":
            window.people.rename_wanted.emit("Ann")
        case "renamed elsewhere":
            profiles.rename("me", "Ann")
            drawn.my_digits.show_window()
    settle(qtbot, drawn)
    assert drawn.people.person == window.people.names.currentText() == ("me" if how == "chosen" else "Ann")
    assert drawn.teaching.teaching.running
    assert window.undo.isEnabled()
    assert drawn.naming.words.text() == f"Kept as {DIGIT}"
    press(drawn, DIGIT)  # it is known to be kept
    assert kept(drawn) == [(DIGIT, False)]
    window.teach_bar.cancel.click()
