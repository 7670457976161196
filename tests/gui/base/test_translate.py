"""Figures on the screen have true minus signs, words keep their hyphens; tool tips have lines that can be read."""

from datetime import datetime, timedelta, timezone

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QLocale
from PySide6.QtGui import QTextDocument

from lenet_gui.base.translate import figure, local_time, tool_tip, typeset


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("C1 map 2: -0.25", "C1 map 2: −0.25"),
        ("(-1) and -.5", "(−1) and −.5"),
        ("a 7-segment, 2-3, pre-train", "a 7-segment, 2-3, pre-train"),
        ("LeNet-5 of 1998", "LeNet-5 of 1998"),
    ],
)
def test_only_a_sign_becomes_a_minus(text: str, shown: str) -> None:
    assert typeset(text) == shown


def test_a_figure_has_its_sign_and_nothing_is_minus_zero() -> None:
    assert (figure(-0.25, 2), figure(0.25, 2), figure(-0.0001, 2)) == ("−0.25", "+0.25", "+0.00")


def test_a_tool_tip_keeps_its_lines_and_breaks_long_ones_between_words() -> None:
    sentence = "The smallest penalty names the digit if its share is large enough, which depends on all ten."
    lines = tool_tip(f"Penalty of 4:\n-0.25\n\n{sentence}").split("\n")
    assert lines[:3] == ["Penalty of 4:", "−0.25", ""]
    assert " ".join(lines[3:]) == sentence
    assert max(map(len, lines)) <= 72


@pytest.mark.parametrize("name", ["Ann", "Ann & Bob", "<b>Eve</b>", "<img src='x'>"])
def test_a_name_is_no_markup_in_a_tool_tip(name: str) -> None:
    shown = QTextDocument()
    tip = tool_tip(f"{name}'s digits: 3")
    (shown.setHtml if QtGui.Qt.mightBeRichText(tip) else shown.setPlainText)(tip)
    assert shown.toPlainText() == f"{name}'s digits: 3"


@pytest.mark.parametrize("locale", ["C", "en_US", "de_DE"])
def test_dates_look_the_same_everywhere(locale: str) -> None:
    """As a log and its weights are named."""
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert local_time("2026-11-29T14:14:05") == "2026-11-29 14:14"
        there = datetime(2026, 11, 29, 14, 14, 5, tzinfo=timezone(timedelta(hours=5)))
        assert local_time(there.isoformat()) == f"{there.astimezone():%Y-%m-%d %H:%M}"
        assert local_time("some day") == "some day"
    finally:
        QLocale.setDefault(before)
