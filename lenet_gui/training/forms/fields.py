"""Fields of the forms: a path to type or to choose, a number that ranges over decades."""

from collections.abc import Sequence

from PySide6.QtCore import QDir, QFileInfo, QLocale, QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from lenet_gui.base.form_fields import ExactSpinBox
from lenet_gui.base.widgets import button, file_dialog, row

SHOWN_CHARACTERS = 22
STEP_FACTOR = 1.25
"""One step of a figure that ranges over decades."""


class PathField(QWidget):
    """A line to type a path in, with a button to browse.

    Args:
        title: the dialog's.
        name_filter: which files the dialog shows, as QFileDialog has it; empty for all.
        wish: what the person is asked to do while there is no such path, as a sentence; the title if empty.
        folder: whether a folder is chosen, not a file.
    """

    edited = Signal()  # the path has changed

    def __init__(self, title: str, name_filter: str = "", *, wish: str = "", folder: bool = False) -> None:
        super().__init__()
        self._title, self._wish, self._filter, self._folder = title, wish or f"{title}.", name_filter, folder
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("None yet"))
        self.line.textChanged.connect(self.edited)
        self.browse = button(self.tr("Browse ..."), self._on_browse, title)
        self.browse.setAccessibleName(title)
        self.browse.setAutoDefault(False)
        self.setLayout(row(self.line, self.browse, grows=self.line, margin=0))
        self.setFocusProxy(self.line)

    def minimumSizeHint(self) -> QSize:
        # With less, too little of a path is seen; the form then gives the field its own row.
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


class DecadesSpinBox(ExactSpinBox):
    """A number that ranges over decades: shown with up to six digits.

    The arrows stop along an ascending ladder or, where that is empty, go by ``STEP_FACTOR``.
    """

    def __init__(self, limits: tuple[float, float], ladder: Sequence[float] = ()) -> None:
        super().__init__(limits, decimals=15)
        self._ladder = ladder

    def _locale(self) -> QLocale:
        locale, option = QLocale(self.locale()), QLocale.NumberOption
        locale.setNumberOptions(option.OmitGroupSeparator | option.OmitLeadingZeroInExponent)
        return locale

    def _parsed(self, text: str) -> float | None:
        if self.specialValueText() and text == self.specialValueText():
            return self.minimum()
        # Either sign is the decimal one: "0,02" is never 2.
        for locale, figure in ((QLocale.c(), text.replace(",", ".")), (self._locale(), text)):
            value, understood = locale.toDouble(figure.strip())
            if understood:
                return value
        return None

    def textFromValue(self, value: float, /) -> str:
        return self._locale().toString(value, "g", 6)

    def valueFromText(self, text: str, /) -> float:
        # A text that nobody touched must not round the number behind it.
        if text == self.textFromValue(self.value()):
            return self.value()
        value = self._parsed(text)
        return self.value() if value is None else value

    def validate(self, text: str, position: int, /) -> tuple[QValidator.State, str, int]:
        value = self._parsed(text)
        if value is not None and self.minimum() <= value <= self.maximum():
            return QValidator.State.Acceptable, text, position
        known = set("0123456789.,eE+- ") | set(self.specialValueText())
        state = QValidator.State.Intermediate if set(text) <= known else QValidator.State.Invalid
        return state, text, position

    def stepBy(self, steps: int, /) -> None:
        value = self.value()
        if not self._ladder:
            value = float(f"{value * STEP_FACTOR**steps:.3g}")
        elif steps > 0:
            above = [rung for rung in self._ladder if rung > value] or [self.maximum()]
            value = above[min(steps, len(above)) - 1]
        else:
            below = [rung for rung in self._ladder if rung < value] or [self.minimum()]
            value = below[max(steps, -len(below))]
        self.setValue(value)
        self.selectAll()
