"""The program's style: what is on, chosen, done or pointed at looks so; scroll bars are all handle; sizes suffice."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.style.flat_style import scroll_bar_part
from lenet_gui.style.text_size import TextSize
from tests.gui.painted import picture_of

_SUB = QStyle.SubControl
_LEAST_PX = 24
"""The least side of what is pressed (WCAG 2, 2.5.8)."""


def shown(qtbot: QtBot, widget: QWidget, width: int = 160) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, widget.sizeHint().height())
    with qtbot.waitExposed(widget):
        widget.show()


def pixels(widget: QWidget) -> NDArray[np.int64]:
    """(H, W, 3) of what is seen."""
    image = picture_of(widget).convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), 2::-1].astype(np.int64)


def accented(widget: QWidget) -> NDArray[np.bool_]:
    """(H, W): which pixels have the accent's colour."""
    colour = theme.accent(widget.palette())
    same: NDArray[np.bool_] = (pixels(widget) == (colour.red(), colour.green(), colour.blue())).all(axis=2)
    return same


@pytest.mark.usefixtures("_scheme")
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_box_is_in_the_colour_of_the_accent_only_if_it_is_checked(
    qtbot: QtBot, kind: type[QCheckBox | QRadioButton]
) -> None:
    box = kind("text")
    shown(qtbot, box)
    assert not accented(box).any()
    box.setChecked(True)
    assert accented(box).sum() > 40
    box.setEnabled(False)
    assert not accented(box).any()


@pytest.mark.usefixtures("_scheme")
def test_a_box_that_is_partly_checked_looks_like_neither(qtbot: QtBot) -> None:
    box = QCheckBox("text")
    box.setTristate(True)
    shown(qtbot, box)
    looks = []
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked):
        box.setCheckState(state)
        looks.append(pixels(box).tobytes())
    assert len(set(looks)) == 3


@pytest.mark.usefixtures("_scheme")
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_slider_is_filled_up_to_its_handle(qtbot: QtBot, mirrored: bool) -> None:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if mirrored:
        slider.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(qtbot, slider, 200)
    for share in (0.25, 0.75):
        slider.setValue(round(slider.maximum() * share))
        columns = np.flatnonzero(accented(slider).any(axis=0))
        assert np.ptp(columns) == pytest.approx(share * 200, abs=16)
        assert (columns.max() > 190) if mirrored else (columns.min() < 10)


@pytest.mark.usefixtures("_scheme")
@pytest.mark.parametrize("mirrored", [False, True])
def test_progress_fills_its_part_of_the_bar(qtbot: QtBot, mirrored: bool) -> None:
    bar = QProgressBar()
    bar.setTextVisible(False)
    if mirrored:
        bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(qtbot, bar, 200)
    for percent in (0, 30, 100):
        bar.setValue(percent)
        assert accented(bar).any(axis=0).sum() == pytest.approx(2 * percent, abs=4)
    assert pixels(bar).std() > 0


@pytest.mark.usefixtures("_scheme")
def test_the_tab_in_front_has_the_accent_below_it(qtbot: QtBot) -> None:
    tabs = QTabBar()
    for text in ("one", "two", "three"):
        tabs.addTab(text)
    shown(qtbot, tabs, 400)
    for index in range(3):
        tabs.setCurrentIndex(index)
        room = tabs.tabRect(index)
        columns = np.flatnonzero(accented(tabs).any(axis=0))
        assert (columns.min(), columns.max()) == (room.left(), room.right())


@pytest.mark.usefixtures("_scheme")
def test_an_arrow_that_leads_nowhere_is_fainter(qtbot: QtBot) -> None:
    box = QSpinBox()
    box.setRange(0, 2)
    box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    shown(qtbot, box, 100)

    def strength(upper: bool) -> float:
        arrows = pixels(box)[:, -16:-4].sum(axis=2)
        half = arrows[4 : len(arrows) // 2] if upper else arrows[len(arrows) // 2 : -4]
        return float(np.ptp(half))

    box.setValue(1)
    up, down = strength(True), strength(False)
    box.setValue(2)
    assert strength(True) < 0.8 * up
    box.setValue(0)
    assert strength(False) < 0.8 * down


@pytest.mark.usefixtures("_scheme")
@pytest.mark.parametrize("kind", [QPushButton, QToolButton, QComboBox])
def test_what_is_pointed_at_shows_it(qtbot: QtBot, kind: type[QWidget]) -> None:
    widget = kind()
    holder = QWidget()
    widget.setParent(holder)
    widget.setGeometry(20, 20, 100, 30)
    holder.setFixedSize(140, 80)
    shown(qtbot, holder, 140)
    looks = []
    for over in (False, True, False):
        QTest.mouseMove(holder.windowHandle(), QPoint(60, 35) if over else QPoint(2, 2))
        qtbot.waitUntil(partial(lambda wanted: widget.underMouse() == wanted, over))
        looks.append(pixels(widget).tobytes())
    assert looks[1] != looks[0] == looks[2]


@pytest.mark.usefixtures("_scheme")
def test_a_button_that_is_pressed_or_on_looks_so(qtbot: QtBot) -> None:
    buttons: tuple[QAbstractButton, ...] = QPushButton("text"), QToolButton()
    for button in buttons:
        button.setText("text")
        button.setCheckable(True)
        shown(qtbot, button)
        looks = [pixels(button).tobytes()]
        button.setDown(True)
        looks.append(pixels(button).tobytes())
        button.setDown(False)
        button.setChecked(True)
        looks.append(pixels(button).tobytes())
        assert len(set(looks)) == 3


@pytest.mark.parametrize("kind", [QPushButton, QComboBox, QSpinBox, QLineEdit])
def test_what_is_pressed_is_large_enough_for_a_finger(qtbot: QtBot, kind: type[QWidget]) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    assert widget.sizeHint().height() >= _LEAST_PX


def scroll_bar(room: QRect, upright: bool, most: int, page: int, at: int) -> QStyleOptionSlider:
    option = QStyleOptionSlider()
    option.rect = room
    option.orientation = Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal
    option.minimum, option.maximum, option.pageStep, option.sliderPosition = 0, most, page, at
    return option


@given(st.booleans(), st.integers(20, 2000), st.integers(0, 10**6), st.integers(1, 10**5), st.data())
def test_the_parts_of_a_scroll_bar_fill_it_in_order(
    upright: bool, length: int, most: int, page: int, data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from((0, most)) | st.integers(0, most))
    room = QRect(3, 5, 14, length) if upright else QRect(3, 5, length, 14)
    option = scroll_bar(room, upright, most, page, at)
    before, handle, after = (
        scroll_bar_part(option, part, 20)
        for part in (_SUB.SC_ScrollBarSubPage, _SUB.SC_ScrollBarSlider, _SUB.SC_ScrollBarAddPage)
    )
    assert before.united(handle).united(after) == room == scroll_bar_part(option, _SUB.SC_ScrollBarGroove, 20)
    lengths = [part.height() if upright else part.width() for part in (before, handle, after)]
    assert sum(lengths) == length
    assert min(lengths) >= 0
    assert lengths[1] >= min(20, length)
    if most == 0:
        assert handle == room
    if at == 0:
        assert lengths[0] == 0
    if at == most:
        assert lengths[2] == 0
    assert scroll_bar_part(option, _SUB.SC_ScrollBarAddLine, 20).isEmpty()


def test_the_handle_of_a_long_way_reaches_its_end() -> None:
    option = scroll_bar(QRect(3, 5, 971, 14), False, 999_999, 1, 999_999)
    assert scroll_bar_part(option, _SUB.SC_ScrollBarAddPage, 20).isEmpty()


def test_a_scroll_bar_is_dragged_from_end_to_end(qtbot: QtBot) -> None:
    bar = QScrollBar(Qt.Orientation.Horizontal)
    bar.setRange(0, 100)
    bar.setPageStep(25)
    shown(qtbot, bar, 200)
    middle = bar.height() // 2
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(5, middle))
    QTest.mouseMove(bar, QPoint(195, middle))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(195, middle))
    assert bar.value() == 100
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(5, middle))
    assert bar.value() == 75


def test_controls_grow_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    sizes = TextSize(qapp)
    try:
        heights, handles = [], list[int]()
        for percent in (100, 150, 200):
            sizes.choose(percent)
            button = QPushButton("text")
            qtbot.addWidget(button)
            heights.append(button.sizeHint().height())
            assert button.sizeHint().height() > button.fontMetrics().height() + 4
            slider = QSlider(Qt.Orientation.Horizontal)
            qtbot.addWidget(slider)
            handles.append(slider.sizeHint().height())
        assert heights == sorted(set(heights))
        assert handles == [handles[0] * percent // 100 for percent in (100, 150, 200)]
    finally:
        sizes.choose(100)


@pytest.mark.usefixtures("_scheme")
def test_the_button_that_enter_presses_has_an_edge_of_the_accent(qtbot: QtBot) -> None:
    dialog = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    cancel, ok = (dialog.button(which) for which in (dialog.StandardButton.Cancel, dialog.StandardButton.Ok))
    shown(qtbot, dialog, 240)
    for default, other in ((ok, cancel), (cancel, ok)):
        other.setDefault(False)
        default.setDefault(True)
        assert accented(default).sum() > 100
        assert not accented(other).any()


def test_the_buttons_of_a_dialog_have_words_alone(qapp: QApplication) -> None:
    pixmaps = QStyle.StandardPixmap
    for icon in (pixmaps.SP_DialogOkButton, pixmaps.SP_DialogCancelButton, pixmaps.SP_DialogYesButton):
        assert qapp.style().standardIcon(icon).isNull()
    assert not qapp.style().standardIcon(pixmaps.SP_MessageBoxWarning).isNull()
