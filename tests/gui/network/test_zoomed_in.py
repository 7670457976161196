"""The network, enlarged: what a key moves to stays in view."""

import pytest
from PySide6.QtCore import QPointF, Qt
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


def test_the_sizes_are_explained_wherever_they_are_written(drawn: MainWindow) -> None:
    """Also where, without zoom, a unit of OUTPUT would be, of which none is written beside the penalties."""
    view = drawn.network.view
    assert view.geometry_now.beside
    foot = view.height() - view.geometry_now.titles.foot / 2
    for zoom in (1, 1.2, 2, 4):
        view.show_all()
        view.zoom_by(zoom, QPointF(view.width() * 0.9, 0))
        geometry = view.geometry_now
        written = {layer: rect for layer in NAMES[:-1] if not (rect := geometry.size_rect(layer)).isEmpty()}
        for x in range(view.width()):
            there = [layer for layer, rect in written.items() if rect.contains(x, foot)]
            assert geometry.size_at(QPointF(x, foot)) == (there[0] if there else None), (zoom, x)
