"""The network, enlarged: what a key moves to stays in view."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lenet_gui.main_window import MainWindow
from model.network.wiring import NAMES


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_PageDown])
def test_the_picture_follows_the_unit_that_a_key_moves_to(drawn: MainWindow, key: Qt.Key) -> None:
    view = drawn.network.view
    view.setFocus()
    for pressed in (Qt.Key.Key_Right, *[Qt.Key.Key_Plus] * 8):
        QTest.keyClick(view, pressed)
    assert view.geometry_now.camera.zoom > 4
    for layer in NAMES[1:]:
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        for _step in range(12):
            QTest.keyClick(view, key)
            assert view.pointed_unit is not None
            assert view.pointed_unit.layer == layer
            where = view.layout_now().unit_rect(view.pointed_unit)
            assert where is not None
            assert view.geometry_now.clip.contains(view.to_view(where).center())
    assert view.geometry_now.camera.zoom > 4
