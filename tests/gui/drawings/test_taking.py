"""Examples, pictures and drawings come onto the canvas, are read exactly, and can be undone; what fails is told."""

import gzip
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSysInfo, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag, send_mouse
from model.digits.datasets import mnist_test
from model.digits.drawing import Drawing, Stroke
from model.digits.pictures import read_picture
from model.digits.preprocess import ink_of_picture
from model.limits import MOST_POINTS
from tests.gui.conftest import AnswerOf, problem_told


@pytest.fixture
def filled(live_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """With examples in the tray."""
    live_window.drawings.read_examples()
    tiles = live_window.drawings.tray.tiles
    qtbot.waitUntil(lambda: bool(tiles.spoken_value()), timeout=20_000)
    return live_window


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A 2, dark on light, on much paper."""
    digit = mnist_test().images[1]
    path = tmp_path / "two.png"
    Image.fromarray(255 - np.pad(np.kron(digit, np.ones((4, 4), dtype=np.uint8)), 60)).save(path)
    return path


def click_on_example(window: MainWindow, label: int) -> None:
    tiles = window.drawings.tray.tiles
    place = tiles.rect_of(label).center().toPoint()
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_the_tray_has_a_test_digit_of_each_class_and_shuffle_brings_others(filled: MainWindow) -> None:
    before = filled.drawings.tray.tiles.spoken_value()
    filled.drawings.tray.shuffle.click()
    after = filled.drawings.tray.tiles.spoken_value()
    assert before != after
    labels = mnist_test().labels
    for tray in (before, after):
        positions = [int(digits.replace(",", "")) for digits in re.findall(r"test digit ([\d,]*\d)", tray)]
        assert labels[positions].tolist() == list(range(10))


def test_an_example_is_read_as_the_test_set_has_it_and_can_be_undone(filled: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(filled.canvas_panel.canvas, STROKE))
    drawn = filled.sketch.drawing
    answer = answer_of(lambda: click_on_example(filled, 7))
    name = filled.canvas_panel.canvas.spoken_value()
    position = int(name.rpartition(" ")[2].replace(",", ""))
    assert np.array_equal(answer.ink, mnist_test().fields()[position].astype(np.float32) / np.float32(255))
    answer_of(filled.canvas_panel.tools.undo.trigger)
    assert filled.sketch.drawing == drawn


def test_a_double_click_on_an_example_is_undone_at_once(filled: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(filled.canvas_panel.canvas, STROKE))
    drawn, tiles = filled.sketch.drawing, filled.drawings.tray.tiles
    place = tiles.rect_of(7).center().toPoint()
    answer_of(lambda: click_on_example(filled, 7))
    QTest.mouseDClick(tiles, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    answer_of(filled.canvas_panel.tools.undo.trigger)
    assert filled.sketch.drawing == drawn


def test_a_stroke_after_an_example_begins_anew(filled: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: click_on_example(filled, 1))
    answer_of(lambda: drag(filled.canvas_panel.canvas, STROKE))
    assert filled.sketch.drawing.picture is None
    assert len(filled.sketch.drawing.strokes) == 1
    assert filled.canvas_panel.note.text == ""  # no longer what the example was


def test_a_stroke_over_a_picture_is_undone_at_once(live_window: MainWindow, answer_of: AnswerOf, picture: Path) -> None:
    window, tools = live_window, live_window.canvas_panel.tools
    answer_of(lambda: window.drawings.open_file(str(picture)))
    opened = window.sketch.drawing
    for _ in range(2):
        answer_of(lambda: drag(window.canvas_panel.canvas, STROKE))
    one, _ = window.sketch.drawing.strokes
    answer_of(tools.undo.trigger)
    assert window.sketch.drawing.strokes == (one,)
    answer_of(tools.undo.trigger)
    assert window.sketch.drawing == opened
    assert tools.redo.text() == "&Redo pen stroke"
    answer_of(tools.redo.trigger)
    assert window.sketch.drawing == Drawing((one,))
    answer_of(tools.undo.trigger)
    # Undone while it is drawn, too.
    canvas = window.canvas_panel.canvas
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas((0.3, 0.5)))
    answer_of(tools.undo.trigger)
    assert window.sketch.drawing == opened
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas((0.3, 0.5)))
    answer_of(tools.undo.trigger)
    assert window.sketch.is_blank


def test_an_example_cannot_be_kept_as_ones_own(filled: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: click_on_example(filled, 1))
    assert not filled.naming.buttons[1].isEnabled()
    QTest.keyClick(filled.canvas_panel.canvas, Qt.Key.Key_1)
    assert not filled.people.book.digits


def test_an_opened_picture_is_read_as_lenet_recognize_reads_it(
    live_window: MainWindow, answer_of: AnswerOf, picture: Path
) -> None:
    answer = answer_of(lambda: live_window.drawings.open_file(str(picture)))
    assert np.array_equal(answer.ink, ink_of_picture(read_picture(picture)))
    assert live_window.canvas_panel.note.text == "Read as one digit: two.png"
    bare = answer_of(live_window.view_menu.normalise.trigger)
    assert np.array_equal(bare.ink, ink_of_picture(read_picture(picture), normalise=False))


def test_a_picture_is_pasted(live_window: MainWindow, answer_of: AnswerOf, picture: Path) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(picture)))
    answer = answer_of(live_window.drawings.paste)
    np.testing.assert_allclose(answer.ink, ink_of_picture(read_picture(picture)), atol=1e-6)


def test_pasting_from_an_empty_clipboard_says_that_there_is_nothing(live_window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(live_window.drawings.said) as said:
        live_window.drawings.paste()
    assert said.args == ["There is no picture to paste."]


@pytest.mark.parametrize("content", [QImage(), "no picture"])
def test_a_picture_that_another_program_does_not_hand_over_is_told(
    live_window: MainWindow, qtbot: QtBot, content: object
) -> None:
    data = QMimeData()
    data.setImageData(content)
    with qtbot.waitSignal(live_window.drawings.failed) as failed:
        live_window.drawings.take(data)
    assert failed.args == ["The other program gave no picture that can be read, or too large a one."]


@pytest.mark.parametrize("host", ["localhost", QSysInfo.machineHostName()])
def test_a_file_of_this_machine_may_name_it(
    live_window: MainWindow, answer_of: AnswerOf, picture: Path, host: str
) -> None:
    data = QMimeData()
    data.setUrls([QUrl(f"file://{host}{picture.as_posix()}")])
    assert answer_of(lambda: live_window.drawings.take(data)).digit == 2


def test_a_picture_is_dropped_anywhere_on_the_window(
    live_window: MainWindow, answer_of: AnswerOf, picture: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter, drop = QDragEnterEvent(QPoint(500, 300), *how), QDropEvent(QPointF(500, 300), *how)
    QApplication.sendEvent(live_window, enter)
    assert enter.isAccepted()
    answer = answer_of(lambda: QApplication.sendEvent(live_window, drop))
    assert answer.digit == 2


def test_what_is_dropped_is_not_moved(live_window: MainWindow, answer_of: AnswerOf, picture: Path) -> None:
    """Or the program that it comes from may delete it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    offered = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    how = offered, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    for event in QDragEnterEvent(QPoint(500, 300), *how), QDropEvent(QPointF(500, 300), *how):
        assert event.proposedAction() is Qt.DropAction.MoveAction
        QApplication.sendEvent(live_window, event)
        assert (event.isAccepted(), event.dropAction()) == (True, Qt.DropAction.CopyAction)


def test_of_several_files_the_first_is_taken_and_that_is_said(
    live_window: MainWindow, answer_of: AnswerOf, picture: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture)), QUrl.fromLocalFile(str(picture.with_name("other.png")))])
    answer_of(lambda: live_window.drawings.take(data))
    assert live_window.canvas_panel.note.text == "The first of 2 files. Read as one digit: two.png"


@pytest.mark.parametrize(("count", "said"), [(1, ""), (2, "The first drawing of the file")])
def test_of_several_drawings_in_a_file_the_first_is_opened_and_that_is_said(
    live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path, count: int, said: str
) -> None:
    (tmp_path / "drawn.jsonl").write_text('{"strokes":[[[0.3,0.2],[0.3,0.8]]]}\n' * count)
    answer_of(lambda: live_window.drawings.open_file(str(tmp_path / "drawn.jsonl")))
    assert live_window.canvas_panel.note.text == said
    assert len(live_window.sketch.drawing.strokes) == 1


def test_drawings_in_a_packed_file_are_no_picture(live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path) -> None:
    packed = tmp_path / "drawn.jsonl.gz"
    packed.write_bytes(gzip.compress(b'{"strokes":[[[0.3,0.2],[0.3,0.8]]]}'))
    answer_of(lambda: live_window.drawings.open_file(str(packed)))
    assert len(live_window.sketch.drawing.strokes) == 1


def test_what_is_said_of_a_picture_stays_when_another_cannot_be_opened(
    live_window: MainWindow, answer_of: AnswerOf, picture: Path, qtbot: QtBot
) -> None:
    answer_of(lambda: live_window.drawings.open_file(str(picture)))
    picture.with_name("bad.png").write_bytes(b"no picture")
    for undone, note in (False, "Read as one digit: two.png"), (True, ""):
        if undone:
            answer_of(lambda: live_window.drawings.open_file(str(picture.rename(picture.with_name("2.png")))))
            answer_of(live_window.canvas_panel.tools.undo.trigger)
        with qtbot.waitSignal(live_window.drawings.failed, timeout=10_000):
            live_window.drawings.open_file(str(picture.with_name("bad.png")))
        assert live_window.canvas_panel.note.text == note
        problem_told(qtbot, live_window)


@pytest.mark.parametrize("content", [b"no picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_cannot_be_opened_is_told_and_the_canvas_stays(
    live_window: MainWindow, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    drag(live_window.canvas_panel.canvas, STROKE)
    drawn = live_window.sketch.drawing
    (tmp_path / "bad.png").write_bytes(content)
    with qtbot.waitSignal(live_window.drawings.failed, timeout=10_000) as failed:
        live_window.drawings.open_file(str(tmp_path / "bad.png"))
    assert "bad.png" in failed.args[0]
    assert live_window.sketch.drawing is drawn
    assert live_window.canvas_panel.note.text == ""  # no longer that it is being read
    problem_told(qtbot, live_window)


def test_a_drawing_is_saved_and_opened(
    qtbot: QtBot, live_window: MainWindow, answer_of: AnswerOf, tmp_path: Path
) -> None:
    drag(live_window.canvas_panel.canvas, STROKE)
    drawn = live_window.sketch.drawing
    with qtbot.waitSignal(live_window.saver.said, timeout=10_000):
        live_window.drawings.save_file(str(tmp_path / "three.jsonl"))
    assert "three.jsonl" in live_window.canvas_panel.note.text
    answer_of(live_window.canvas_panel.tools.clear.trigger)
    answer_of(lambda: live_window.drawings.open_file(str(tmp_path / "three.jsonl")))
    assert live_window.sketch.drawing == drawn


@pytest.mark.parametrize(("name", "strokes"), [("3.14", True), ("x.gif", True), ("x.jsonl", False), ("x.gif", False)])
def test_what_a_name_does_not_say_is_not_saved(
    qtbot: QtBot, filled: MainWindow, answer_of: AnswerOf, tmp_path: Path, name: str, strokes: bool
) -> None:
    """As a picture, a drawing would lose its strokes."""
    answer_of(lambda: drag(filled.canvas_panel.canvas, STROKE) if strokes else click_on_example(filled, 4))
    with qtbot.waitSignal(filled.drawings.failed) as told, qtbot.assertNotEmitted(filled.drawings.save_wanted):
        filled.drawings.save_file(str(tmp_path / name))
    (problem,) = told.args or ("",)
    assert problem.startswith("The drawing could not be saved: ")
    assert (".jsonl or, for a picture," in problem) == strokes
    assert problem.endswith(f".png: {name}")


def test_a_drawing_that_could_not_be_opened_again_is_not_saved(
    qtbot: QtBot, live_window: MainWindow, tmp_path: Path
) -> None:
    live_window.sketch.put(Drawing((Stroke(((0.2, 0.5), (0.8, 0.5)) * MOST_POINTS, 0.06),)))
    with qtbot.waitSignal(live_window.drawings.failed, timeout=10_000):
        live_window.drawings.save_file(str(tmp_path / "scribble.jsonl"))
    assert "may have at most 20,000 points" in problem_told(qtbot, live_window)
    assert not (tmp_path / "scribble.jsonl").exists()
    live_window.drawings.copy()
    assert not QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().image().width() == 512


def test_a_copied_drawing_is_pasted_with_its_strokes(live_window: MainWindow, answer_of: AnswerOf) -> None:
    drag(live_window.canvas_panel.canvas, STROKE)
    drawn = live_window.sketch.drawing
    live_window.drawings.copy()
    assert QGuiApplication.clipboard().image().width() == 512
    answer_of(live_window.canvas_panel.tools.clear.trigger)
    answer_of(live_window.drawings.paste)
    assert live_window.sketch.drawing == drawn
    QGuiApplication.clipboard().setText(QGuiApplication.clipboard().text() * 2)
    answer_of(live_window.canvas_panel.tools.clear.trigger)
    answer_of(live_window.drawings.paste)
    assert live_window.sketch.drawing == drawn
    assert live_window.canvas_panel.note.text == "The first drawing of the text"
