"""Opens a page of the test digits, and finds its tiles."""

from typing import TypeVar

from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from lenet_gui.findings.survey_panel import SurveyPanel
from lenet_gui.findings.tiles import Tile
from lenet_gui.inspect.drawer import Page
from lenet_gui.main_window import MainWindow
from lenet_gui.menus.help import actions_of

P = TypeVar("P", bound=SurveyPanel)


def open_page(window: MainWindow, qtbot: QtBot, keys: str, page: Page[P]) -> P:
    """By these keys; once it shows digits."""
    (show,) = (action for action in actions_of(window) if action.shortcut() == QKeySequence(keys))
    show.trigger()
    panel = page.content
    qtbot.waitUntil(lambda: bool(panel.tiles.spoken_value()), timeout=20_000)
    qtbot.waitUntil(lambda: panel.tiles.height() > 90)
    return panel


def tiles_of(panel: SurveyPanel, row: int = 0) -> list[Tile]:
    """Those that there is room for, in reading order."""
    tiles = panel.tiles
    places = [(row, number) for number in range(100)]
    return [tiles.tile(place) for place in places if tiles.place_at(tiles.rect_of(place).center()) == place]
