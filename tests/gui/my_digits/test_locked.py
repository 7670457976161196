"""Another process holds a lock: the event loop goes on, and everything is written once the lock is free."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.controller import MyDigitsController
from model.my_digits.people import Profiles
from tests.gui.conftest import settle
from tests.gui.my_digits.conftest import LINE, counts, shown, window_of

HELD_S = 1.2
LATE_AT_MOST_S = HELD_S / 2
"""A loop that waits for the lock is later; a busy machine alone is not."""
_HOLD = """
import sys, time
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    if sys.stdin.readline():
        time.sleep(float(sys.argv[2]))
"""


class Lateness(QObject):
    """How late the event loop is at most, in seconds, while a timer asks it every few milliseconds."""

    INTERVAL_S = 0.005
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.worst_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=round(1000 * self.INTERVAL_S), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        now = time.perf_counter()
        self.worst_s = max(self.worst_s, now - self._last - self.INTERVAL_S)
        self._last = now
        self.asked.emit()


@contextmanager
def held_elsewhere(lock: Path, seconds: float = HELD_S) -> Iterator[None]:
    """Another process holds the lock, for so long from now on."""
    command = [sys.executable, "-c", _HOLD, str(lock), str(seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.stdin.write("\n")
        holder.stdin.flush()
        yield
        holder.kill()


@contextmanager
def never_late(
    qtbot: QtBot,
    controller: MyDigitsController,
    lock: Path,
    held_s: float = HELD_S,
    late_at_most_s: float = LATE_AT_MOST_S,
) -> Iterator[None]:
    """What is asked for within waits for the lock, is done in the end, and never holds up the event loop."""
    with held_elsewhere(lock, held_s):
        began, lateness = time.perf_counter(), Lateness()
        yield
        with qtbot.waitSignal(lateness.asked):
            pass  # the event loop has seen it all
        settle(qtbot, controller)
        assert lateness.worst_s < late_at_most_s
        # Or else nothing was held up, and nothing is shown by this.
        assert time.perf_counter() - began > held_s / 2


@pytest.fixture
def digits_lock(profiles: Profiles) -> Path:
    return profiles.weights_path("me").with_name("digits.lock")


@pytest.fixture
def people_lock(profiles: Profiles) -> Path:
    return profiles.weights_path("me").parents[1] / "profiles.lock"


def keep(controller: MyDigitsController, label: int) -> None:
    """Draw and label a digit."""
    controller.keeping.sketch.clear()
    controller.keeping.sketch.put(LINE)
    controller.keeping.sketch.begins_anew = False
    controller.keeping.name_digit(label)


def test_keeping_a_digit(controller: MyDigitsController, profiles: Profiles, digits_lock: Path, qtbot: QtBot) -> None:
    said: list[str] = []
    controller.said.connect(said.append)
    with never_late(qtbot, controller, digits_lock):
        keep(controller, 3)
        keep(controller, 4)
        assert shown(controller) == 3  # at once
        # But nothing is promised yet.
        assert [words for words in said if words] == ["Keeping it as 3 ...", "Keeping it as 4 ..."]
    assert said[-1] == "Kept as 4. My digits: 3"
    assert [digit.label for digit in profiles.store("me").digits] == [1, 3, 4]


@pytest.mark.slow
def test_ten_seconds_hold_nothing_up_for_a_tenth_of_one(
    controller: MyDigitsController, profiles: Profiles, digits_lock: Path, qtbot: QtBot
) -> None:
    with never_late(qtbot, controller, digits_lock, held_s=10.0, late_at_most_s=0.1):
        keep(controller, 3)
    assert [digit.label for digit in profiles.store("me").digits] == [1, 3]


def test_relabelling_removing_and_undoing(
    controller: MyDigitsController, profiles: Profiles, digits_lock: Path, qtbot: QtBot
) -> None:
    gallery = window_of(controller).gallery
    with never_late(qtbot, controller, digits_lock):
        keep(controller, 3)
        controller.keeping.name_digit(5)  # corrects it
        gallery.selectAll()
        QTest.keyClick(gallery, Qt.Key.Key_8)
        gallery.remove.trigger()
        assert shown(controller) == 0
        gallery.undo.trigger()
    assert shown(controller) == 2
    assert [digit.label for digit in profiles.store("me").digits] == [8, 8]


def test_choosing_adding_renaming_and_removing_people(
    controller: MyDigitsController, profiles: Profiles, people_lock: Path, qtbot: QtBot
) -> None:
    profiles.create("Ann")
    people = window_of(controller).people
    with never_late(qtbot, controller, people_lock):
        people.names.textActivated.emit("Ann")
        assert controller.people.person == "Ann"
        people.add_wanted.emit("Bob")
    assert controller.people.person == "Bob"
    with never_late(qtbot, controller, people_lock):
        people.rename_wanted.emit("Zoe")
    assert controller.people.person == "Zoe"
    with never_late(qtbot, controller, people_lock):
        people.remove_wanted.emit()
    assert controller.people.person == "Ann"
    assert counts(profiles) == {"Ann": 0, "me": 1}


def test_closing_the_program_waits_for_the_lock_and_loses_nothing(
    controller: MyDigitsController, profiles: Profiles, digits_lock: Path
) -> None:
    with held_elsewhere(digits_lock):
        for label in (3, 4, 5):
            keep(controller, label)
        controller.shut_down()
        assert [digit.label for digit in profiles.store("me").digits] == [1, 3, 4, 5]


def test_a_lock_that_stays_is_told_with_the_reason_and_the_drawing_stays(
    controller: MyDigitsController, profiles: Profiles, digits_lock: Path, qtbot: QtBot
) -> None:
    told: list[str] = []
    controller.people.failed.connect(told.append)
    with held_elsewhere(digits_lock, 60), patch("model.my_digits.journal.PATIENCE_S", 0.05):
        keep(controller, 3)
        settle(qtbot, controller)
    (text,) = told
    assert text.startswith("The digit could not be kept: ")
    assert "Another program has locked the file" in text
    assert not controller.keeping.sketch.begins_anew
    assert shown(controller) == counts(profiles)["me"] == 1
    controller.keeping.name_digit(3)  # once more
    settle(qtbot, controller)
    assert counts(profiles)["me"] == 2


def test_what_cannot_be_written_before_the_end_is_told_before_the_end(
    controller: MyDigitsController, profiles: Profiles, digits_lock: Path
) -> None:
    told: list[str] = []

    def read_it() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        told.append(box.text())
        box.accept()

    with held_elsewhere(digits_lock, 60), patch("lenet_gui.my_digits.people.PATIENCE_S", 0.1):
        keep(controller, 3)
        QTimer.singleShot(0, controller, read_it)
        controller.shut_down()
    assert told == ["The digit could not be kept: The program was closed before it could be written"]
