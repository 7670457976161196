"""Widgets in lines."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.style.flow import Flow

SIDE, GAP = 40, 2


@pytest.mark.parametrize(
    ("fitting", "even", "lines"),
    [
        (5, True, [5]),
        (4, True, [3, 2]),
        (3, True, [3, 2]),
        (2, True, [2, 2, 1]),
        (1, True, 5 * [1]),
        (4, False, [4, 1]),
    ],
)
def test_even_lines_leave_nothing_over_for_the_last(qtbot: QtBot, fitting: int, even: bool, lines: list[int]) -> None:
    room, buttons = QWidget(), [QWidget() for _ in range(5)]
    qtbot.addWidget(room)
    for each in buttons:
        each.setFixedSize(SIDE, SIDE)
    flow = Flow(buttons, gap=GAP, centred=True, even=even)
    room.setLayout(flow)
    width = fitting * (SIDE + GAP)
    room.resize(width, flow.heightForWidth(width))
    with qtbot.waitExposed(room):
        room.show()
    tops = [each.y() for each in buttons]
    assert [tops.count(top) for top in sorted(set(tops))] == lines
    assert room.height() == len(lines) * (SIDE + GAP) - GAP
