"""Each kind of arithmetic: what it says, that it sums to the unit's value, what is copied and chosen."""

import re

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.translate import typeset
from lenet_gui.why.curve import SquashingView
from lenet_gui.why.panel import WhyPanel
from model.network.explain import SumExplanation, explain, explain_penalty
from model.network.recognition import Recognition
from model.network.wiring import HIDDEN, NAMES, Unit, shape_of
from model.network.words.figures import figure
from tests.gui.painted import texts_painted
from tests.gui.why.why_driving import ONE_OF_EACH, hover, scale_text, sheet_of


def random_units(layer: str, count: int) -> list[Unit]:
    maps, side = shape_of(layer)
    places = np.random.default_rng(NAMES.index(layer)).integers(0, (maps, side, side), (count, 3))
    return [Unit(layer, *(int(index) for index in place)) for place in places]


def last_figure(line: str) -> float:
    return float(line.split(" ")[-1])


def curve_of(panel: WhyPanel) -> SquashingView:
    curve = panel.findChild(SquashingView)
    assert curve is not None
    return curve


def test_the_empty_panel_says_what_to_do(panel: WhyPanel, answer: Recognition) -> None:
    assert panel.summary == "Point at a unit or click one to see how its value is computed."
    assert not panel.copy.isEnabled()
    panel.show_explanation(explain(answer, Unit("C1", 0)))
    assert panel.copy.isEnabled()
    panel.show_nothing()
    assert panel.summary.startswith("Point at a unit")
    assert panel.sheet is None


@pytest.mark.parametrize("layer", HIDDEN)
@pytest.mark.parametrize("which", ["answer", "blank", "changed", "logistic"])
def test_the_terms_add_up_to_the_value(panel: WhyPanel, request: pytest.FixtureRequest, layer: str, which: str) -> None:
    answer: Recognition = request.getfixturevalue(which)
    for unit in random_units(layer, 12):
        explanation = explain(answer, unit)
        panel.show_explanation(explanation)
        *_, inputs, total, value = panel.summary.splitlines()
        bias = float(total.split(" ")[2])
        assert last_figure(inputs) + bias == pytest.approx(last_figure(total), abs=2e-6)
        assert last_figure(value) == pytest.approx(explanation.value, abs=1e-5)
        assert last_figure(panel.summary.splitlines()[0]) == pytest.approx(explanation.value, abs=6e-5)


def test_a_convolution_sums_its_maps(panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, Unit("C3", 7, 2, 5)))
    heading, about, *patches, inputs, _, _ = panel.summary.splitlines()
    assert heading == f"C3 map 7, row 2, column 5 = {answer.layer('C3')[7, 2, 5]:+.4f}"
    assert about == "convolution of 4 S2 maps; sees rows 4 to 17, columns 10 to 23 of INPUT"
    assert patches[0].startswith("S2 map 1, rows 2 to 6, columns 5 to 9: sum of input × weight = ")
    assert sum(last_figure(patch) for patch in patches) == pytest.approx(last_figure(inputs), abs=4e-6)


def test_subsampling_sums_four_and_multiplies(panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, Unit("S4", 3, 2, 2)))
    _, about, *four, product, _, _, _ = panel.summary.splitlines()
    assert about == "subsampling of C3 map 3; sees rows 8 to 23, columns 8 to 23 of INPUT"
    assert [line.split(":")[0] for line in four[:2]] == ["C3 map 3, row 4, column 4", "C3 map 3, row 4, column 5"]
    total, coefficient = (float(figure) for figure in re.findall(r"[+-]\d\.\d{6}", product)[:2])
    assert sum(last_figure(line) for line in four) == pytest.approx(total, abs=4e-6)
    assert total * coefficient == pytest.approx(last_figure(product), abs=1e-5)


@pytest.mark.parametrize(("unit", "others"), [(Unit("C5", 17), "390 others"), (Unit("F6", 40), "110 others")])
def test_contributions_and_the_others_come_to_the_inputs(
    panel: WhyPanel, answer: Recognition, unit: Unit, others: str
) -> None:
    panel.show_explanation(explain(answer, unit))
    _, _, *contributions, rest, inputs, _, _ = panel.summary.splitlines()
    products = [last_figure(line) for line in contributions]
    assert [abs(product) for product in products] == sorted((abs(product) for product in products), reverse=True)
    assert rest.startswith(others)
    assert sum(products) + last_figure(rest) == pytest.approx(last_figure(inputs), abs=1e-5)


def test_a_pixel(panel: WhyPanel, answer: Recognition) -> None:
    for unit in random_units("INPUT", 12):
        panel.show_explanation(explain(answer, unit))
        assert last_figure(panel.summary) == pytest.approx(1.275 * answer.ink[unit.row, unit.column] - 0.1, abs=1e-6)
    assert not curve_of(panel).isVisible()


def test_one_penalty_and_two_compared(panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, Unit("OUTPUT", 4)))
    assert panel.summary.splitlines()[0] == f"Penalty of 4 = {answer.penalties[4]:.4f}"
    assert last_figure(panel.summary.splitlines()[2]) == pytest.approx(answer.penalties[4], abs=1e-5)
    panel.show_penalties(explain_penalty(answer, 4), explain_penalty(answer, 9))
    first, second, difference = (last_figure(line) for line in panel.summary.splitlines()[2:5])
    assert first == pytest.approx(answer.penalties[4], abs=1e-5)
    assert second == pytest.approx(answer.penalties[9], abs=1e-5)
    assert difference == pytest.approx(answer.penalties[9] - answer.penalties[4], abs=1e-5)


def test_a_factor_is_part_of_the_arithmetic(panel: WhyPanel, changed: Recognition) -> None:
    panel.show_explanation(explain(changed, Unit("C3", 7, 2, 5)))
    assert " × factor 0.5 = " in panel.summary.splitlines()[-1]


@pytest.mark.parametrize("which", ["answer", "logistic", "changed"])
def test_the_point_lies_on_the_curve(panel: WhyPanel, request: pytest.FixtureRequest, which: str) -> None:
    answer: Recognition = request.getfixturevalue(which)
    panel.resize(900, 400)
    for unit in (Unit("C3", 7, 2, 5), Unit("C5", 17), Unit("C3", 15, 4, 4)):
        panel.show_explanation(explain(answer, unit))
        QApplication.processEvents()
        curve = curve_of(panel)
        assert curve.plot_rect().adjusted(-0.5, -0.5, 0.5, 0.5).contains(curve.point())
        assert curve.grab().toImage().pixelColor(curve.point().toPoint()).blue() > 150
        assert "weighted sum" in hover(curve, curve.point().toPoint())
        assert "value = " in curve.accessibleDescription()


def test_the_value_below_the_terms_is_the_one_above_them(panel: WhyPanel, answer: Recognition) -> None:
    panel.resize(900, 400)
    units = (Unit("C3", index, row, column) for index in range(16) for row in range(10) for column in range(10))
    every = (explain(answer, unit) for unit in units)
    apart = [one for one in every if isinstance(one, SumExplanation) and figure(one.value) != figure(one.result)]
    assert apart  # computed in single precision, and from the terms in double
    for explanation in apart:
        panel.show_explanation(explanation)
        QApplication.processEvents()
        assert panel.summary.splitlines()[0].endswith(figure(explanation.value))
        assert typeset(figure(explanation.value)) in texts_painted(curve_of(panel))


def test_the_copy_button_puts_the_arithmetic_on_the_clipboard(panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, Unit("F6", 40)))
    QTest.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == panel.summary


def test_keys_choose_a_rival_but_never_the_digit_itself(qtbot: QtBot, panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, Unit("C1", 0)))
    assert not panel.rival.isVisible()
    panel.show_explanation(explain(answer, Unit("OUTPUT", 4)))
    assert panel.rival.isVisible()
    assert panel.rival.currentIndex() == -1
    with qtbot.waitSignal(panel.rival.activated) as chosen:
        QTest.keyClick(panel.rival, Qt.Key.Key_Down)
    assert chosen.args == [0]
    panel.show_penalties(explain_penalty(answer, 4), explain_penalty(answer, 3))
    assert panel.rival.currentText() == "and not 3"
    with qtbot.waitSignal(panel.rival.activated) as chosen:
        QTest.keyClick(panel.rival, Qt.Key.Key_Down)
    assert chosen.args == [5]


def test_a_new_answer_creates_no_widgets(panel: WhyPanel, answer: Recognition, blank: Recognition) -> None:
    for unit in ONE_OF_EACH:
        panel.show_explanation(explain(answer, unit))
        before, shot = panel.findChildren(QWidget), sheet_of(panel).grab().toImage()
        size = panel.minimumSizeHint()
        panel.show_explanation(explain(blank, unit))
        assert panel.findChildren(QWidget) == before
        assert panel.minimumSizeHint() == size
        assert sheet_of(panel).grab().toImage() != shot


def test_a_new_colour_map_shows_at_once(qtbot: QtBot, answer: Recognition) -> None:
    scale = ActivationScale()
    panel = WhyPanel(scale)
    qtbot.addWidget(panel)
    panel.show_explanation(explain(answer, Unit("C3", 7, 2, 5)))
    before = panel.grab().toImage()
    scale.choose("grey")
    assert panel.grab().toImage() != before


def test_what_the_value_is_wraps_and_the_tooltip_of_the_elided_heading_shows_all_of_it(
    panel: WhyPanel, answer: Recognition
) -> None:
    scale_text(panel, 2)
    panel.show_explanation(explain(answer, Unit("C3", 7, 2, 5)))
    sheet_of(panel)
    heading, about = panel.findChildren(ElidedLabel)
    assert hover(heading, heading.rect().center()) == heading.text == panel.summary.splitlines()[0]
    assert about.text == panel.summary.splitlines()[1]
    assert about.height() >= 2 * about.fontMetrics().height()
    assert about.height() >= about.heightForWidth(about.width())


def test_what_the_value_is_stays_whole_whatever_was_shown_before(panel: WhyPanel, answer: Recognition) -> None:
    scale_text(panel, 1.5)
    short, long = Unit("INPUT", 0, 9, 12), Unit("C3", 7, 4, 4)
    about = panel.findChildren(ElidedLabel)[1]
    for width in range(650, 740, 12):
        for size in (width, width - 12):  # first one line less, then as a scroll bar comes
            panel.resize(size, 260)
            panel.show_explanation(explain(answer, short))
            QApplication.processEvents()
            panel.show_explanation(explain(answer, long))
            QApplication.processEvents()
            assert about.height() >= about.heightForWidth(about.width())
