"""The changes made to the network, each of which can be removed separately."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from lenet_gui.base import theme
from lenet_gui.base.grid import CENTRE
from lenet_gui.base.keys import tab_through
from lenet_gui.base.translate import tr, typeset
from lenet_gui.base.widgets import row, widget_of
from lenet_gui.style.icon_button import IconButton
from model.network.changes import NO_CHANGES, Changes, Place
from model.network.wiring import Unit
from model.network.words.unit_names import place_name


class ChangeList(QListWidget):
    """One line a change, with a button that removes it; so does Del."""

    place_chosen = Signal(object)  # the Unit of the change that was clicked or activated; a map's first
    taken_out = Signal(object)  # the Place whose change is to be removed

    def __init__(self) -> None:
        super().__init__()
        self._changes = NO_CHANGES
        self._places: list[Place] = []
        self.buttons: list[IconButton] = []
        self.setAccessibleName(self.tr("Changes"))
        self.itemActivated.connect(self._on_item)
        self.itemClicked.connect(self._on_item)

    def show_changes(self, changes: Changes) -> None:
        self._changes = changes
        at = self.currentRow()
        if self.window().focusWidget() in self.buttons:
            self.setFocus()  # it would be lost with the button
        self.clear()
        self._places, self.buttons = list(changes.factors), []
        for place, factor in changes.factors.items():
            name = place_name(place, tr)
            state = self.tr("off") if factor == 0 else self.tr("× {factor}").format(factor=typeset(f"{factor:g}"))
            item = QListWidgetItem(f"{name}:  {state}")
            self.addItem(item)
            button = IconButton("x", self.tr("Remove: {name}").format(name=name), slim=True)
            button.clicked.connect(partial(self.taken_out.emit, place))
            line = widget_of(row(None, button, margin=0))
            item.setSizeHint(line.sizeHint())
            self.setItemWidget(item, line)
            self.buttons.append(button)
        tab_through(self, *self.buttons)
        self.setCurrentRow(min(at, self.count() - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            with QPainter(self.viewport()) as painter:
                painter.setPen(theme.quiet(self.palette()))
                room, flags = self.viewport().rect().adjusted(8, 4, -8, -4), CENTRE | Qt.TextFlag.TextWordWrap
                painter.drawText(room, flags, self.tr("Changes will be listed here."))

    def _on_item(self, item: QListWidgetItem) -> None:
        place = self._places[self.row(item)]
        self.place_chosen.emit(place if isinstance(place, Unit) else Unit(*place))

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(8 * line, 2 * line)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.show_changes(self._changes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and 0 <= self.currentRow() < len(self._places):
            self.taken_out.emit(self._places[self.currentRow()])
        else:
            super().keyPressEvent(event)
