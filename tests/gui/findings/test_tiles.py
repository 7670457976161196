"""The digits that a map finds, as tiles: how they lie, and how keys lead over them."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from lenet_gui.findings.tiles import DigitTiles, Tile, TileRow
from lenet_gui.main_window import MainWindow
from model.digits.survey import KEPT
from tests.gui.conftest import AnswerOf
from tests.gui.findings.test_findings import UNIT, findings, opened
from tests.gui.painted import problems_painted

pytestmark = pytest.mark.usefixtures("few_test_digits")


def test_keys_lead_over_all_rows_and_put_a_digit_on_the_canvas(
    drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf, said: list[str]
) -> None:
    panel = opened(drawn, qtbot)
    smallest = findings(panel, row=1)
    panel.tiles.setFocus()
    for place in ((0, 0), (0, 1)):
        QTest.keyClick(panel.tiles, Qt.Key.Key_Right)
        assert panel.tiles.pointed == place
        assert "MNIST test digit" in said[-1]
    while panel.tiles.pointed is not None and panel.tiles.pointed[0] == 0:
        QTest.keyClick(panel.tiles, Qt.Key.Key_Down)
    assert panel.tiles.pointed == (1, 1)
    answer = answer_of(lambda: QTest.keyClick(panel.tiles, Qt.Key.Key_Return))
    assert answer.value_of(smallest[1].unit) == pytest.approx(smallest[1].value, abs=1e-4)
    QTest.keyClick(panel.tiles, Qt.Key.Key_Up)
    assert panel.tiles.pointed[0] == 0


def test_rows_follow_each_other_however_high_the_drawer_is(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = opened(drawn, qtbot)
    drawn.resize(1600, 1400)
    (split,) = (each for each in drawn.findChildren(QSplitter) if each.indexOf(drawn.drawer) >= 0)
    split.setSizes([1, 2000])
    qtbot.waitUntil(lambda: panel.tiles.height() > 600)
    assert len(findings(panel)) == KEPT
    tiles = panel.tiles
    gap = tiles.rect_of((1, 0)).top() - tiles.rect_of((0, KEPT - 1)).bottom()
    assert 0 < gap < tiles.rect_of((0, 0)).height() / 2


def test_a_digit_that_has_no_room_any_more_is_not_pointed_at(drawn: MainWindow, qtbot: QtBot) -> None:
    drawn.resize(1600, 1400)
    panel = opened(drawn, qtbot)
    panel.tiles.setFocus()
    last = len(findings(panel)) - 1
    for _ in range(last + 1):
        QTest.keyClick(panel.tiles, Qt.Key.Key_Right)
    assert panel.tiles.pointed == (0, last)
    drawn.resize(1024, 700)
    qtbot.waitUntil(lambda: len(findings(panel)) <= last)
    assert panel.tiles.pointed is None


def test_titles_without_room_are_elided(qtbot: QtBot) -> None:
    tiles = DigitTiles(rows=1)
    qtbot.addWidget(tiles)
    tile = Tile(0, np.zeros((32, 32), np.uint8), 7, 1.25, "C3", UNIT)
    tiles.show_rows([TileRow("Largest values " * 20, [tile], str)])
    tiles.resize(300, 120)
    tiles.show()
    assert problems_painted(tiles) == []
