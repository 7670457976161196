"""The key above the curves, and the names beside them, have room."""

import re

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base.pointable import Scrolled
from lenet_gui.training.curves.curves_view import CurvesView
from lenet_gui.training.curves.key import KeyEntry, key_in_lines
from lenet_gui.training.curves.page import CurvesPage
from tests.gui.training.curves.curve_driving import result, settle

ENTRIES = [
    KeyEntry("#112233", "●", "training"),
    KeyEntry("#445566", "●", "held out"),
    KeyEntry("#445566", "– – –", "Paper 1998, my digits, 2026-11-28 10:00 <&>"),
]


def shown_lines(room: int) -> list[str]:
    text = key_in_lines(ENTRIES, room, QFontMetrics(QApplication.font()))
    return [re.sub("<[^>]*>", "", line) for line in text.split("<br>")]


@pytest.mark.usefixtures("qapp")
def test_what_does_not_fit_into_a_line_begins_another() -> None:
    assert len(shown_lines(2000)) == 1
    assert "&lt;&amp;&gt;" in shown_lines(2000)[0]
    metrics = QFontMetrics(QApplication.font())
    widest = metrics.horizontalAdvance("– – – Paper 1998, my digits, 2026-11-28 10:00 <&>")
    for room in (widest + 1, widest + 60):
        lines = shown_lines(room)
        assert len(lines) == 2
        assert lines[1].endswith("10:00 &lt;&amp;&gt;")
        assert "training" in lines[0]
        assert "held&nbsp;out" in lines[0] or "held out" in lines[0]


@pytest.mark.usefixtures("qapp")
def test_what_is_wider_than_a_line_is_shortened_in_its_middle() -> None:
    *_, last = shown_lines(150)
    assert re.search("Pap.*….*&gt;", last)


def test_names_are_no_longer_than_their_axes(curves: CurvesView) -> None:
    for number in range(1, 5):
        curves.add_pass(result(number))
    seen = set[str]()
    for height in (500, *range(420, 240, -10), 500):
        curves.resize(500, height)
        settle(curves)
        axes = [plot.getAxis("left") for plot in curves._plots._plots]
        advance = curves.fontMetrics().horizontalAdvance
        assert all(advance(axis.labelText) <= axis.boundingRect().height() for axis in axes)
        names = [axis.labelText for axis in axes]
        assert names == ["loss", "error in %", "rate"] or height < 500
        seen.add(names[1])
    assert {"error in %", "error %"} < seen  # a shorter one, before it is cut off


def area_of(page: CurvesPage) -> Scrolled:
    area = page.findChild(Scrolled)
    assert area is not None
    return area


def test_with_large_text_the_plots_stay_high_and_the_page_is_scrolled(qtbot: QtBot) -> None:
    page = CurvesPage()
    qtbot.addWidget(page)
    page.curves.start("a run", 2, distorted=True)
    page.curves.show_passes([result(1), result(2)])
    height = 23 * page.fontMetrics().height() + 8
    page.resize(600, height)
    with qtbot.waitExposed(page):
        page.show()
    settle(page.curves)
    assert not area_of(page).verticalScrollBar().isVisible()
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    page.setFont(font)
    settle(page.curves)
    assert page.height() == height
    assert area_of(page).verticalScrollBar().isVisible()
    assert page.curves._plots.geometry().bottom() < page.curves.why.geometry().top()
    assert page.curves._plots.height() >= 10 * page.fontMetrics().height()
    names = [plot.getAxis("left").labelText for plot in page.curves._plots._plots]
    assert all(not name or len(name.rstrip("…")) > 1 for name in names)
