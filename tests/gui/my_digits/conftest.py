"""The window with five digits in it; the controller with one, on a disk; a file to import."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.digit_book import Change
from lenet_gui.my_digits.people import People
from lenet_gui.my_digits.window import MyDigitsWindow
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.my_digits.digit import MyDigit
from model.my_digits.people import Profiles
from tests.gui.conftest import settle
from tests.model.hand import written
from tests.model.samples import write_jsonl

LABELS = (3, 1, 3, 7, 1)


@pytest.fixture
def digits_window(qtbot: QtBot, settings: Settings) -> MyDigitsWindow:
    window = MyDigitsWindow(settings, ink_of_drawing)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    drawings = {digit.label: digit.drawing for digit in written(1)}
    window.show_entries([MyDigit.of(f"k{k}", label, drawings[label], "today") for k, label in enumerate(LABELS)])
    return window


# With a disk

LINE = Drawing((Stroke(((0.4, 0.2), (0.4, 0.8)), 0.06),))
COUNT = 200


@pytest.fixture
def controller(qtbot: QtBot, settings: Settings, profiles: Profiles) -> Iterator[MyDigitsController]:
    """With one digit of "me", and its window."""
    profiles.store("me").add(1, LINE)
    main_window = QWidget()
    qtbot.addWidget(main_window)
    people = People(profiles, settings, main_window)
    controller = MyDigitsController(people, Sketch(main_window), lambda: None, lambda: None, settings, main_window)
    qtbot.addWidget(controller.show_window())
    qtbot.waitUntil(lambda: people.book.is_open)
    yield controller
    controller.shut_down()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.jsonl.gz"
    write_jsonl(path, written(COUNT // 10))
    return path


def window_of(controller: MyDigitsController) -> MyDigitsWindow:
    assert controller.window is not None
    return controller.window


def words(controller: MyDigitsController) -> str:
    return window_of(controller).transfer_bar.words


def shown(controller: MyDigitsController) -> int:
    return len(window_of(controller).gallery.digits.entries)


def counts(profiles: Profiles) -> dict[str, int]:
    """What another start of the program would find."""
    return {name: len(profiles.store(name).digits) for name in profiles.names()}


def change(qtbot: QtBot, controller: MyDigitsController, *changes: Change) -> None:
    """Change the digits of the person who is drawing, and wait until that is on the disk."""
    for each in changes:
        controller.people.book.apply(each)
    settle(qtbot, controller)
