"""What can be done with the drawing, as entries of the File and Edit menus."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import enable
from lenet_gui.canvas.tools import Tools
from lenet_gui.drawings.controller import DrawingsController
from lenet_gui.drawings.film import Film

_KEYS = QKeySequence.StandardKey


def fill_file(menu: QMenu, drawings: DrawingsController, film: Film, tools: Tools) -> None:
    menu.setToolTipsVisible(True)
    menu.addAction(tr("&Open picture or drawing ..."), _KEYS.Open, drawings.ask_for_file)
    menu.addAction(tr("&Save drawing ..."), _KEYS.Save, drawings.ask_where_to_save)
    animation = menu.addAction(tr("Export an a&nimation ..."), film.ask)

    def follow() -> None:
        """What cannot be drawn again has no animation."""
        enable(animation, tools.replay.isEnabled(), tools.replay.toolTip())

    tools.replay.changed.connect(follow)
    follow()


def fill_edit(menu: QMenu, drawings: DrawingsController, tools: Tools) -> None:
    menu.setToolTipsVisible(True)
    menu.addActions([tools.undo, tools.redo])
    menu.addSeparator()
    menu.addAction(tr("&Copy drawing"), _KEYS.Copy, drawings.copy)
    menu.addAction(tr("&Paste picture"), _KEYS.Paste, drawings.paste)
    menu.addSeparator()
    menu.addActions([tools.pen, tools.eraser, tools.clear])
    menu.addSeparator()
    menu.addActions([tools.replay, tools.room])
    menu.addAction(tr("Other e&xamples"), "Ctrl+E", drawings.shuffle)
