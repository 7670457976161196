"""Menus look like the controls beside them."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from tests.gui.style.test_flat_style import accented, pixels, shown


@pytest.mark.usefixtures("_scheme")
def test_the_chosen_item_of_a_menu_is_the_one_in_the_colour_of_the_accent(qtbot: QtBot) -> None:
    menu = QMenu()
    actions = [menu.addAction(text) for text in ("one", "two", "three")]
    actions[1].setEnabled(False)
    shown(qtbot, menu, menu.sizeHint().width())
    for action in (actions[0], actions[2]):
        menu.setActiveAction(action)
        rows = np.flatnonzero(accented(menu).any(axis=1))
        room = menu.actionGeometry(action)
        assert (rows.min(), rows.max()) == pytest.approx((room.top(), room.bottom()), abs=1)  # scaled by a fraction
    edge = accented(menu)[room.top() : room.bottom() + 1, [room.left() - 1, room.right() + 1]]
    assert not edge.any()


@pytest.mark.usefixtures("_scheme")
def test_a_checked_item_has_the_accent_of_its_own_scheme_when_it_is_chosen(qtbot: QtBot) -> None:
    menu = QMenu()
    action = menu.addAction("one")
    action.setCheckable(True)
    action.setChecked(True)
    shown(qtbot, menu, menu.sizeHint().width())
    menu.setActiveAction(action)
    other = theme.accent(theme.application_palette(not theme.is_dark(menu.palette())))
    assert not (pixels(menu) == (other.red(), other.green(), other.blue())).all(axis=2).any()


@pytest.mark.usefixtures("_scheme")
def test_the_line_between_groups_of_a_menu_is_seen(qtbot: QtBot) -> None:
    menu = QMenu()
    menu.addAction("one")
    line = menu.addSeparator()
    menu.addAction("two")
    shown(qtbot, menu, 120)
    colour = theme.line(menu.palette())
    middle = pixels(menu)[menu.actionGeometry(line).center().y()]
    assert ((middle == (colour.red(), colour.green(), colour.blue())).all(axis=1)).sum() > 80


@pytest.mark.usefixtures("_scheme")
def test_an_open_menus_title_is_without_the_accent(qtbot: QtBot) -> None:
    window = QMainWindow()
    menu = window.menuBar().addMenu("Title")
    shown(qtbot, window, 200)
    before = pixels(window.menuBar())
    window.menuBar().setActiveAction(menu.menuAction())
    QApplication.processEvents()
    assert (pixels(window.menuBar()) != before).any()
    assert not accented(window.menuBar()).any()
    menu.hide()


@pytest.mark.usefixtures("_scheme")
def test_the_list_of_a_box_to_choose_from_has_one_ground(qtbot: QtBot) -> None:
    box = QComboBox()
    box.addItems(["one", "two"])
    shown(qtbot, box)
    box.showPopup()
    popup = box.view().window()
    qtbot.waitUntil(popup.isVisible)
    column = pixels(popup)[2:-2, popup.width() // 2]
    assert not accented(popup)[:, 2].any()
    assert (column[0] == column[-1]).all()
    assert (column[-1] == pixels(popup)[popup.height() - 10, popup.width() - 12]).all()
    box.hidePopup()
