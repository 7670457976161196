"""A field for files of pen strokes: one a line, typed or chosen."""

import re

from PySide6.QtCore import QDir, QFileInfo, QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QSizePolicy

from lenet_gui.base import theme
from lenet_gui.base.widgets import button, column, file_dialog, height_follows_width, row, wrapped_label
from lenet_gui.style.dressed import Dressed

_WRITERS = re.compile(r":\d+-\d+$")
_LINES = 3


class StrokeFiles(Dressed):
    """Paths of files of pen strokes, each with the writers to take behind it, as ``digits.tra:1-24``."""

    edited = Signal()  # the paths have changed

    def __init__(self) -> None:
        super().__init__()
        self.lines = QPlainTextEdit()
        self.lines.setPlaceholderText(self.tr("None yet"))
        self.lines.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.lines.setTabChangesFocus(True)
        self.lines.textChanged.connect(self.edited)
        self.browse = button(self.tr("Browse ..."), self.choose, self.tr("Choose files of pen strokes"))
        self.browse.setAccessibleName(self.tr("Choose files of pen strokes"))
        self.browse.setAutoDefault(False)
        self._problem = wrapped_label()
        self.setLayout(column(self.lines, row(self._problem, self.browse, grows=self._problem), margin=0, spacing=4))
        self._dress()
        self.setFocusProxy(self.lines)
        # What a form has to spare lies below its rows, not within this one.
        height_follows_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        height = _LINES * self.lines.fontMetrics().lineSpacing() + 14
        self.lines.setFixedHeight(height)
        return super().sizeHint()

    def setAccessibleName(self, name: str, /) -> None:
        super().setAccessibleName(name)
        self.lines.setAccessibleName(name)

    def show_problem(self, problem: str) -> None:
        """Say below the paths what is wrong with them, or that some are needed; empty if nothing is."""
        self._problem.setText(problem)

    def _dress(self) -> None:
        self._problem.setPalette(theme.recoloured(self.palette(), theme.warning(self.palette())))

    @property
    def sources(self) -> tuple[str, ...]:
        """As :class:`model.digits.data_source.DataSource` takes them."""
        return tuple(filter(None, map(str.strip, self.lines.toPlainText().splitlines())))

    def set_sources(self, sources: tuple[str, ...]) -> None:
        if sources != self.sources:
            with QSignalBlocker(self.lines):
                self.lines.setPlainText("\n".join(sources))

    @property
    def problem(self) -> str:
        """Which file is not there, in plain words; empty where all are."""
        for source in self.sources:
            path = _WRITERS.sub("", source)
            if not QFileInfo(path).isFile():
                return self.tr("There is no file {path}: choose the files of pen strokes.").format(path=path)
        return ""

    @Slot()
    def choose(self) -> None:
        """Ask for files; those chosen are added to those already there."""
        wish = self.tr("Choose files of pen strokes")
        dialog = file_dialog(self.window(), wish, [self.tr("All files (*)")], lambda _: None)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        if self.sources:
            dialog.setDirectory(QFileInfo(_WRITERS.sub("", self.sources[0])).absolutePath())
        dialog.open()

    @Slot("QStringList")
    def _on_chosen(self, paths: list[str]) -> None:
        more = [path for path in map(QDir.toNativeSeparators, paths) if path not in self.sources]
        self.lines.setPlainText("\n".join([*self.sources, *more]))
