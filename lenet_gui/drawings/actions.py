"""What can be done with the drawing, as entries of the File and Edit menus."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from lenet_gui.canvas.tools import Tools
from lenet_gui.drawings.controller import DrawingsController


class DrawingActions(QObject):
    """Fills menus with the actions of the controller and of the canvas's tools."""

    def __init__(self, drawings: DrawingsController, tools: Tools) -> None:
        super().__init__(drawings)
        self._drawings, self._tools = drawings, tools

    def fill_file(self, menu: QMenu) -> None:
        drawings, keys = self._drawings, QKeySequence.StandardKey
        menu.addAction(self.tr("&Open picture or drawing ..."), keys.Open, drawings.ask_for_file)
        menu.addAction(self.tr("&Save drawing ..."), keys.Save, drawings.ask_where_to_save)

    def fill_edit(self, menu: QMenu) -> None:
        drawings, tools, keys = self._drawings, self._tools, QKeySequence.StandardKey
        menu.addActions([tools.undo, tools.redo])
        menu.addSeparator()
        menu.addAction(self.tr("&Copy drawing"), keys.Copy, drawings.copy)
        menu.addAction(self.tr("&Paste picture"), keys.Paste, drawings.paste)
        menu.addSeparator()
        menu.addActions([tools.pen, tools.eraser, tools.clear])
        menu.addSeparator()
        menu.addActions([tools.replay, tools.room])
        menu.addAction(self.tr("Other e&xamples"), "Ctrl+E", drawings.shuffle)
