"""How the tests point at, click and scale the arithmetic."""

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from lenet_gui.why.panel import WhyPanel
from lenet_gui.why.sheet import Sheet, SheetCell
from model.network.wiring import Unit
from tests.gui import pointing

ONE_OF_EACH = (
    Unit("INPUT", 0, 9, 12),
    Unit("C1", 2, 10, 12),
    Unit("S2", 1, 5, 6),
    Unit("C3", 7, 2, 5),
    Unit("C3", 15, 4, 4),
    Unit("S4", 3, 2, 2),
    Unit("C5", 17),
    Unit("F6", 40),
    Unit("OUTPUT", 4),
)


def sheet_of(panel: WhyPanel) -> Sheet[Any]:
    """The arithmetic that is shown, laid out."""
    QApplication.processEvents()
    sheet = panel.sheet
    assert sheet is not None
    assert sheet.isVisible()
    return sheet


def scale_text(panel: WhyPanel, factor: float) -> None:
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    panel.setFont(font)


def centre_of(sheet: Sheet[Any], place: SheetCell) -> QPoint:
    return sheet.rect_of(place).center().toPoint()


def click(sheet: Sheet[Any], place: SheetCell) -> None:
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=centre_of(sheet, place))


def hover(widget: QWidget, position: QPoint) -> str:
    """Move there and rest: the tool tip that comes up."""
    pointing.hover(widget, QPointF(position))
    return pointing.tooltip(widget, QPointF(position))


def area_of(sheet: Sheet[Any]) -> QScrollArea:
    around = sheet.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    assert around is not None
    return around
