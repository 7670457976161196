"""A path to type, or to choose in a dialog that the rest of the window does not wait for."""

from enum import Enum

from PySide6.QtCore import QDir, QFileInfo, QSize, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from lenet_gui.base.dialogs import file_dialog

SHOWN_CHARACTERS = 22


class PathKind(Enum):
    """What the path leads to."""

    FILE = QFileDialog.FileMode.ExistingFile
    FOLDER = QFileDialog.FileMode.Directory


class PathField(QWidget):
    """A line to type a path in, with a button to browse.

    Args:
        kind: what is chosen.
        title: the dialog's.
        name_filter: which files the dialog shows, as QFileDialog has it; empty for all.

    Signals:
        edited: the path has changed.
    """

    edited = Signal()

    def __init__(self, kind: PathKind, title: str, name_filter: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._title, self._filter = kind, title, name_filter
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("None yet"))
        self.line.textChanged.connect(self._on_text)
        self.browse = QPushButton(self.tr("Browse…"))
        self.browse.setToolTip(title)
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._on_browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse)
        self.setFocusProxy(self.line)

    def minimumSizeHint(self) -> QSize:
        # Below this too little of a path is seen; the form then gives the field a row of its own.
        least = super().minimumSizeHint()
        return least.expandedTo(QSize(SHOWN_CHARACTERS * self.fontMetrics().averageCharWidth(), least.height()))

    def set_names(self, name: str) -> None:
        """Name both parts for screen readers."""
        self.line.setAccessibleName(name)
        self.browse.setAccessibleName(self._title)

    @property
    def path(self) -> str:
        """The path, as it was typed or chosen."""
        return self.line.text()

    def set_path(self, path: str) -> None:
        """Show another path without a signal."""
        blocked = self.line.blockSignals(True)
        self.line.setText(path)
        self.line.blockSignals(blocked)

    @property
    def problem(self) -> str:
        """What is wrong with the path, in plain words; empty where there is such a file, or folder."""
        info = QFileInfo(self.path)
        if info.isFile() if self._kind is PathKind.FILE else info.isDir():
            return ""
        if not info.exists():
            return self.tr("There is no {path}.").format(path=self.path)
        if self._kind is PathKind.FILE:
            return self.tr("{path} is a folder, not a file.").format(path=self.path)
        return self.tr("{path} is a file, not a folder.").format(path=self.path)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.edited.emit()

    @Slot()
    def _on_browse(self) -> None:
        dialog = file_dialog(self, self._title, [self._filter] if self._filter else [], self._on_chosen)
        dialog.setFileMode(self._kind.value)
        if self._kind is PathKind.FOLDER:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if self.path:
            dialog.setDirectory(QFileInfo(self.path).absolutePath())
        dialog.open()

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        self.line.setText(QDir.toNativeSeparators(path))
