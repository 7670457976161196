"""The penalties beside their codes."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from lenet_gui.answer.penalties import PenaltyBars
from lenet_gui.answer.words import rule_of
from model.network.rbf_codes import BLACK_CELLS, CODE_ROWS
from model.network.records import NO_REJECTION, Rejection
from tests.gui.line_heights import high
from tests.gui.painted import picture_of

INK = QColor("#404040").lightness()


def shown(qtbot: QtBot, height: int) -> PenaltyBars:
    penalties = PenaltyBars()
    qtbot.addWidget(penalties)
    penalties.resize(180, high(height))
    with qtbot.waitExposed(penalties):
        penalties.show()
    return penalties


@pytest.mark.parametrize("height", [308, 330, 420, 600])
def test_a_cell_of_a_code_has_at_least_two_by_two_pixels(qtbot: QtBot, height: int) -> None:
    penalties = shown(qtbot, height)
    picture = picture_of(penalties)
    row = penalties.rect_of(1).toRect()  # the 1's stem is two cells wide
    columns = range(12, 45)
    dark = [
        sum(picture.pixelColor(x, y).lightness() < INK for x in columns) for y in range(row.top() + 2, row.bottom() - 1)
    ]
    assert max(dark) >= 2 * 4  # its foot is four cells wide or more
    assert sum(count > 0 for count in dark) >= 2 * (CODE_ROWS - 4)


def test_the_rule_is_told_in_the_figures_that_decide() -> None:
    told = rule_of(Rejection(5.042, 8.0, 0.655))
    assert "Rubbish counts as a penalty of 40.3, the dotted line." in told
    assert "if its share is 65.5 % or more" in told
    assert "dotted line" not in rule_of(Rejection(30.0, 8.0, 0.5))  # beyond the end of the scale


def test_where_no_answer_is_refused_nothing_is_said_of_rubbish() -> None:
    told = rule_of(NO_REJECTION)
    assert "ubbish" not in told
    assert told.endswith("no answer is refused.")


@pytest.mark.parametrize("height", [308, 420, 600])
@pytest.mark.parametrize("digit", [0, 3, 4])
def test_the_line_around_a_code_hides_none_of_its_cells(qtbot: QtBot, height: int, digit: int) -> None:
    penalties = shown(qtbot, height)
    picture, row = picture_of(penalties), penalties.rect_of(digit).toRect()
    places = [(x, y) for x in range(17, 50) for y in range(row.top(), row.bottom())]
    dark = sum(picture.pixelColor(x, y).lightness() < INK for x, y in places)
    assert dark in [sum(BLACK_CELLS[digit]) * side**2 for side in range(2, 6)]
