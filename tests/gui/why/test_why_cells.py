"""The cells of the arithmetic: hover, keys, clicks, and following the sources back to the input."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from lenet_gui.why.full import FullSheet, round_end
from lenet_gui.why.panel import WhyPanel
from lenet_gui.why.penalty import PenaltySheet
from lenet_gui.why.sheet import SheetCell
from model.network.explain import ConvolutionExplanation, FullExplanation, explain, explain_penalty
from model.network.rbf_codes import rbf_codes
from model.network.recognition import Recognition
from model.network.wiring import Unit
from tests.gui.why.why_driving import area_of, centre_of, click, hover, sheet_of

C3 = Unit("C3", 7, 2, 5)


@pytest.mark.parametrize("picture", [0, 1, 2])
def test_a_convolution_cell_shows_its_product_and_opens_its_input(
    qtbot: QtBot, panel: WhyPanel, answer: Recognition, picture: int
) -> None:
    explanation = explain(answer, C3)
    assert isinstance(explanation, ConvolutionExplanation)
    panel.show_explanation(explanation)
    sheet, place = sheet_of(panel), SheetCell(3 + picture, 4, 1)
    patch = explanation.patches[1]
    text = f"{patch.inputs[4, 1]:+.4f} × {patch.kernel[4, 1]:+.4f} = {patch.products[4, 1]:+.4f}"
    assert hover(sheet, centre_of(sheet, place)) == f"S2 map 2, row 6, column 6:  {text}"
    assert sheet.accessibleDescription() == f"S2 map 2, row 6, column 6:  {text}"
    with qtbot.waitSignal(panel.source_chosen) as chosen:
        click(sheet, place)
    assert chosen.args == [Unit("S2", 2, 6, 6)]
    QApplication.sendEvent(sheet, QEvent(QEvent.Type.Leave))
    assert "Arrow keys" in sheet.accessibleDescription()


def test_the_description_of_a_cell_follows_the_answer(panel: WhyPanel, answer: Recognition, blank: Recognition) -> None:
    panel.show_explanation(explain(answer, C3))
    sheet = sheet_of(panel)
    hover(sheet, centre_of(sheet, SheetCell(0, 2, 2)))
    before = sheet.accessibleDescription()
    panel.show_explanation(explain(blank, C3))
    assert sheet.accessibleDescription() != before
    assert f"{blank.layer('S2')[1, 4, 7]:+.4f} × " in sheet.accessibleDescription()


def test_arrow_keys_cross_from_picture_to_picture(qtbot: QtBot, panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, C3))
    sheet = sheet_of(panel)
    QApplication.sendEvent(sheet, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert sheet.accessibleDescription().startswith("S2 map 1, row 2, column 5:")
    seen = []
    for key in (Qt.Key.Key_Left, *[Qt.Key.Key_Right] * 5, *[Qt.Key.Key_Down] * 5, Qt.Key.Key_Up):
        QTest.keyClick(sheet, key)
        seen.append(sheet.accessibleDescription().split(":")[0])
    assert seen[0] == "S2 map 1, row 2, column 5"
    assert seen[4] == "S2 map 1, row 2, column 9"
    assert seen[5] == "S2 map 1, row 2, column 5"  # the kernel's first
    assert seen[10] == "S2 map 2, row 2, column 5"
    assert seen[11] == "S2 map 1, row 6, column 5"
    with qtbot.waitSignal(panel.source_chosen) as chosen:
        QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert chosen.args == [Unit("S2", 1, 6, 5)]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert "Arrow keys" in sheet.accessibleDescription()


def test_the_cell_reached_by_key_is_scrolled_into_view(panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, Unit("C3", 15, 4, 4)))
    sheet = sheet_of(panel)
    for _ in range(30):
        QTest.keyClick(sheet, Qt.Key.Key_Down)
    assert sheet.accessibleDescription().startswith("S2 map 5, row 8")
    visible = QRect(
        sheet.mapFromGlobal(area_of(sheet).mapToGlobal(area_of(sheet).rect().topLeft())), area_of(sheet).size()
    )
    assert visible.contains(sheet.rect_of(SheetCell(15, 4, 0)).toAlignedRect())


def test_enter_leads_from_the_output_back_to_the_input(panel: WhyPanel, answer: Recognition) -> None:
    panel.source_chosen.connect(lambda unit: panel.show_explanation(explain(answer, unit)))
    panel.activateWindow()
    panel.show_explanation(explain(answer, Unit("OUTPUT", 4)))
    sheet_of(panel).setFocus(Qt.FocusReason.TabFocusReason)
    visited = []
    for _ in range(7):
        visited.append(panel.summary.split(" ")[0])
        sheet = sheet_of(panel)
        assert sheet.hasFocus()
        QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert visited == ["Penalty", "F6", "C5", "S4", "C3", "S2", "C1"]
    assert panel.summary.startswith("INPUT")


def test_a_subsampling_cell_opens_its_input(qtbot: QtBot, panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, Unit("S2", 1, 5, 6)))
    sheet = sheet_of(panel)
    assert (
        hover(sheet, centre_of(sheet, SheetCell(0, 1, 0)))
        == f"C1 map 1, row 11, column 12:  {answer.layer('C1')[1, 11, 12]:+.4f}"
    )
    with qtbot.waitSignal(panel.source_chosen) as chosen:
        click(sheet, SheetCell(0, 1, 0))
    assert chosen.args == [Unit("C1", 1, 11, 12)]


@pytest.mark.parametrize("unit", [Unit("C5", 17), Unit("F6", 40)])
def test_bars_are_sorted_and_open_their_units(qtbot: QtBot, panel: WhyPanel, answer: Recognition, unit: Unit) -> None:
    explanation = explain(answer, unit)
    assert isinstance(explanation, FullExplanation)
    panel.show_explanation(explanation)
    sheet = sheet_of(panel)
    assert isinstance(sheet, FullSheet)
    few = len(sheet.strongest)
    assert few >= 6
    sizes = [abs(one.product) for one in sheet.strongest]
    assert all(larger >= smaller for larger, smaller in pairwise(sizes))
    assert sizes[0] == pytest.approx(float(np.abs(explanation.products).max()))
    one = sheet.strongest[2]
    text = hover(sheet, centre_of(sheet, SheetCell(0, 2, 0)))
    assert text.endswith(f"{one.input:+.4f} × {one.weight:+.4f} = {one.product:+.4f}")
    with qtbot.waitSignal(panel.source_chosen) as chosen:
        click(sheet, SheetCell(0, 2, 0))
    assert chosen.args == [one.source]
    rest = explanation.weighted - sum(one.product for one in sheet.strongest)
    others = hover(sheet, centre_of(sheet, SheetCell(0, few, 0)))
    assert others == f"{explanation.inputs.size - few} others together: {rest:+.4f}"
    assert hover(sheet, centre_of(sheet, SheetCell(0, few + 1, 0))) == f"bias: {explanation.bias:+.4f}"
    with qtbot.assertNotEmitted(panel.source_chosen):
        click(sheet, SheetCell(0, few, 0))
    panel.resize(1200, 400)
    assert len(sheet_of(panel).grids) == 1
    assert len(sheet.strongest) > few


def test_the_scale_of_bars_holds_every_bar() -> None:
    for size in np.geomspace(1e-3, 1e3, 200):
        end = round_end(float(size))
        assert size * (1 - 1e-6) <= end <= size * 2.5 * (1 + 1e-6)
    assert round_end(0.0) > 0


def test_two_penalties_differ_only_where_the_codes_do(panel: WhyPanel, answer: Recognition) -> None:
    for second in (0, 1, 2, 3, 5, 6, 7, 8, 9):
        panel.show_penalties(explain_penalty(answer, 4), explain_penalty(answer, second))
        sheet = sheet_of(panel)
        assert isinstance(sheet, PenaltySheet)
        difference = sheet.difference()
        differ = (rbf_codes()[4] != rbf_codes()[second]).reshape(12, 7)
        assert not difference[~differ].any()
        assert difference.sum() == pytest.approx(answer.penalties[second] - answer.penalties[4], abs=1e-5)
        decided = sheet.deciding()
        assert decided is not None
        assert difference[decided] == difference.max()
        row, column = decided
        says = f"{differ.sum()} of 84 cells differ; row {row}, column {column} counts most: "
        assert panel.summary.splitlines()[-1] == f"{says}{difference.max():.4f} for 4."


def test_the_deciding_cell_favours_the_smaller_penalty(panel: WhyPanel, answer: Recognition) -> None:
    panel.show_penalties(explain_penalty(answer, 9), explain_penalty(answer, 4))
    assert panel.summary.endswith(" for 4.")
    panel.show_penalties(explain_penalty(answer, 4), explain_penalty(answer, 4))
    assert panel.summary.endswith("The codes are equal.")


def test_a_penalty_cell_shows_both_squares(qtbot: QtBot, panel: WhyPanel, answer: Recognition) -> None:
    panel.show_penalties(explain_penalty(answer, 4), explain_penalty(answer, 9))
    sheet = sheet_of(panel)
    assert isinstance(sheet, PenaltySheet)
    assert len(sheet.grids) == 6
    row, column = sheet.deciding() or (0, 0)
    f6 = answer.f6.reshape(12, 7)[row, column]
    text = hover(sheet, centre_of(sheet, SheetCell(5, row, column)))
    for digit in (4, 9):
        code = rbf_codes()[digit].reshape(12, 7)[row, column]
        assert f"{digit}: ({f6:+.4f} - ({code:+.0f}))² = {float((f6 - code) ** 2):.4f}" in text
    assert "-" not in QToolTip.text()
    assert "favours 4 by " in text
    agree = np.argwhere(rbf_codes()[4] == rbf_codes()[9])[0][0]
    assert "the codes agree" in hover(sheet, centre_of(sheet, SheetCell(0, int(agree) // 7, int(agree) % 7)))
    with qtbot.waitSignal(panel.source_chosen) as chosen:
        click(sheet, SheetCell(5, row, column))
    assert chosen.args == [Unit("F6", row * 7 + column)]
