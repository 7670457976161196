"""The table of the seven layers, which can be copied and saved."""

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QTableWidget, QTableWidgetItem, QWidget

from lenet_gui.base import widgets
from lenet_gui.parameters import layer_figures
from lenet_gui.saving.file_saver import SaveRequest
from lenet_gui.style.text_size import bold
from model.network.architecture import LAYERS, TRAINABLE_PARAMETERS

_SHORT_COLUMNS = (0, 1)
_MADE_OF = 2
"""The column of sentences."""
_BREAKS = re.compile("[ \n]")
"""Where a line of a cell may end; not at a space that holds together what belongs together."""


class LayersTable(QTableWidget):
    """A row for each layer and one for the sums; long texts share the width and wrap, the narrower the more."""

    def __init__(self) -> None:
        super().__init__(len(LAYERS) + 1, 6)
        self._headers = [self.tr("Layer"), self.tr("Output"), self.tr("Made of"), self.tr("Trainable parameters")]
        self._headers += [self.tr("Connections"), self.tr("Receptive field")]
        totals = [self.tr("Sum"), "", "", f"{TRAINABLE_PARAMETERS:,}", f"{layer_figures.CONNECTIONS:,}", ""]
        self._bold: list[QTableWidgetItem] = []
        self.setAccessibleName(self.tr("The seven layers"))
        self.setHorizontalHeaderLabels(self._headers)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for row, cells in enumerate([*map(layer_figures.cells_of, LAYERS), totals]):
            for column, text in enumerate(cells):
                self.setItem(row, column, self._item(text, stands_out=row == len(LAYERS) or column == 0))
        self.setCurrentCell(0, 0, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _item(self, text: str, stands_out: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if stands_out:
            item.setFont(bold(self.font()))
            self._bold.append(item)
        return item

    def _beside(self) -> int:
        """The room to the left and right of a cell's text."""
        return 2 * (self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1) + 2

    def _least_width(self, column: int) -> int:
        """How wide a column must be at least: nothing is cut."""
        items = [item for row in range(self.rowCount()) if (item := self.item(row, column)) is not None]
        texts = [(self.font(), self._headers[column]), *((item.font(), item.text()) for item in items)]
        pieces = [(QFontMetrics(font), piece) for font, text in texts for piece in _BREAKS.split(text)]
        return self._beside() + max(metrics.horizontalAdvance(piece) for metrics, piece in pieces)

    def fit(self) -> None:
        """Share the width among the columns: as much for each of the long ones, or for each what it needs."""
        for column in _SHORT_COLUMNS:
            self.resizeColumnToContents(column)
        widths = [self.columnWidth(column) for column in _SHORT_COLUMNS]
        long, room = self.columnCount() - len(widths), self.viewport().width()
        widths += [(room - sum(widths)) // long] * long
        least = list(map(self._least_width, range(self.columnCount())))
        if any(widths[column] < least[column] for column in range(len(_SHORT_COLUMNS), self.columnCount())):
            widths = least
            widths[_MADE_OF] += max(0, room - sum(least))
        metrics, beside = self.horizontalHeader().fontMetrics(), self._beside()
        for column, (width, text) in enumerate(zip(widths, self._headers, strict=True)):
            fits = metrics.horizontalAdvance(text) + beside <= width
            shown = text if fits else text.replace(" ", "\n")
            self.model().setHeaderData(column, Qt.Orientation.Horizontal, shown)
            self.setColumnWidth(column, width)
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, self.rowHeight(row) + self.fontMetrics().height() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for item in self._bold:
                item.setFont(bold(self.font()))
            self.fit()


class LayersPage(QWidget):
    """Sizes, parameters, connections and receptive fields, each with its arithmetic."""

    save_wanted = Signal(object)  # a SaveRequest
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self) -> None:
        super().__init__()
        self.table = LayersTable()
        about = widgets.wrapped_label(
            self.tr(
                "Connections: each parameter counts once for every unit that uses it; a subsampling unit has four "
                "inputs and a bias on its map's two parameters. Receptive field: the previous layer's, plus its step "
                "for each further unit along a side; all in pixels of the 32×32 input."
            )
        )
        self.save = widgets.button(self.tr("Save &table as CSV ..."), self._ask)
        self.copy = widgets.button(
            self.tr("&Copy"), lambda: QGuiApplication.clipboard().setText(layer_figures.as_tabbed_text())
        )
        buttons = widgets.row(None, self.copy, self.save)
        self.setLayout(widgets.column(self.table, about, buttons, grows=self.table))

    @Slot()
    def _ask(self) -> None:
        title, filters = self.tr("Save the table of layers"), [self.tr("Table (*.csv)")]
        widgets.open_save_dialog(
            self, title, filters, lambda chosen: self.save_table(Path(chosen)), "lenet5-layers.csv"
        )

    def save_table(self, path: Path) -> None:
        problem = self.tr("The table could not be saved: {problem}")
        self.save_wanted.emit(SaveRequest(path, layer_figures.as_csv, problem, self.failed.emit))
