"""The program's style: Fusion's sizes and behaviour, painted flat."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QStyleOptionTab,
    QTableView,
    QToolButton,
    QWidget,
)

from lenet_gui.style import controls, popups

BASE = "Fusion"
"""The same on every platform, and in step with the colour scheme."""
_Metric = QStyle.PixelMetric
_Element = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Sub = QStyle.SubControl
_Content = QStyle.ContentsType
_Part = QStyle.SubElement

_SCALED = frozenset(
    (
        _Metric.PM_IndicatorWidth,
        _Metric.PM_IndicatorHeight,
        _Metric.PM_ExclusiveIndicatorWidth,
        _Metric.PM_ExclusiveIndicatorHeight,
        _Metric.PM_SliderLength,
        _Metric.PM_SliderThickness,
    )
)
_LARGER = {
    _Content.CT_PushButton: QSize(8, 4),
    _Content.CT_ToolButton: QSize(4, 5),
    _Content.CT_ComboBox: QSize(6, 4),
    _Content.CT_SpinBox: QSize(6, -1),
    _Content.CT_LineEdit: QSize(6, 4),
}
"""What these are larger than Fusion's, in pixels, so that those beside each other are of one height."""
_INSET = 3
"""What a field's text, and what stands at its other end, are further from its edge than Fusion's, in pixels."""
_INSETS = {
    (_Complex.CC_ComboBox, _Sub.SC_ComboBoxEditField): (_INSET, -_INSET),
    (_Complex.CC_SpinBox, _Sub.SC_SpinBoxEditField): (_INSET, -_INSET),
    (_Complex.CC_SpinBox, _Sub.SC_SpinBoxUp): (-_INSET, -_INSET),
    (_Complex.CC_SpinBox, _Sub.SC_SpinBoxDown): (-_INSET, -_INSET),
}
"""How much further to the right the left and the right edge of such a part are."""
_PRIMITIVES: dict[QStyle.PrimitiveElement, Callable[[QStyleOption, QPainter], None]] = {
    _Element.PE_PanelButtonCommand: controls.paint_button,
    _Element.PE_PanelButtonTool: controls.paint_tool,
    _Element.PE_IndicatorCheckBox: controls.paint_check,
    _Element.PE_IndicatorRadioButton: controls.paint_radio,
    _Element.PE_FrameLineEdit: controls.paint_field,
    _Element.PE_FrameTabBarBase: controls.paint_line_below,
    _Element.PE_PanelMenu: popups.paint_panel,
    _Element.PE_PanelTipLabel: partial(popups.paint_panel, face=QPalette.ColorRole.ToolTipBase),
    _Element.PE_IndicatorArrowUp: partial(popups.paint_arrow, to=Qt.ArrowType.UpArrow),
    _Element.PE_IndicatorArrowDown: partial(popups.paint_arrow, to=Qt.ArrowType.DownArrow),
    _Element.PE_IndicatorArrowLeft: partial(popups.paint_arrow, to=Qt.ArrowType.LeftArrow),
    _Element.PE_IndicatorArrowRight: partial(popups.paint_arrow, to=Qt.ArrowType.RightArrow),
}
_CELL = 7
"""Beside the text of a table's cells, and of the heads of its columns."""
_METRICS = {
    _Metric.PM_TabBarTabShiftVertical: 0,
    _Metric.PM_TabBarTabHSpace: 20,
    _Metric.PM_HeaderMargin: _CELL,
    _Metric.PM_MenuButtonIndicator: 18,
    _Metric.PM_MenuHMargin: 4,
    _Metric.PM_MenuVMargin: 4,
    _Metric.PM_ToolTipLabelFrameWidth: 5,
}
"""What is not Fusion's, in pixels."""
_FRAME = 3
"""Around what scrolls: enough for round corners, which it would cover."""


def _is_across(option: QStyleOptionSlider) -> bool:
    return option.orientation == Qt.Orientation.Horizontal


def scroll_bar_part(option: QStyleOptionSlider, part: QStyle.SubControl, least: int) -> QRect:
    """Where a part of a scroll bar lies that has no arrows, and a handle of at least so many pixels."""
    room, across = option.rect, _is_across(option)
    length = room.width() if across else room.height()
    steps = option.maximum - option.minimum
    handle = length if steps <= 0 else min(length, max(least, length * option.pageStep // (steps + option.pageStep)))
    # Not QStyle.sliderPositionFromValue, which ends a pixel too early on some long ways.
    start = round((option.sliderPosition - option.minimum) / max(1, steps) * (length - handle))
    if option.upsideDown:
        start = length - handle - start
    places = {
        _Sub.SC_ScrollBarGroove: (0, length),
        _Sub.SC_ScrollBarSlider: (start, handle),
        _Sub.SC_ScrollBarSubPage: (0, start),
        _Sub.SC_ScrollBarAddPage: (start + handle, length - start - handle),
    }
    begin, extent = places.get(part, (0, 0))
    if across:
        return QRect(room.left() + begin, room.top(), extent, room.height())
    return QRect(room.left(), room.top() + begin, room.width(), extent)


class FlatStyle(QProxyStyle):
    """``percent`` is the size of text that the person chose: Fusion knows the screen's scale, but not that."""

    def __init__(self, percent: int = 100) -> None:
        super().__init__(BASE)
        self._percent = percent

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if (fixed := _METRICS.get(metric)) is not None:
            return fixed
        if metric == _Metric.PM_DefaultFrameWidth and isinstance(widget, QAbstractScrollArea):
            return _FRAME
        if metric == _Metric.PM_FocusFrameHMargin and isinstance(widget, QTableView):
            return _CELL - 1
        usual = super().pixelMetric(metric, option, widget)
        return usual * self._percent // 100 if metric in _SCALED else usual

    def standardIcon(
        self, icon: QStyle.StandardPixmap, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> QIcon:
        if icon.name.startswith("SP_Dialog") and icon.name.endswith("Button"):
            return QIcon()  # a dialog's buttons have words
        return super().standardIcon(icon, option, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        usual = self.baseStyle().sizeFromContents(kind, option, size, widget)
        if kind == _Content.CT_ToolButton and option.state & QStyle.StateFlag.State_AutoRaise:
            return usual  # an icon, or no more than a text
        return usual + _LARGER.get(kind, QSize(0, 0))

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        room = self.baseStyle().subElementRect(element, option, widget)
        if element == _Part.SE_LineEditContents and isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
            return room.adjusted(_INSET, 0, -_INSET, 0)
        return room

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            least = self.pixelMetric(_Metric.PM_ScrollBarSliderMin, option, widget)
            return self.visualRect(option.direction, option.rect, scroll_bar_part(option, part, least))
        room = self.baseStyle().subControlRect(control, option, part, widget)
        left, right = _INSETS.get((control, part), (0, 0))
        if option.direction == Qt.LayoutDirection.RightToLeft:
            left, right = -right, -left
        return room.adjusted(left, 0, right, 0)

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        painter.save()
        if paint := _PRIMITIVES.get(element):
            paint(option, painter)
        elif element == _Element.PE_FrameFocusRect:
            edged = isinstance(widget, QPushButton) or (isinstance(widget, QToolButton) and not widget.autoRaise())
            if not edged:  # otherwise its edge shows it
                controls.paint_focus(option, painter)
        elif element == _Element.PE_PanelLineEdit and isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
            controls.paint_field(option, painter)
        elif element == _Element.PE_PanelLineEdit and widget and isinstance(widget.parent(), QAbstractSpinBox):
            pass  # it lies on the field around it
        elif element == _Element.PE_Frame:
            controls.paint_frame(option, painter, isinstance(widget, QAbstractScrollArea))
        elif element != _Element.PE_FrameTabWidget:
            super().drawPrimitive(element, option, painter, widget)
        painter.restore()

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        painter.save()
        if element == _Control.CE_TabBarTabShape and isinstance(option, QStyleOptionTab):
            controls.paint_tab(option, painter)
        elif element == _Control.CE_ProgressBarGroove:
            controls.paint_groove(option, painter)
        elif (
            element == _Control.CE_ProgressBarContents
            and isinstance(option, QStyleOptionProgressBar)
            and option.maximum > option.minimum
        ):
            controls.paint_progress(option, painter)
        elif element == _Control.CE_HeaderSection:
            controls.paint_header(option, painter)
        elif element == _Control.CE_MenuBarItem and isinstance(option, QStyleOptionMenuItem):
            popups.paint_menu_title(option, painter, self)
        elif element == _Control.CE_MenuBarEmptyArea:
            popups.paint_menu_bar(option, painter)
        elif (
            element != _Control.CE_MenuItem
            or not isinstance(option, QStyleOptionMenuItem)
            or popups.paint_item_ground(option, painter, isinstance(widget, QComboBox))
        ):
            super().drawControl(element, option, painter, widget)
        painter.restore()

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        def room(part: QStyle.SubControl) -> QRect:
            return self.subControlRect(control, option, part, widget)

        painter.save()
        if isinstance(option, QStyleOptionComboBox) and not option.editable:
            controls.paint_combo(option, painter, room(_Sub.SC_ComboBoxArrow))
        elif isinstance(option, QStyleOptionSpinBox):
            controls.paint_spin(option, painter, room(_Sub.SC_SpinBoxUp), room(_Sub.SC_SpinBoxDown))
        elif control == _Complex.CC_Slider and isinstance(option, QStyleOptionSlider) and _is_across(option):
            groove, handle = room(_Sub.SC_SliderGroove), room(_Sub.SC_SliderHandle)
            controls.paint_slider(option, painter, groove, handle, option.upsideDown)
        elif control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            if option.maximum > option.minimum:
                controls.paint_scroll_bar(option, painter, room(_Sub.SC_ScrollBarSlider), _is_across(option))
        else:
            super().drawComplexControl(control, option, painter, widget)
        painter.restore()
