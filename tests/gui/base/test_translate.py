"""Figures on the screen have true minus signs, words keep their hyphens; tool tips have lines that can be read."""

import pytest

from lenet_gui.base.translate import figure, tool_tip, typeset


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
