"""The page of one run."""

from pytestqt.qtbot import QtBot

from lenet_gui.training.run_page import RunPage
from model.training.log import TrainingLog
from model.training.presets import ONE_MINUTE
from model.training.setup import RunSetup
from tests.gui.training.curves.curve_driving import result


def test_a_long_name_is_broken_into_lines_and_makes_the_window_no_wider(qtbot: QtBot) -> None:
    page = RunPage(live=False)
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.show_log(TrainingLog(RunSetup(ONE_MINUTE), passes=(result(1),)))
    with qtbot.waitExposed(page):
        page.show()
    width, height = page.minimumSizeHint().width(), page.title.height()
    long = TrainingLog(RunSetup(ONE_MINUTE, recipe="A recipe with a long name " * 5), passes=(result(1),))
    page.show_log(long)
    assert page.minimumSizeHint().width() == width
    qtbot.waitUntil(lambda: page.title.height() >= 2 * height)


def test_nothing_moves_when_a_run_gets_its_name(qtbot: QtBot) -> None:
    page = RunPage(live=True)
    qtbot.addWidget(page)
    page.begin()
    with qtbot.waitExposed(page):
        page.show()
    assert page.title.text == "New run"
    before = page.results.geometry()
    page.show_log(TrainingLog(RunSetup(ONE_MINUTE)))
    page.title.repaint()
    assert page.title.text == "Short run"
    assert page.results.geometry() == before
