"""The window as a whole: hidden it does nothing, what changed is seen, names, large text, export."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.settings import Settings
from lenet_gui.parameters.kernel_set import Spot
from lenet_gui.parameters.window import ParametersWindow
from model.network.recognition import Recognition
from tests.gui.inspect.test_drawer import Noting
from tests.gui.parameters.kernels import wiring_of, with_c3_scaled
from tests.gui.pointing import turn_wheel


class Untouchable:
    """Stands for an answer that nobody may look into."""

    def __getattribute__(self, name: str) -> object:
        raise AssertionError(f"{name} was asked for")


def test_a_hidden_window_does_no_work(qtbot: QtBot, settings: Settings, answer: Recognition) -> None:
    window = ParametersWindow(ActivationScale(), settings)
    qtbot.addWidget(window)
    window.show_recognition(cast(Recognition, Untouchable()))
    window.show_recognition(answer)
    assert not wiring_of(window.kernels.table_i, 6, 16).any()
    with qtbot.waitExposed(window):
        window.show()
    assert wiring_of(window.kernels.table_i, 6, 16).any()
    window.hide()
    window.show_recognition(cast(Recognition, Untouchable()))


def test_only_the_visible_page_is_updated(parameters_window: ParametersWindow, answer: Recognition) -> None:
    table = parameters_window.kernels.table_i
    parameters_window.tabs.setCurrentIndex(4)
    kernel = answer.parameters.kernels("C3", 0).get(0)
    assert kernel is not None
    parameters_window.show_recognition(with_c3_scaled(answer, 2.0))
    assert table.words_of(Spot(0, 0, (0, 0))).endswith(f"{kernel[0, 0]:+.4f}")
    parameters_window.tabs.setCurrentIndex(0)
    assert table.words_of(Spot(0, 0, (0, 0))).endswith(f"{2 * kernel[0, 0]:+.4f}")


def test_a_new_page_is_handed_the_answer_when_it_comes_into_view(
    parameters_window: ParametersWindow, answer: Recognition
) -> None:
    page = Noting()
    parameters_window.tabs.addTab(Scrolled(page), "A new one")
    assert not page.seen
    parameters_window.tabs.setCurrentIndex(5)
    assert page.seen == [answer]


def test_the_wheel_chooses_no_unit_on_its_way_down_the_page(parameters_window: ParametersWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(parameters_window.isActiveWindow)
    parameters_window.tabs.setCurrentIndex(2)
    parameters_window.tabs.setFocus()
    for box in (parameters_window.dense.c5_unit, parameters_window.dense.f6_unit):
        turn_wheel(box)
        assert box.value() == 0
    box.setFocus()
    turn_wheel(box)
    assert box.value() == box.maximum()


def test_new_parameters_are_shown(parameters_window: ParametersWindow, answer: Recognition) -> None:
    weight = answer.parameters.c3_weight.copy()
    weight[0, 0, 0] = 0.5
    parameters_window.show_recognition(with_c3_scaled(answer, 1.0))
    parameters_window.show_recognition(replace(answer, parameters=replace(answer.parameters, c3_weight=weight)))
    assert parameters_window.kernels.table_i.words_of(Spot(0, 0, (0, 0))).endswith("+0.5000")


def test_the_window_remembers_its_place(qtbot: QtBot, settings: Settings) -> None:
    window = ParametersWindow(ActivationScale(), settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.resize(700, 540)
    window.close()
    again = ParametersWindow(ActivationScale(), settings)
    qtbot.addWidget(again)
    assert again.size() == QSize(700, 540)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_bars_need_no_scrolling_sideways(parameters_window: ParametersWindow, qapp: QApplication, percent: int) -> None:
    before = qapp.font()
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * percent / 100)
    qapp.setFont(font)
    try:
        parameters_window.resize(1024, 700)
        parameters_window.tabs.setCurrentIndex(1)
        QApplication.processEvents()
        bars = parameters_window.tabs.widget(1)
        assert isinstance(bars, Scrolled)
        assert bars.horizontalScrollBar().maximum() == 0
    finally:
        qapp.setFont(before)


def test_a_place_reached_by_key_is_scrolled_into_view(parameters_window: ParametersWindow) -> None:
    parameters_window.resize(320, 240)
    shown = parameters_window.tabs.currentWidget()
    assert isinstance(shown, Scrolled)
    table = parameters_window.kernels.table_i
    table.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(16):
        QTest.keyClick(table, Qt.Key.Key_Right)
    for _ in range(6):
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.pointed == Spot(5, 15)
    centre = table.mapTo(shown.viewport(), table.layout_now().tile(5, 15).center().toPoint())
    assert shown.viewport().rect().contains(centre)


def test_a_page_without_a_scroll_area_is_in_front_too(parameters_window: ParametersWindow) -> None:
    page = QWidget()
    parameters_window.tabs.setCurrentIndex(parameters_window.tabs.addTab(page, "Another"))
    assert parameters_window.page_in_front() is page


def test_the_visible_page_is_copied_and_saved(
    qtbot: QtBot, parameters_window: ParametersWindow, tmp_path: Path
) -> None:
    parameters_window.copy_page.trigger()
    page = parameters_window.page_in_front()
    assert QApplication.clipboard().image().size() == page.size() * 2
    for name in ("page.png", "page.svg"):
        parameters_window.save_page.trigger()
        dialog = parameters_window.findChildren(QFileDialog)[-1]
        with qtbot.waitSignal(parameters_window.save_wanted) as wanted:
            dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        assert wanted.args is not None
        wanted.args[0].write()
    assert QImage(str(tmp_path / "page.png")).size() == page.size() * 2
    assert b"<svg" in (tmp_path / "page.svg").read_bytes()
