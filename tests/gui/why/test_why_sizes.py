"""Nothing is cut off: small and large panels, text from 100 to 200 %, every kind of arithmetic."""

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QApplication

from lenet_gui.why.curve import SquashingView
from lenet_gui.why.panel import WhyPanel
from model.network.explain import explain, explain_penalty
from model.network.recognition import Recognition
from model.network.wiring import Unit
from tests.gui.why.why_driving import ONE_OF_EACH, area_of, scale_text, sheet_of

SIZES = [QSize(460, 190), QSize(460, 230), QSize(800, 260), QSize(1200, 400), QSize(2000, 700)]


def show(panel: WhyPanel, answer: Recognition, kind: int) -> None:
    """Each unit in turn, and two classes as the last."""
    if kind < len(ONE_OF_EACH):
        panel.show_explanation(explain(answer, ONE_OF_EACH[kind]))
    else:
        panel.show_penalties(explain_penalty(answer, 4), explain_penalty(answer, 9))


@pytest.mark.parametrize("kind", range(len(ONE_OF_EACH) + 1))
@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_all_cells_fit_at_any_size(panel: WhyPanel, answer: Recognition, kind: int, factor: float) -> None:
    scale_text(panel, factor)
    for size in SIZES:
        panel.resize(size)
        show(panel, answer, kind)
        sheet = sheet_of(panel)
        QApplication.processEvents()
        least = sheet.minimumSizeHint()
        assert sheet.width() >= least.width()
        assert sheet.height() >= sheet.heightForWidth(sheet.width())
        area = area_of(sheet)
        hidden = sheet.height() - area.viewport().height()
        assert area.verticalScrollBar().maximum() >= hidden
        for grid in sheet.grids:
            assert QRectF(sheet.rect()).adjusted(0, 0, 0.5, 0.5).contains(grid.rect)
        for one, grid in enumerate(sheet.grids):
            assert not any(grid.rect.intersects(other.rect) for other in sheet.grids[one + 1 :])


@pytest.mark.parametrize("kind", range(len(ONE_OF_EACH) + 1))
def test_the_minimum_size_grows_with_the_text(panel: WhyPanel, answer: Recognition, kind: int) -> None:
    show(panel, answer, kind)
    panel_before, sheet_before = panel.minimumSizeHint(), sheet_of(panel).minimumSizeHint()
    scale_text(panel, 2)
    QApplication.processEvents()
    panel_after, sheet_after = panel.minimumSizeHint(), sheet_of(panel).minimumSizeHint()
    for before, after in ((panel_before, panel_after), (sheet_before, sheet_after)):
        assert after.width() > 1.5 * before.width()
        assert after.height() > 1.5 * before.height()


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_the_curve_is_never_narrower_than_its_text(panel: WhyPanel, answer: Recognition, factor: float) -> None:
    scale_text(panel, factor)
    show(panel, answer, 3)
    panel.resize(panel.minimumSizeHint())
    QApplication.processEvents()
    curve = panel.findChild(SquashingView)
    assert curve is not None
    assert curve.width() >= curve.minimumSizeHint().width()
    assert curve.height() >= curve.minimumSizeHint().height()


def test_beside_a_long_sheet_the_curve_is_at_the_top_and_seen_whole(panel: WhyPanel, answer: Recognition) -> None:
    panel.show_explanation(explain(answer, Unit("C3", 15, 4, 4)))
    curve, sheet = panel.findChild(SquashingView), sheet_of(panel)
    assert curve is not None
    places = []
    for width in (560, 300, 560):  # beside, below, and beside again
        panel.resize(width, 260)
        QApplication.processEvents()
        places.append(curve.geometry())
    assert sheet.height() > area_of(sheet).viewport().height()
    assert places[0] == places[2]
    assert places[0].top() == sheet.y() < places[1].top()
    assert area_of(sheet).viewport().rect().contains(places[0])  # it has not been scrolled


@pytest.mark.parametrize(("factor", "width"), [(1.0, 460), (1.5, 500), (2.0, 680)])
def test_no_panel_scrolls_sideways(panel: WhyPanel, answer: Recognition, factor: float, width: int) -> None:
    scale_text(panel, factor)
    panel.resize(width, 200)
    for kind in range(len(ONE_OF_EACH) + 1):
        show(panel, answer, kind)
        sheet = sheet_of(panel)
        QApplication.processEvents()
        assert area_of(sheet).horizontalScrollBar().maximum() == 0


def test_cells_grow_with_the_panel(panel: WhyPanel, answer: Recognition) -> None:
    for kind in (1, 2, 3, 4, 5, 8, 9):
        show(panel, answer, kind)
        panel.resize(460, 200)
        small = sheet_of(panel).grids[0].rect.width()
        panel.resize(1200, 400)
        assert sheet_of(panel).grids[0].rect.width() > 1.3 * small
