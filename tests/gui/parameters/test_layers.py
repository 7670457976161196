"""The table of layers: its figures, their arithmetic, and the files made of it."""

import csv
import io
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from lenet_gui.parameters.layer_figures import CSV_COLUMNS, HOW
from lenet_gui.parameters.layers_page import LayersPage
from lenet_gui.parameters.window import ParametersWindow
from model.network.architecture import LAYERS, Layer


@pytest.fixture
def page(parameters_window: ParametersWindow) -> LayersPage:
    parameters_window.tabs.setCurrentIndex(4)
    return parameters_window.layers


def worked_out(arithmetic: str) -> tuple[float, int]:
    """What the terms come to, and what is said that they come to."""
    terms, said = arithmetic.split(" = ")
    assert re.fullmatch(r"[0-9 +*/()-]+", terms)
    return eval(terms), int(said)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_the_arithmetic_comes_to_the_architectures_figures(layer: Layer) -> None:
    how = HOW[layer.name]
    for arithmetic, figure in (
        (how.side, layer.side),
        (how.parameters, layer.parameters),
        (how.connections, layer.connections),
        (how.field, layer.receptive_field_px),
    ):
        if arithmetic:
            assert worked_out(arithmetic) == (figure, figure)


def rows_of(content: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content), delimiter=delimiter))


def check_rows(rows: list[dict[str, str]]) -> None:
    assert tuple(rows[0]) == CSV_COLUMNS
    for row, layer in zip(rows, LAYERS, strict=True):
        assert row["layer"] == layer.name
        for column, figure in (
            ("maps", layer.maps),
            ("side", layer.side),
            ("trainable_parameters", layer.parameters),
            ("connections", layer.connections),
            ("receptive_field_px", layer.receptive_field_px),
            ("step_px", layer.step_px),
        ):
            assert int(row[column]) == figure


def test_the_saved_table_is_the_architecture(
    qtbot: QtBot, parameters_window: ParametersWindow, page: LayersPage, tmp_path: Path
) -> None:
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    path = tmp_path / "layers.csv"
    with qtbot.waitSignal(parameters_window.save_wanted) as wanted:
        dialog.fileSelected.emit(str(path))
    dialog.close()
    assert wanted.args is not None
    wanted.args[0].write()
    check_rows(rows_of(path.read_text(encoding="utf-8")))


def test_the_copied_table_is_the_architecture(page: LayersPage) -> None:
    QTest.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    check_rows(rows_of(QApplication.clipboard().text(), "\t"))


def text_at(page: LayersPage, row: int, column: int) -> str:
    item = page.table.item(row, column)
    assert item is not None
    return item.text()


def test_the_table_shows_all_figures_and_their_sum(page: LayersPage) -> None:
    for row, layer in enumerate(LAYERS):
        assert text_at(page, row, 0) == layer.name
        assert text_at(page, row, 3).split("\n")[0] == f"{layer.parameters:,}"
        assert text_at(page, row, 4).split("\n")[0] == f"{layer.connections:,}"
    assert [text_at(page, 7, column) for column in (3, 4)] == ["60,000", "340,908"]
    c3 = text_at(page, 2, 3).replace("\N{NO-BREAK SPACE}", " ").replace("\N{ZERO WIDTH SPACE}", "")
    assert c3 == "1,516\n6 · (3·25 + 1) + 6 · (4·25 + 1) + 3 · (4·25 + 1) + (6·25 + 1) = 1,516"


def test_arrow_keys_move_in_the_table(page: LayersPage) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(page.table, key)
    assert (page.table.currentRow(), page.table.currentColumn()) == (2, 1)


def test_in_a_wide_window_the_long_columns_share_the_width(
    page: LayersPage, parameters_window: ParametersWindow
) -> None:
    parameters_window.resize(1366, 768)
    QApplication.processEvents()
    assert len({page.table.columnWidth(column) for column in range(2, 6)}) == 1
    assert page.table.horizontalScrollBar().maximum() == 0
