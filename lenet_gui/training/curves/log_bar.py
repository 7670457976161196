"""Files around the curves: saving them, opening the log of an earlier run, laying one run over another."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from model.training.log import LogError, load_log

_CURVE_FORMATS = {"PNG": "png", "SVG": "svg", "CSV": "csv"}


class LogBar(QWidget):
    """Three buttons.

    Signals:
        save_curves_wanted: the Path to save to; its suffix says how.
        opened, compared: the TrainingLog that was chosen, to be shown, or to be laid over what is shown.
        alone_wanted: nothing is to be laid over any more.
        failed: a file that is no log, and why.
    """

    save_curves_wanted = Signal(object)
    opened = Signal(object)
    compared = Signal(object)
    alone_wanted = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = QPushButton(self.tr("&Open a log ..."))
        self.compare = QPushButton(self.tr("La&y another run over ..."))
        self.alone = QPushButton(self.tr("Re&move it"))
        self.alone.setEnabled(False)
        self.save = QPushButton(self.tr("Save &curves ..."))
        self.open.setToolTip(self.tr("Show an earlier run: its curves, and its recipe in the forms."))
        self.compare.setToolTip(self.tr("Compare with an earlier run: its curves are dashed."))
        self.alone.setToolTip(self.tr("Show this run alone again."))
        self.save.setToolTip(self.tr("Keep the curves as a picture, a drawing or a table."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.open, self.compare, self.alone):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.save)
        self.open.clicked.connect(self._ask_for_log)
        self.compare.clicked.connect(self._ask_for_other)
        self.alone.clicked.connect(self._on_alone)
        self.save.clicked.connect(self._ask_where_to_save)

    def _dialog(self, title: str, filters: list[str]) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setNameFilters(filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _log_dialog(self, title: str) -> QFileDialog:
        dialog = self._dialog(title, [self.tr("Training logs (*.training.json)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return dialog

    @Slot()
    def _ask_for_log(self) -> None:
        dialog = self._log_dialog(self.tr("Open a training log"))
        dialog.fileSelected.connect(self.open_log)
        dialog.open()

    @Slot()
    def _ask_for_other(self) -> None:
        dialog = self._log_dialog(self.tr("Lay another run over"))
        dialog.fileSelected.connect(self.compare_log)
        dialog.open()

    @Slot(str)
    def open_log(self, name: str) -> None:
        """Show an earlier run: its curves, and its recipe in the forms."""
        try:
            self.opened.emit(load_log(Path(name)))
        except LogError as error:
            self.failed.emit(str(error))

    @Slot(str)
    def compare_log(self, name: str) -> None:
        """Lay an earlier run over the one that is shown."""
        try:
            log = load_log(Path(name))
        except LogError as error:
            self.failed.emit(str(error))
            return
        self.alone.setEnabled(True)
        self.compared.emit(log)

    @Slot()
    def _on_alone(self) -> None:
        self.alone.setEnabled(False)
        self.alone_wanted.emit()

    @Slot()
    def _ask_where_to_save(self) -> None:
        dialog = self._dialog(self.tr("Save curves"), [f"{name} (*.{end})" for name, end in _CURVE_FORMATS.items()])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(self._on_format)
        dialog.fileSelected.connect(self._on_curves_file)
        dialog.open()

    @Slot(str)
    def _on_format(self, chosen: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            dialog.setDefaultSuffix(_CURVE_FORMATS[chosen.split()[0]])

    @Slot(str)
    def _on_curves_file(self, name: str) -> None:
        self.save_curves_wanted.emit(Path(name))
