"""A path to type, or to choose in a dialog that the rest of the window does not wait for."""

from PySide6.QtCore import QDir, QFileInfo, QSignalBlocker, QSize, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from lenet_gui.base.widgets import button, file_dialog, row

SHOWN_CHARACTERS = 22


class PathField(QWidget):
    """A line to type a path in, with a button to browse.

    Args:
        title: the dialog's.
        wish: what the person is asked to do while there is no such path, as a sentence.
        name_filter: which files the dialog shows, as QFileDialog has it; empty for all.
        folder: whether a folder is chosen, not a file.
    """

    edited = Signal()  # the path has changed

    def __init__(self, title: str, wish: str, name_filter: str = "", *, folder: bool = False) -> None:
        super().__init__()
        self._title, self._wish, self._filter, self._folder = title, wish, name_filter, folder
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("None yet"))
        self.line.textChanged.connect(self.edited)
        self.browse = button(self.tr("Browse…"), self._on_browse, title)
        self.browse.setAccessibleName(title)
        self.browse.setAutoDefault(False)
        self.setLayout(row(self.line, self.browse, grows=self.line, margin=0))
        self.setFocusProxy(self.line)

    def minimumSizeHint(self) -> QSize:
        # Below this too little of a path is seen; the form then gives the field a row of its own.
        least = super().minimumSizeHint()
        return least.expandedTo(QSize(SHOWN_CHARACTERS * self.fontMetrics().averageCharWidth(), least.height()))

    def setAccessibleName(self, name: str, /) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @property
    def path(self) -> str:
        return self.line.text()

    def set_path(self, path: str) -> None:
        with QSignalBlocker(self.line):
            self.line.setText(path)

    @property
    def problem(self) -> str:
        """What is wrong with the path, in plain words; empty where there is such a file, or folder."""
        info = QFileInfo(self.path)
        if not self.path:
            return self._wish
        if info.isDir() if self._folder else info.isFile():
            return ""
        if not info.exists():
            problem = self.tr("There is no {path}.")
        elif self._folder:
            problem = self.tr("{path} is a file, not a folder.")
        else:
            problem = self.tr("{path} is a folder, not a file.")
        return f"{problem.format(path=self.path)} {self._wish}"

    @Slot()
    def _on_browse(self) -> None:
        dialog = file_dialog(self, self._title, [self._filter] if self._filter else [], self._on_chosen)
        if self._folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if self.path:
            dialog.setDirectory(QFileInfo(self.path).absolutePath())
        dialog.open()

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        self.line.setText(QDir.toNativeSeparators(path))
