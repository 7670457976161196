"""A drawing is drawn again and saved as an animated picture of what the window shows meanwhile."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.columns import Columns
from lenet_gui.main_window import MainWindow
from lenet_gui.saving.animation import LAST_MS, WIDEST, Animation
from lenet_gui.smoke_test import STROKE, drag
from tests.gui.conftest import AnswerOf

LINE = ((0.2, 0.2), (0.3, 0.2))


def pictures(content: bytes) -> list[tuple[Image.Image, int]]:
    """Each picture of an animated one, with how long it stays, in milliseconds."""
    animated = Image.open(BytesIO(content))
    shown = []
    for index in range(getattr(animated, "n_frames", 1)):
        animated.seek(index)
        shown.append((animated.convert("RGB"), round(animated.info["duration"])))
    return shown


def plain(colour: str, width: int = 60, height: int = 40) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def shown_by(window: MainWindow) -> QWidget:
    (columns,) = window.findChildren(Columns)
    return columns


def ink_of(picture: Image.Image, window: MainWindow) -> int:
    """How many dark pixels there are where the canvas is."""
    canvas = window.canvas_panel.canvas
    corner = canvas.mapTo(shown_by(window), QPoint())
    box = corner.x() + 4, corner.y() + 4, corner.x() + canvas.width() - 4, corner.y() + canvas.height() - 4
    return sum(picture.crop(box).convert("L").histogram()[:80])


def test_the_file_shows_the_drawing_grow_and_the_network_follow(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot, tmp_path: Path
) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    drawn, steps = live_window.sketch.drawing, live_window.sketch.history.count()
    path = tmp_path / "film.gif"
    with qtbot.waitSignal(live_window.saver.said, timeout=20_000) as saved:
        live_window.film.make(str(path))
    assert saved.args == ["Saved: film.gif"]
    assert live_window.sketch.drawing == drawn
    assert live_window.sketch.history.count() == steps
    film = pictures(path.read_bytes())
    ink = [ink_of(picture, live_window) for picture, _ in film]
    assert ink[0] == pytest.approx(ink[-1], rel=0.02)  # the whole drawing first, for viewers that do not move
    growing = ink[ink.index(min(ink)) :]
    assert growing == sorted(growing)
    assert len(set(growing)) > 1  # on a busy machine hardly more
    corner = live_window.network.mapTo(shown_by(live_window), QPoint())
    box = corner.x(), corner.y(), corner.x() + live_window.network.width(), corner.y() + live_window.network.height()
    assert len({picture.crop(box).tobytes() for picture, _ in film}) > 1
    assert film[-1][1] >= LAST_MS  # longer, if nothing changed before


@pytest.mark.parametrize("touch", ["pen", "key"])
def test_what_is_not_drawn_to_its_end_is_not_saved(
    live_window: MainWindow, qtbot: QtBot, tmp_path: Path, touch: str
) -> None:
    drag(live_window.canvas_panel.canvas, STROKE)
    live_window.film.make(str(tmp_path / "film.gif"))
    qtbot.waitUntil(lambda: bool(live_window.sketch.live), timeout=10_000)
    with qtbot.waitSignal(live_window.film.said):
        if touch == "pen":
            drag(live_window.canvas_panel.canvas, LINE)
        else:
            QTest.keyClick(live_window.canvas_panel.canvas, Qt.Key.Key_P)
    assert not live_window.film.running
    qtbot.waitUntil(lambda: bool(live_window.canvas_panel.note.text))
    assert live_window.canvas_panel.note.text == "No animation was saved: the drawing was not drawn to its end."
    live_window.saver.shut_down()
    assert not list(tmp_path.glob("*.gif"))


def test_a_touch_after_the_last_stroke_ends_the_film_before_it(
    live_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    drag(live_window.canvas_panel.canvas, LINE)
    with qtbot.waitSignal(live_window.drawings.player.ended, timeout=10_000):
        live_window.film.make(str(tmp_path / "film.gif"))
    assert live_window.film.running
    with qtbot.waitSignal(live_window.saver.said, timeout=10_000):
        drag(live_window.canvas_panel.canvas, STROKE)
    film = pictures((tmp_path / "film.gif").read_bytes())
    assert max(ink_of(picture, live_window) for picture, _ in film) == ink_of(film[0][0], live_window)


@pytest.mark.parametrize("then", ["another film", "the end"])
def test_a_film_in_which_all_is_drawn_is_not_lost(
    live_window: MainWindow, qtbot: QtBot, tmp_path: Path, then: str
) -> None:
    drag(live_window.canvas_panel.canvas, LINE)
    with qtbot.waitSignal(live_window.drawings.player.ended, timeout=10_000):
        live_window.film.make(str(tmp_path / "one.gif"))
    if then == "another film":
        live_window.film.make(str(tmp_path / "two.gif"))
    live_window.close_at_once()
    assert [path.name for path in tmp_path.glob("*.gif")] == ["one.gif"]
    assert pictures((tmp_path / "one.gif").read_bytes())


def test_a_second_film_is_made_after_the_first_was_given_up(
    live_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    drag(live_window.canvas_panel.canvas, LINE)
    live_window.film.make(str(tmp_path / "one.gif"))
    with qtbot.waitSignal(live_window.saver.said, timeout=10_000):
        live_window.film.make(str(tmp_path / "two.gif"))
    assert [path.name for path in tmp_path.glob("*.gif")] == ["two.gif"]


def test_only_strokes_can_be_drawn_again(live_window: MainWindow, tmp_path: Path) -> None:
    (menu,) = (menu for menu in live_window.findChildren(QMenu) if menu.title() == "&File")
    (action,) = (action for action in menu.actions() if action.text() == "Export an a&nimation ...")
    assert not action.isEnabled()
    drag(live_window.canvas_panel.canvas, LINE)
    assert action.isEnabled()
    live_window.sketch.clear()
    assert not action.isEnabled()
    live_window.film.make(str(tmp_path / "film.gif"))
    assert not live_window.film.running
    assert live_window.canvas_panel.note.text == "There are no strokes to draw again."


def test_another_suffix_is_told_before_anything_is_drawn(live_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    drag(live_window.canvas_panel.canvas, LINE)
    with qtbot.waitSignal(live_window.film.failed) as failed:
        live_window.film.make(str(tmp_path / "film.mp4"))
    assert failed.args == ["The animation could not be saved: its name has to end in .gif: film.mp4"]
    assert not live_window.drawings.player.playing


def test_the_dialog_asks_for_a_gif(live_window: MainWindow, qtbot: QtBot) -> None:
    drag(live_window.canvas_panel.canvas, LINE)
    live_window.film.ask()
    (dialog,) = live_window.findChildren(QFileDialog)
    assert dialog.defaultSuffix() == "gif"
    dialog.reject()


def test_pictures_stay_as_long_as_they_were_shown() -> None:
    animation = Animation()
    for colour, at_ms in (("red", 0), ("lime", 81), ("blue", 243)):
        animation.add(plain(colour), at_ms)
    assert [length for _, length in pictures(animation.gif())] == [80, 160, LAST_MS]


def test_thinned_out_it_is_as_long_as_before() -> None:
    animation = Animation()
    for index, colour in enumerate(("red", "lime", "blue", "lime", "black", "lime")):
        animation.add(plain(colour), 100 * index)
    animation.thin_out()
    assert animation.length == 3
    assert [length for _, length in pictures(animation.gif())] == [200, 200, LAST_MS]


def test_wide_pictures_become_smaller_and_others_the_size_of_the_first() -> None:
    animation = Animation()
    animation.add(plain("white", 2 * WIDEST, 200), 0)
    animation.add(plain("black", WIDEST, 300), 100)
    assert [picture.size for picture, _ in pictures(animation.gif())] == [(WIDEST, 100)] * 2


def test_without_pictures_there_is_no_file() -> None:
    with pytest.raises(ValueError, match="no picture"):
        Animation().gif()
