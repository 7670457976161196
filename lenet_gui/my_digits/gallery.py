"""The gallery: digits to look at, select, relabel and remove, by mouse or keyboard."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle

from lenet_gui.base import theme
from lenet_gui.base.grid import CENTRE
from lenet_gui.my_digits.gallery_model import GalleryModel
from lenet_gui.my_digits.tiles import Tiles
from model.digits.drawing import Drawing
from model.my_digits.digit import MyDigit
from model.network.records import FloatArray

_LARGEST_MINIMUM = 44
_Move = QAbstractItemView.CursorAction
_Flag = QItemSelectionModel.SelectionFlag


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of consecutive rows: thousands are selected much faster that way."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = found[-1][0], row
        else:
            found.append((row, row))
    return found


class Gallery(QListView):
    """Digits in reading order, grouped by label."""

    relabel_wanted = Signal(tuple, int)  # the keys of the selected digits (a tuple), and their label
    remove_wanted = Signal(tuple)  # the keys of the selected digits

    def __init__(self, inked: Callable[[Drawing], FloatArray]) -> None:
        super().__init__()
        self.digits = GalleryModel(self)
        self.setModel(self.digits)
        self._tiles = Tiles(self.digits, self, inked)
        self.setItemDelegate(self._tiles)
        self._nothing = ""
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("My digits"))
        self._make_actions()
        self._fit_grid()
        self.selectionModel().currentChanged.connect(self._describe)
        self.selectionModel().selectionChanged.connect(
            lambda: self.remove.setEnabled(self.selectionModel().hasSelection())
        )
        self._describe()

    def minimumSizeHint(self) -> QSize:
        # Lower than Qt's: it scrolls, and with the largest text the outcome of teaching needs the room.
        return super().minimumSizeHint().boundedTo(QSize(_LARGEST_MINIMUM, _LARGEST_MINIMUM))

    def _make_actions(self) -> None:
        self.remove = QAction(self.tr("&Remove"), self)
        self.remove.setShortcuts([QKeySequence(Qt.Key.Key_Delete), QKeySequence(Qt.Key.Key_Backspace)])
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.remove.triggered.connect(self._on_remove)
        self.remove.setEnabled(False)
        self.undo = QAction(self.tr("&Undo the last change"), self)
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo.setEnabled(False)
        self.addActions([self.remove, self.undo])

    # What is shown

    def show_entries(self, entries: Sequence[MyDigit]) -> None:
        """Show these digits; those that were selected stay so."""
        self._tiles.keep(entries)
        self._keeping_choice(lambda: self.digits.show_entries(entries))

    def mark(self, wrong: frozenset[str], doubtful: frozenset[str]) -> None:
        """Mark digits that would be misread, and those whose label looks doubtful."""
        self._keeping_choice(lambda: self.digits.mark(wrong, doubtful))

    def show_only_marked(self, only: bool) -> None:
        self._keeping_choice(lambda: self.digits.show_only_marked(only))

    def say_nothing_there(self, text: str) -> None:
        self._nothing = text
        self._describe()
        self.viewport().update()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the selected digits, in the order shown."""
        rows = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return tuple(entry.key for entry in map(self.digits.entry_at, rows) if entry is not None)

    def _keeping_choice(self, change: Callable[[], None]) -> None:
        """Change what is shown; the selection and the current digit stay, as far as they are still there."""
        chosen = frozenset(self.chosen)
        entry, row = self.digits.entry_at(self.currentIndex()), self.currentIndex().row()
        top = self.verticalScrollBar().value()
        change()
        # Otherwise the list is laid out later and forgets where it was scrolled to.
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(top)
        self._select(self.digits.rows_of(chosen))
        if entry is not None and (there := self.digits.rows_of(frozenset([entry.key]))):
            self.selectionModel().setCurrentIndex(self.digits.index(there[0]), _Flag.NoUpdate)
        elif entry is not None:
            self._stand_near(row)
        self._describe()
        self.viewport().update()

    def _select(self, rows: Sequence[int]) -> None:
        selection = QItemSelection()
        for first, last in runs(rows):
            selection.select(self.digits.index(first), self.digits.index(last))
        self.selectionModel().select(selection, _Flag.ClearAndSelect)

    @Slot(tuple)
    def choose(self, keys: tuple[str, ...]) -> None:
        """Select these digits, and scroll to the first."""
        if rows := self.digits.rows_of(frozenset(keys)):
            self._select(rows)
            self.selectionModel().setCurrentIndex(self.digits.index(rows[0]), _Flag.NoUpdate)

    def _stand_near(self, row: int) -> None:
        """The current digit is gone: move to its neighbour."""
        row = min(row, self.digits.rowCount() - 1)
        near = self.digits.next_entry(row, 1)
        near = self.digits.next_entry(row, -1) if near is None else near
        if near is not None:
            choose = _Flag.NoUpdate if self.selectionModel().hasSelection() else _Flag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.digits.index(near), choose)

    @Slot()
    def _describe(self) -> None:
        entry = self.digits.entry_at(self.currentIndex())
        hint = self.tr("Arrow keys move between digits; a digit key relabels those selected")
        hint = hint if self.digits.rowCount() else self._nothing
        self.setAccessibleDescription(hint if entry is None else self.digits.words_of(entry))

    # What can be done with the selection

    @Slot()
    def _on_remove(self) -> None:
        if chosen := self.chosen:
            self.remove_wanted.emit(chosen)

    def _relabel(self, label: int) -> None:
        if chosen := self.chosen:
            self.relabel_wanted.emit(chosen, label)

    def menu(self) -> QMenu:
        """What can be done with the selected digits."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        labels = menu.addMenu(self.tr("&Label as"))
        for label in range(10):
            labels.addAction(f"&{label}", partial(self._relabel, label))
        labels.setEnabled(self.selectionModel().hasSelection())
        menu.addAction(self.remove)
        menu.addSeparator()
        menu.addAction(self.undo)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu().popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # On some keyboards the digit keys give digits only with Shift: what was typed counts.
        if len(event.text()) == 1 and event.text() in "0123456789":
            self._relabel(int(event.text()))
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """As in any list; left and right continue in the next line, and headings are skipped."""
        row, last = self.currentIndex().row(), self.digits.rowCount() - 1
        if action == _Move.MoveEnd:
            wanted = self.digits.next_entry(last, -1)
        elif row < 0 or action == _Move.MoveHome:
            wanted = self.digits.next_entry(0, 1)
        elif action in (_Move.MoveLeft, _Move.MovePrevious):
            wanted = self.digits.next_entry(row - 1, -1)
        elif action in (_Move.MoveRight, _Move.MoveNext):
            wanted = self.digits.next_entry(row + 1, 1)
        else:
            return super().moveCursor(action, modifiers)
        return self.currentIndex() if wanted is None else self.digits.index(wanted)

    # Looks

    def _fit_grid(self) -> None:
        self._tiles.recolour()
        self.setGridSize(self._tiles.tile_size())
        self.verticalScrollBar().setSingleStep(max(self._tiles.tile_size().height() // 3, 1))
        self._fit_lines()

    @property
    def columns(self) -> int:
        """Tiles in a line. Qt leaves room for the scroll bar, whether it is there or not, and a pixel more."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        return max((self.maximumViewportSize().width() - bar - 1) // self.gridSize().width(), 1)

    def _fit_lines(self) -> None:
        columns = self.columns
        if self.digits.fits(columns):
            self.digits.set_columns(columns)
        else:
            self._keeping_choice(lambda: self.digits.set_columns(columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_lines()

    def event(self, event: QEvent) -> bool:
        understood = super().event(event)
        kinds = QEvent.Type
        if event.type() in (kinds.FontChange, kinds.PaletteChange, kinds.DevicePixelRatioChange):
            self._fit_grid()
        return understood

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.digits.rowCount():
            with QPainter(self.viewport()) as painter:
                painter.setPen(theme.quiet(self.palette()))
                room = self.viewport().rect().adjusted(20, 10, -20, -10)
                painter.drawText(room, CENTRE | Qt.TextFlag.TextWordWrap, self._nothing)
