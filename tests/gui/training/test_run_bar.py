"""How far a run is, in words."""

from pytestqt.qtbot import QtBot

from lenet_gui.training.run_bar import RunBar
from lenet_gui.training.run_state import Phase, RunState
from model.training.progress import Progress


def test_a_screen_reader_is_told_of_few_steps(qtbot: QtBot) -> None:
    bar = RunBar()
    qtbot.addWidget(bar)
    steps: list[int] = []
    bar.bar.valueChanged.connect(steps.append)
    for updates in range(0, 4001, 2):
        bar.show_state(RunState(Phase.RUNNING, progress=Progress(updates, 4000, 1, 1.0, 0.1)))
    assert len(steps) == 500


def test_pictures_are_counted_in_thousands(qtbot: QtBot) -> None:
    bar = RunBar()
    qtbot.addWidget(bar)
    bar.show_state(RunState(Phase.PREPARING, read=(1500, 60_000)))
    assert bar.status.text == "Preparing the digits: 1,500 of 60,000"
