"""The list of runs: the current one, and the earlier ones, newest first."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lenet_gui.base import theme
from lenet_gui.base.translate import local_time
from lenet_gui.style.text_size import bold
from lenet_gui.training.runs.history import PastRun
from lenet_gui.training.runs.run_words import changes_of, outcome_of, title_of
from lenet_gui.training.runs.sparkline import paint_sparkline

PAD = 8
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Entry(NamedTuple):
    """A row: a run, and what is said of it; ``live`` for the current one, or one that waits for a decision.

    ``changes`` are what its recipe has of its own: behind the title there would be no room for them.
    """

    key: str
    title: str
    line: str
    errors: tuple[float, ...]
    changes: str = ""
    live: bool = False

    @property
    def lines(self) -> list[str]:
        return [*([self.changes] if self.changes else []), *self.line.split("\n")]


def entry_of(run: PastRun) -> Entry:
    title, line = title_of(run.setup, with_changes=False), f"{local_time(run.started)}\n{outcome_of(run)}"
    return Entry(run.key, title, line, run.errors, changes_of(run.setup))


class RunsModel(QAbstractListModel):
    """The entries, as a list view takes them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these; if only what is said of them has changed, the view keeps its place."""
        same = [each.key for each in entries] == [each.key for each in self.entries]
        if not same:
            self.beginResetModel()
        self.entries = list(entries)
        if same:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
        else:
            self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((entry.title, *entry.lines))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((entry.title, *entry.lines))
        return None


class RunPainter(QStyledItemDelegate):
    """Paints a run: its name, what is said of it, and its errors as a small curve."""

    def __init__(self, model: RunsModel, view: QListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines = 1 + len(self._model.entries[index.row()].lines)
        return QSize(100, lines * self._view.fontMetrics().lineSpacing() + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, palette, metrics = self._model.entries[index.row()], self._view.palette(), self._view.fontMetrics()
        room = QRect(option.rect).adjusted(1, 1, -1, -1)
        state = option.state
        accent = theme.accent(palette)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, theme.tint(palette))
            painter.fillRect(QRect(room.left(), room.top(), 3, room.height()), accent)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(accent)
            painter.drawRect(room)
        inner = room.adjusted(PAD, PAD - 1, -PAD, -PAD + 1)
        title, line = bold(self._view.font()), metrics.lineSpacing()
        painter.setFont(title)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        wide = QFontMetrics(title)
        text = wide.elidedText(entry.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner.left(), inner.top() + wide.ascent(), text)
        painter.setFont(self._view.font())
        of_changes = 1 if entry.changes else 0
        for number, words in enumerate(entry.lines, 1):
            if number > of_changes:
                painter.setPen(accent if entry.live else theme.quiet(palette))
            text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner.left(), inner.top() + metrics.ascent() + number * line, text)
        beside = 1 + of_changes
        # With large text the words need all the room.
        small = min(3 * metrics.height(), inner.width() - metrics.horizontalAdvance(entry.lines[beside - 1]) - 4)
        if small >= metrics.height():
            curve = QRectF(inner.right() - small + 2, inner.top() + beside * line + 2, small - 4, line - 4)
            paint_sparkline(painter, entry.errors, curve, accent if entry.live else theme.bar(palette))
        painter.restore()


class RunsList(QListView):
    """Runs to look at."""

    chosen = Signal(str)  # the key of the run to show
    remove_wanted = Signal(str)  # the key of a run that is to be forgotten

    def __init__(self) -> None:
        super().__init__()
        self._model = RunsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(RunPainter(self._model, self))
        self.setAccessibleName(self.tr("Runs, newest first"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.selectionModel().currentChanged.connect(self._on_current)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.entries:
            with QPainter(self.viewport()) as painter:
                painter.setPen(theme.quiet(self.palette()))
                room = self.viewport().rect().adjusted(PAD, PAD, -PAD, -PAD)
                flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
                painter.drawText(room, flags, self.tr("Your runs will be listed here, newest first."))

    @property
    def entries(self) -> list[Entry]:
        return self._model.entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these, with the same one chosen, where it is still there."""
        before = self.chosen_key
        with QSignalBlocker(self.selectionModel()):
            self._model.show(entries)
        if before != self.chosen_key:
            self.choose(before)

    @property
    def chosen_key(self) -> str:
        """Empty for none."""
        row = self.currentIndex().row()
        return self._model.entries[row].key if 0 <= row < len(self._model.entries) else ""

    def choose(self, key: str) -> None:
        """Show a run as chosen, or none where there is no such run; without a signal."""
        row = next((row for row, entry in enumerate(self._model.entries) if entry.key == key), -1)
        with QSignalBlocker(self.selectionModel()):
            self.setCurrentIndex(self._model.index(row))
        self.viewport().update()

    @Slot(QModelIndex)
    def _on_current(self) -> None:
        if key := self.chosen_key:
            self.chosen.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        # Also the one that was chosen already: another page may be in front.
        if self.indexAt(event.position().toPoint()).isValid():
            self._on_current()

    def focusInEvent(self, event: QFocusEvent) -> None:
        before = self.chosen_key
        with QSignalBlocker(self.selectionModel()):
            super().focusInEvent(event)  # it would choose the first run, where none is, and so open it
        self.choose(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._may_remove(self.chosen_key):
            self.remove_wanted.emit(self.chosen_key)
        else:
            super().keyPressEvent(event)

    def _may_remove(self, key: str) -> bool:
        return any(entry.key == key and not entry.live for entry in self._model.entries)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        row = self.indexAt(place).row()
        key = self._model.entries[row].key if row >= 0 else ""
        if self._may_remove(key):
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.tr("&Remove from the history"), lambda: self.remove_wanted.emit(key))
            menu.popup(self.viewport().mapToGlobal(place))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)
