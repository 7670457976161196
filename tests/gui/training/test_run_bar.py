"""How far a run is, in words."""

from pytestqt.qtbot import QtBot

from lenet_gui.training.run_bar import RunBar
from lenet_gui.training.run_state import Phase, RunState


def test_pictures_are_counted_in_thousands(qtbot: QtBot) -> None:
    bar = RunBar()
    qtbot.addWidget(bar)
    bar.show_state(RunState(Phase.PREPARING, read=(1500, 60_000)))
    assert bar.status.text == "Preparing the digits: 1,500 of 60,000"
