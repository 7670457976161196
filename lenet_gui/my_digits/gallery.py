"""The gallery: digits to look at, to choose by mouse and keys, to relabel and to remove."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from lenet_gui import theme
from lenet_gui.my_digits.entries import GalleryEntry
from lenet_gui.my_digits.gallery_model import GalleryModel
from lenet_gui.my_digits.tiles import Tiles

_CENTRE = Qt.AlignmentFlag.AlignCenter
_Move = QAbstractItemView.CursorAction
_Flag = QItemSelectionModel.SelectionFlag


class Gallery(QListView):
    """Digits in reading order, grouped by label.

    Signals:
        relabel_wanted: the keys of the chosen digits (a tuple), and what they are.
        remove_wanted: the keys of the chosen digits.
        undo_wanted: the last removal or relabelling is to be undone.
    """

    relabel_wanted = Signal(tuple, int)
    remove_wanted = Signal(tuple)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digits = GalleryModel(self)
        self.setModel(self.digits)
        self._tiles = Tiles(self.digits, self, self)
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
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self._on_selection()
        self._describe()

    def _make_actions(self) -> None:
        self.remove = QAction(self.tr("&Remove"), self)
        self.remove.setShortcuts([QKeySequence(Qt.Key.Key_Delete), QKeySequence(Qt.Key.Key_Backspace)])
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.remove.triggered.connect(self._on_remove)
        self.undo = QAction(self.tr("&Undo the last change"), self)
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo.triggered.connect(self.undo_wanted)
        self.addActions([self.remove, self.undo])

    # What is shown

    def show_entries(self, entries: Sequence[GalleryEntry]) -> None:
        """Show other digits; those that are still there stay chosen."""
        self._keeping_choice(lambda: self.digits.show_entries(entries))

    def mark(self, wrong: frozenset[str], doubtful: frozenset[str]) -> None:
        """Mark those that still go wrong, and those whose label looks doubtful."""
        self._keeping_choice(lambda: self.digits.mark(wrong, doubtful))

    def show_only_marked(self, only: bool) -> None:
        """Leave out those that are not marked."""
        self._keeping_choice(lambda: self.digits.show_only_marked(only))

    def say_nothing_there(self, text: str) -> None:
        """What stands here while there is no digit to show."""
        self._nothing = text
        self._describe()
        self.viewport().update()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the digits that are selected, in the order shown."""
        rows = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return tuple(entry.key for entry in map(self.digits.entry_at, rows) if entry is not None)

    def _keeping_choice(self, change: Callable[[], None]) -> None:
        """Change the rows; what was chosen, and is still there, stays so."""
        chosen = frozenset(self.chosen)
        change()
        self._tiles.forget()
        selection = self.selectionModel()
        rows = self.digits.rows_of(chosen)
        for row in rows:
            selection.select(self.digits.index(row), _Flag.Select)
        if rows:
            selection.setCurrentIndex(self.digits.index(rows[-1]), _Flag.NoUpdate)
        self._describe()
        self.viewport().update()

    def _on_remove(self) -> None:
        if self.chosen:
            self.remove_wanted.emit(self.chosen)

    def _on_selection(self) -> None:
        self.remove.setEnabled(bool(self.chosen))

    def _describe(self) -> None:
        entry = self.digits.entry_at(self.currentIndex())
        if entry is not None:
            self.setAccessibleDescription(self.digits.words_of(entry))
        else:
            self.setAccessibleDescription("" if self.digits.rowCount() else self._nothing)

    def _fit_grid(self) -> None:
        self._tiles.forget()
        self.setGridSize(self._tiles.tile_size())

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text in "0123456789" and self.chosen:
            self.relabel_wanted.emit(self.chosen, int(text))
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        # Headings are passed over: Qt alone would stop before them.
        index = super().moveCursor(action, modifiers)
        back = action in (_Move.MoveLeft, _Move.MoveUp, _Move.MovePrevious, _Move.MoveHome, _Move.MovePageUp)
        step = -1 if back else 1
        if action in (_Move.MoveLeft, _Move.MoveRight) and self.currentIndex().isValid():
            start = self.currentIndex().row() + step
        else:
            start = index.row() if index.isValid() else 0
        row = self.digits.next_entry(start, step)
        if row is None:
            row = self.digits.next_entry(start, -step)
        return QModelIndex() if row is None else self.digits.index(row)

    def menu(self) -> QMenu:
        """What can be done with the digits that are chosen."""
        menu = QMenu(self)
        chosen = self.chosen
        if chosen:
            labels = menu.addMenu(self.tr("It &is a ..."))
            for label in range(10):
                labels.addAction(str(label), partial(self.relabel_wanted.emit, chosen, label))
        menu.addActions([self.remove, self.undo])
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.digits.rowCount() == 0 and self._nothing:
            with QPainter(self.viewport()) as painter:
                painter.setPen(theme.quiet(self.palette()))
                room = self.viewport().rect().adjusted(20, 20, -20, -20)
                painter.drawText(room, _CENTRE | Qt.TextFlag.TextWordWrap, self._nothing)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._fit_grid()
        super().changeEvent(event)
