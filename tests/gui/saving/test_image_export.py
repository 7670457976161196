"""Exported pictures: squares that every viewer shows sharp, no buttons, the field pixel for pixel, and a word."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.saving.image_export import as_svg, widget_image
from lenet_gui.smoke_test import STROKE, drag
from tests.gui.conftest import AnswerOf

COLOURS = (("#ff0000", "#00ff00", "#00ff00"), ("#0000ff", "#ffffff", "#000000"))


def test_a_small_picture_becomes_squares_that_stay_sharp_when_enlarged(qtbot: QtBot) -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    for row, line in enumerate(COLOURS):
        for column, colour in enumerate(line):
            image.setPixelColor(column, row, QColor(colour))
    size = QSize(30, 20)
    content = as_svg(size, QColor("grey"), lambda painter: painter.drawImage(QRectF(0, 0, 30, 20), image), 96)
    assert b"<image" not in content
    large = QImage(size * 10, QImage.Format.Format_RGB32)
    with QPainter(large) as painter:
        QSvgRenderer(content).render(painter)
    for row, line in enumerate(COLOURS):
        for column, colour in enumerate(line):
            for x, y in ((5, 5), (50, 50), (94, 94)):  # near each edge, where a smoothed picture would be mixed
                assert large.pixelColor(100 * column + x, 100 * row + y) == QColor(colour)


def test_buttons_are_left_out(qtbot: QtBot) -> None:
    page, button = QWidget(), QPushButton("Copy")
    layout = QVBoxLayout(page)
    layout.addWidget(QLabel("text"))
    layout.addWidget(button)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    image, where = widget_image(page), button.geometry()
    shown = {
        image.pixel(2 * x, 2 * y)
        for x in range(where.left(), where.right())
        for y in range(where.top(), where.bottom())
    }
    assert len(shown) == 1
    assert len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) > 1


def test_titles_and_numbers_grow_with_the_picture(live_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    view = live_window.network.view
    draw, sizes = QPainter.drawText, dict[str, float]()

    def watch(painter: QPainter, *args: Any) -> None:
        text = next(each for each in args if isinstance(each, str))
        sizes[text] = painter.font().pointSizeF() * painter.deviceTransform().m11()
        draw(painter, *args)

    monkeypatch.setattr(QPainter, "drawText", watch)
    widget_image(view)
    fonts, title, number = view.geometry_now.fonts, "C3", "15"
    assert sizes[title] == pytest.approx(2 * view.font().pointSizeF())
    assert sizes[number] == pytest.approx(2 * fonts.label.pointSizeF())


def test_the_field_is_saved_pixel_for_pixel_and_said(
    qtbot: QtBot, live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path
) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    with qtbot.waitSignal(live_window.saver.said, timeout=10_000):
        live_window.view_export.save_field(tmp_path / "field.png")
    assert live_window.canvas_panel.note.text == "Saved: field.png"
    with Image.open(tmp_path / "field.png") as picture:
        assert picture.size == (32, 32)
        ink = 1 - np.asarray(picture.convert("L"), dtype=np.float32) / 255
    assert np.corrcoef(ink.ravel(), answer.ink.ravel())[0, 1] > 0.999


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_saved_view_is_said(qtbot: QtBot, live_window: MainWindow, tmp_path: Path, suffix: str) -> None:
    with qtbot.waitSignal(live_window.saver.said, timeout=10_000):
        live_window.view_export.save_view(live_window.penalties, tmp_path / f"penalties{suffix}")
    assert live_window.canvas_panel.note.text == f"Saved: penalties{suffix}"


def test_what_is_not_shown_cannot_be_exported(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    menus = {menu.title(): menu for menu in live_window.findChildren(QMenu)}

    def offered(title: str) -> set[str]:
        menu = menus[title]
        menu.aboutToShow.emit()
        return {action.text().removesuffix(" ...") for action in menu.actions() if action.isEnabled()}

    why = "Why this value?"
    for title in ("&Export a view", "&Copy a view"):
        assert {"The network", "The penalties", "The answer"} <= offered(title)
        assert why not in offered(title)
    live_window.drawer.open_at(live_window.drawer.why_page)
    assert why not in offered("&Copy a view")  # no unit is chosen
    live_window.inspector.ask_why(3)
    assert why in offered("&Export a view")
    assert why in offered("&Copy a view")
    live_window.inspector.close()
    assert why not in offered("&Copy a view")
