"""The network as a picture in a file: its digits are named, its maps numbered, and its colours explained."""

from typing import Any

import pytest
from PySide6.QtGui import QAction, QFont, QGuiApplication
from PySide6.QtWidgets import QMenu

from lenet_gui.main_window import MainWindow
from lenet_gui.network.legend import Legend
from lenet_gui.network.network_painter import NetworkPainter, Output
from lenet_gui.saving.image_export import widget_image


def test_the_digits_of_output_are_named_without_the_penalties_beside_them(
    drawn: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[bool] = []
    usual = NetworkPainter.output

    def output(painter: NetworkPainter, shown: Output, font: QFont | None) -> None:
        named.append(font is not None)
        usual(painter, shown, font)

    monkeypatch.setattr(NetworkPainter, "output", output)
    assert drawn.network.view.geometry_now.beside
    for painted in (drawn.network.view.repaint, lambda: widget_image(drawn.network), drawn.network.view.repaint):
        painted()
    assert named == [False, True, False]


def test_the_numbers_of_maps_are_as_large_as_on_the_screen(drawn: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[float] = []

    def numbers(painter: Any, place: object, cells: object) -> None:
        sizes.append(painter._painter.font().pointSizeF())

    monkeypatch.setattr(NetworkPainter, "_paint_numbers", numbers)
    view = drawn.network.view
    view.restyled()
    view.repaint()
    assert sizes
    widget_image(view)
    view.zoom_by(2)
    view.repaint()
    assert sizes == pytest.approx([view.geometry_now.fonts.label.pointSizeF()] * len(sizes))


def test_the_picture_has_its_colour_scale(drawn: MainWindow) -> None:
    (menu,) = (menu for menu in drawn.findChildren(QMenu) if menu.title() == "&Copy a view")
    (copy,) = (action for action in menu.actions() if isinstance(action, QAction) and action.text() == "The network")
    copy.trigger()
    image = QGuiApplication.clipboard().image()
    assert image.size() == drawn.network.size() * 2
    legend = drawn.network.findChild(Legend)
    assert legend is not None
    middle = legend.geometry().center() * 2
    shown = {image.pixel(middle.x() + x, middle.y()) for x in range(-30, 30)}
    assert len(shown) > 20
