"""The digits as rows of a list, grouped by label, each group behind a heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lenet_gui.base.translate import local_time
from model.my_digits.digit import MyDigit

Index = QModelIndex | QPersistentModelIndex
WRONG_SIGN = "×"
DOUBTFUL_SIGN = "?"
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Heading:
    """Stands before the digits of one label."""

    label: int
    count: int


@dataclass(frozen=True)
class Gap:
    """An empty place: what would stand there moves to the next line, where a label's digits are together."""


Row = Heading | MyDigit | Gap


class GalleryModel(QAbstractListModel):
    """Rows are headings and gaps, which can be neither chosen nor walked to, and entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[MyDigit, ...] = ()
        """All digits, also those that are not shown."""
        self._rows: list[Row] = []
        self._columns = 0
        self._only_marked = False
        self.wrong: frozenset[str] = frozenset()
        self.doubtful: frozenset[str] = frozenset()

    # What there is

    def show_entries(self, entries: Sequence[MyDigit]) -> None:
        """Take other digits; within a label they keep their order."""
        self.entries = tuple(sorted(entries, key=lambda entry: entry.label))
        self._group()

    def mark(self, wrong: frozenset[str], doubtful: frozenset[str]) -> None:
        """Mark digits that would be misread, and those whose label looks doubtful, by their keys."""
        if (wrong, doubtful) == (self.wrong, self.doubtful):
            return
        self.wrong, self.doubtful = wrong, doubtful
        if self._only_marked:
            self._group()
        elif self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    @property
    def any_marked(self) -> bool:
        marked = self.wrong | self.doubtful
        return any(entry.key in marked for entry in self.entries)

    def show_only_marked(self, only: bool) -> None:
        if only != self._only_marked:
            self._only_marked = only
            self._group()

    def fits(self, columns: int) -> bool:
        """Whether the rows are where they belong in lines of this many."""
        return columns == self._columns or self._grouped(columns) == self._rows

    def set_columns(self, columns: int) -> None:
        if not self.fits(columns):
            self._columns = columns
            self._group()
        self._columns = columns

    def _group(self) -> None:
        self.beginResetModel()
        self._rows = self._grouped(self._columns)
        self.endResetModel()

    def _grouped(self, columns: int) -> list[Row]:
        marked = self.wrong | self.doubtful
        shown = [entry for entry in self.entries if not self._only_marked or entry.key in marked]
        rows: list[Row] = []
        for label, of_label in groupby(shown, key=lambda entry: entry.label):
            group = list(of_label)
            left, needed = columns - len(rows) % columns, 1 + len(group)
            if columns > 1 and left < (needed if needed <= columns else 2):
                rows += [Gap()] * left
            rows += [Heading(label, len(group)), *group]
        return rows

    # Rows

    def row_at(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() else None

    def entry_at(self, index: Index) -> MyDigit | None:
        """The digit in a row; None for a heading or a gap."""
        row = self.row_at(index)
        return row if isinstance(row, MyDigit) else None

    def rows_of(self, keys: frozenset[str]) -> list[int]:
        """Where these digits stand, of those that are shown."""
        return [row for row, what in enumerate(self._rows) if isinstance(what, MyDigit) and what.key in keys]

    def next_entry(self, row: int, step: int) -> int | None:
        """The nearest row with a digit from ``row`` on, itself included, in steps of 1 or -1."""
        while 0 <= row < len(self._rows):
            if isinstance(self._rows[row], MyDigit):
                return row
            row += step
        return None

    # In words

    def _marks_of(self, entry: MyDigit) -> list[tuple[str, str]]:
        """What is wrong with a digit: sign and words."""
        doubt = self.tr("looks unlike the other digits labelled {label}: is it one?").format(label=entry.label)
        wrong = (
            [(WRONG_SIGN, self.tr("misread by a network that was taught without it"))]
            if entry.key in self.wrong
            else []
        )
        return [*wrong, *([(DOUBTFUL_SIGN, doubt)] if entry.key in self.doubtful else [])]

    def words_of(self, entry: MyDigit) -> str:
        """A digit, when it was kept, and what is wrong with it."""
        return ", ".join([self._plain_words(entry), *(text for _, text in self._marks_of(entry))])

    def _plain_words(self, entry: MyDigit) -> str:
        words = self.tr("A {label}").format(label=entry.label)
        kept = self.tr("kept {when}").format(when=local_time(entry.when))
        return f"{words}, {kept}" if entry.when else words

    def heading_words(self, heading: Heading) -> str:
        if heading.count == 1:
            return self.tr("1 digit labelled {label}").format(label=heading.label)
        return self.tr("{count} digits labelled {label}").format(count=f"{heading.count:,}", label=heading.label)

    # As Qt asks for it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entry_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        what = self.row_at(index)
        if what is None or isinstance(what, Gap):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(what.label)
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if isinstance(what, Heading):
            return self.heading_words(what)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words_of(what)
        return "\n".join([self._plain_words(what), *(f"{sign}  {text}" for sign, text in self._marks_of(what))])
