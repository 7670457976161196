"""How the list shows its runs."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.training.runs.history import key_of
from lenet_gui.training.runs.runs_list import Entry, RunsList
from model.network.weights_info import RunFacts
from model.training.log import TrainingLog, save_log
from model.training.presets import ONE_MINUTE
from model.training.setup import RunSetup
from tests.gui.training.curves.curve_driving import result
from tests.gui.training.driving import PATIENCE_MS, click


def test_what_a_run_changes_has_a_line_of_its_own(qtbot: QtBot) -> None:
    runs = RunsList()
    qtbot.addWidget(runs)
    plain = Entry("1", "Short run", "2026-11-29 14:14\n0.77 % misread", (1.0,))
    runs.show_entries([plain, plain._replace(key="2", changes="Rate 0.02, Batch size 1")])
    usual, changed = (runs.model().index(row, 0) for row in range(2))
    line = runs.fontMetrics().lineSpacing()
    assert runs.sizeHintForIndex(changed).height() == runs.sizeHintForIndex(usual).height() + line
    for role, between in ((Qt.ItemDataRole.ToolTipRole, "\n"), (Qt.ItemDataRole.AccessibleTextRole, ", ")):
        said = between.join(("Short run", "Rate 0.02, Batch size 1", "2026-11-29 14:14", "0.77 % misread"))
        assert changed.data(role) == said
    assert changed.data(Qt.ItemDataRole.AccessibleDescriptionRole) is None  # it would be said twice


def test_with_large_text_the_time_has_the_room_of_the_curve(qtbot: QtBot) -> None:
    runs = RunsList()
    qtbot.addWidget(runs)
    run = Entry("1", "Short run", "2026-11-29 14:14\n0.77 % misread", (90.0, 5.0))
    runs.resize(runs.fontMetrics().horizontalAdvance("2026-11-29 14:14") + 50, 200)
    pictures = []
    for errors in ((90.0, 5.0), ()):
        runs.show_entries([run._replace(errors=errors)])
        pictures.append(runs.grab().toImage())
    assert pictures[0] != pictures[1]
    font = runs.font()
    font.setPointSizeF(2 * font.pointSizeF())
    runs.setFont(font)
    for errors in ((90.0, 5.0), ()):
        runs.show_entries([run._replace(errors=errors)])
        pictures.append(runs.grab().toImage())
    assert pictures[2] == pictures[3]


def test_the_list_shows_which_run_is_seen(qtbot: QtBot, live_window: MainWindow, tmp_path: Path) -> None:
    window = live_window.training.show_window()
    runs = window.runs_panel.runs
    first, second, elsewhere = (
        TrainingLog(
            RunSetup(ONE_MINUTE), RunFacts(started=f"2026-11-28T{hour}:00:00+00:00", trained_on=58_000), (result(1),)
        )
        for hour in (10, 11, 12)
    )
    for log in (first, second):
        live_window.training.history.add(log)
    qtbot.waitUntil(lambda: len(runs.entries) == 2, timeout=PATIENCE_MS)
    runs.setCurrentIndex(runs.model().index(1, 0))
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.past, timeout=PATIENCE_MS)
    QTest.keyClick(runs, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(runs.entries) == 1, timeout=PATIENCE_MS)
    assert runs.chosen_key == ""
    click(window.runs_panel.undo)
    qtbot.waitUntil(lambda: len(runs.entries) == 2, timeout=PATIENCE_MS)
    assert runs.chosen_key == key_of(first)
    save_log(elsewhere, tmp_path / "elsewhere.training.json")
    window.runs_panel.open_file(str(tmp_path / "elsewhere.training.json"))
    assert runs.chosen_key == ""
