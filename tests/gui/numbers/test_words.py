"""What is said of one digit of a number agrees with how the number is read."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.answer.answer_view import AnswerView
from lenet_gui.main_window import MainWindow
from lenet_gui.style.text_size import Role, font_for
from model.network.architecture import NOT_A_DIGIT
from model.network.recognition import Recognition
from model.numbers.signs import ShownNumbers
from tests.gui.conftest import AnswerOf
from tests.gui.line_heights import high

Shown = tuple[ShownNumbers, Recognition]


@pytest.fixture
def shown(year: MainWindow, answer_of: AnswerOf) -> Shown:
    """The 0 of 2026, and its answer."""
    found: list[ShownNumbers] = []
    year.numbers.shown.connect(found.append)
    strip = year.canvas_panel.number
    where: QPoint = strip.rect_of(1).center().toPoint()
    answer = answer_of(lambda: QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=where))
    return found[-1], answer


def with_penalties(answer: Recognition, **few: float) -> Recognition:
    """All are large but a few: ``_4=30`` is that of the 4. Rubbish counts as 48."""
    penalties = np.full(10, 180.0)
    for name, penalty in few.items():
        penalties[int(name[1:])] = penalty
    return replace(answer, penalties=penalties)


@pytest.mark.parametrize(
    ("label", "few", "sentence"),
    [
        (0, {"_0": 5.0}, "Surely a 0"),
        (0, {"_0": 47.0}, "A 0, but not surely"),
        (8, {"_8": 47.0}, "An 8, but not surely"),
        (0, {"_0": 30.0, "_6": 31.0}, "0 or 6? Too close to call"),
        (0, {"_6": 30.0, "_0": 31.0}, "6 or 0? Too close to call"),
        (0, {"_6": 30.0, "_8": 31.0}, "A 0, but not surely"),
        (0, {"_6": 5.0}, "Read as 0; alone it would be 6"),
        (0, {"_6": 47.0}, "A 0, but not surely"),
        (0, {"_6": 49.0}, "Read as 0; alone it would be no digit"),
        (NOT_A_DIGIT, {"_6": 5.0}, "No digit: too small beside the others"),
        (NOT_A_DIGIT, {"_6": 30.0, "_8": 31.0}, "No digit: too small beside the others"),
        (NOT_A_DIGIT, {"_6": 90.0}, "Not a digit (nearest: 6)"),
    ],
)
def test_the_sentence_agrees_with_what_stands_below_the_ink(
    year: MainWindow, shown: Shown, label: int, few: dict[str, float], sentence: str
) -> None:
    numbers, answer = shown
    sign = replace(numbers.shown, label=label)
    signs = tuple(sign if each is numbers.shown else each for each in numbers.signs)
    year.answer.show_numbers(replace(numbers, signs=signs, shown=sign))
    year.answer.show_recognition(with_penalties(answer, **few))
    place = "Sign" if label == NOT_A_DIGIT else "Digit"
    assert year.answer.sentence == f"{place} 2 of 4\n{sentence}"


@pytest.mark.parametrize(
    ("few", "sentence"), [({"_8": 114.0, "_4": 117.0}, "Not a digit (nearest: 8)"), ({"_8": 5.0}, "Surely an 8")]
)
def test_of_a_dead_end_it_is_said_what_the_network_alone_reads(
    year: MainWindow, shown: Shown, few: dict[str, float], sentence: str
) -> None:
    numbers, answer = shown
    # The cheapest label of its ink, for an 8 has one stroke.
    dead = replace(numbers.shown, label=4)
    year.answer.show_numbers(replace(numbers, shown=dead))
    year.answer.show_recognition(with_penalties(answer, **few))
    assert year.answer.sentence == f"A dead end\n{sentence}"


def test_all_of_a_sentence_is_painted(qtbot: QtBot, shown: Shown) -> None:
    """Of three lines the last was cut off, at the window's smallest size."""
    numbers, answer = shown
    view = AnswerView()
    qtbot.addWidget(view)
    lead = QFontMetrics(font_for(Role.LEAD, view.font()))
    view.resize(min(177, lead.horizontalAdvance("0 or 6? Too close to call") - 1), high(141))
    view.show_numbers(numbers)
    view.show_recognition(with_penalties(answer, _0=30.0, _6=31.0))
    words, where = view.words_on_screen()
    assert words == "Digit 2 of 4\n0 or 6?\nToo close to call"
    assert where.height() >= 3 * lead.height()
    assert view.rect().contains(where)
