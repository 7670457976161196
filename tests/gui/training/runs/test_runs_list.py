"""How the list shows its runs."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lenet_gui.training.runs.runs_list import Entry, RunsList


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
