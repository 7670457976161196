"""The gallery's lines, and the view's."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.gallery import Gallery
from model.digits.preprocess import ink_of_drawing
from tests.model.hand import written


def test_at_every_width_a_line_has_as_many_tiles_as_its_groups_were_set_for(qtbot: QtBot) -> None:
    gallery = Gallery(ink_of_drawing)
    qtbot.addWidget(gallery)
    gallery.show_entries(written(4))
    gallery.resize(600, 300)
    with qtbot.waitExposed(gallery):
        gallery.show()
    first, pitch = gallery.visualRect(gallery.digits.index(0)).x(), gallery.gridSize().width()
    for width in range(600, 600 + pitch + 1):
        gallery.resize(width, 300)
        QApplication.processEvents()
        assert gallery.visualRect(gallery.digits.index(gallery.columns)).x() == first, width
        assert gallery.visualRect(gallery.digits.index(gallery.columns - 1)).x() > first
