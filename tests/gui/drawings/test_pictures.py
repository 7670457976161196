"""A picture on the canvas is seen as it is read, and a drawing is read as its picture is."""

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag
from model.digits.datasets import mnist_test
from model.network.recognition import Verdict
from tests.gui.conftest import AnswerOf, problem_told


def test_of_a_picture_what_is_read_is_seen_and_can_be_erased(
    live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path
) -> None:
    """A digit in a corner of its picture stays there where drawings are not centred and scaled."""
    window, canvas = live_window, live_window.canvas_panel.canvas
    digit = np.kron(mnist_test().images[1], np.ones((4, 4), dtype=np.uint8))
    Image.fromarray(255 - np.pad(digit, ((0, 288), (0, 288)))).save(tmp_path / "two.png")
    answer_of(lambda: window.drawings.open_file(str(tmp_path / "two.png")))
    low = 0.5, 0.7
    assert is_inked(window, *low)
    answer = answer_of(window.view_menu.normalise.trigger)
    assert not answer.ink[16:].any()
    assert not is_inked(window, *low)
    for x, y in np.argwhere(answer.ink.T > 0.9):
        assert is_inked(window, (x + 0.5) / 32, (y + 0.5) / 32)
    assert window.canvas_panel.note.text == "Read as one digit: two.png"
    window.drawings.copy()
    copied = QGuiApplication.clipboard().image()
    assert copied.pixelColor(*(round(512 * part) for part in low)).lightness() > 240
    window.canvas_panel.tools.eraser.trigger()
    answer = answer_of(lambda: drag(canvas, tuple((x / 40, y / 40) for y in range(13) for x in range(13))))
    assert answer.verdict is Verdict.BLANK
    assert window.sketch.is_blank
    answer_of(window.canvas_panel.tools.undo.trigger)
    answer_of(window.view_menu.normalise.trigger)
    assert is_inked(window, *low)


def test_of_several_pages_the_first_is_taken_and_that_is_said(
    live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path
) -> None:
    pages = [Image.fromarray(255 - np.pad(mnist_test().images[place], 30)) for place in (1, 0)]
    pages[0].save(tmp_path / "scan.tif", save_all=True, append_images=pages[1:])
    assert answer_of(lambda: live_window.drawings.open_file(str(tmp_path / "scan.tif"))).digit == 2
    assert live_window.canvas_panel.note.text == "The first page of the file. Read as one digit: scan.tif"


def is_inked(window: MainWindow, x: float, y: float) -> bool:
    canvas = window.canvas_panel.canvas
    colour = canvas.grab().toImage().pixelColor((canvas.from_canvas((x, y)) * canvas.devicePixelRatioF()).toPoint())
    paper = theme.paper(canvas.palette())
    return abs(colour.lightness() - paper.lightness()) > 100


def test_a_drawing_saved_as_a_picture_is_read_as_the_same_digit(
    qtbot: QtBot, live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path
) -> None:
    digit = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE)).digit
    with qtbot.waitSignal(live_window.saver.said, timeout=10_000):
        live_window.drawings.save_file(str(tmp_path / "three.png"))
    assert answer_of(lambda: live_window.drawings.open_file(str(tmp_path / "three.png"))).digit == digit


def test_a_blank_picture_is_told(live_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    Image.new("L", (50, 50), 200).save(tmp_path / "blank.png")
    with qtbot.waitSignal(live_window.drawings.failed, timeout=10_000) as failed:
        live_window.drawings.open_file(str(tmp_path / "blank.png"))
    assert "Nothing is drawn" in failed.args[0]
    problem_told(qtbot, live_window)
