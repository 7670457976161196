"""The training curves: what is told of a pass, following and zooming, a second run, files, both colour schemes."""

import csv
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.look import Look
from lenet_gui.training.curves import LIVE_POINTS, CurvesView
from model.records import Evaluation, PassResult, Progress


def result(number: int, errors: int | None = 4, loss: float | None = None, rate: float = 0.0005) -> PassResult:
    confusion = np.diag([20] * 10).astype(np.int64)
    held_out = None
    if errors is not None:
        confusion[4, 4] -= errors
        confusion[4, 9] += errors
        held_out = Evaluation(confusion, np.arange(errors), np.full(errors, 9))
    return PassResult(number, 5 / number if loss is None else loss, 8 / number, rate, 61.0, held_out)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> CurvesView:
    Look(qapp).choose("light")
    view = CurvesView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    with qtbot.waitExposed(view):
        view.show()
    return view


def settle(view: CurvesView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def plots(view: CurvesView) -> QWidget:
    viewport = view._plots._graphics.viewport()
    assert isinstance(viewport, QWidget)
    return viewport


def place_of(view: CurvesView, number: float, plot: int = 0) -> QPointF:
    """Where a pass is in a plot, in the coordinates of the plots' widget."""
    box = view._plots._plots[plot].getViewBox()
    x = box.mapViewToScene(QPointF(number, 0)).x()
    return QPointF(view._plots._graphics.mapFromScene(QPointF(x, box.sceneBoundingRect().center().y())))


def hover(widget: QWidget, position: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    where = QPointF(widget.mapToGlobal(position))
    event = QMouseEvent(QEvent.Type.MouseMove, position, where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def wheel(widget: QWidget, position: QPointF) -> None:
    event = QWheelEvent(
        position,
        QPointF(widget.mapToGlobal(position)),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def passes_shown(view: CurvesView) -> tuple[float, float]:
    low, high = view._plots._plots[2].getViewBox().viewRange()[0]
    return low, high


def loss_shown(view: CurvesView) -> tuple[float, float]:
    low, high = view._plots._plots[0].getViewBox().viewRange()[1]
    return low, high


def test_before_the_first_pass_there_are_words_not_axes(view: CurvesView) -> None:
    settle(view)
    assert not view._plots._graphics.isVisible()
    assert view.accessibleDescription() == "The curves appear with the first pass."
    view.start("a run", 20)
    view.show_progress(Progress(1, 2000, 1, 40.0, 0.0005))
    settle(view)
    assert view._plots._graphics.isVisible()


@pytest.mark.parametrize("plot", [0, 1, 2])
def test_hovering_tells_the_nearest_pass(view: CurvesView, plot: int) -> None:
    view.start("a run", 5)
    view.show_passes([result(number) for number in range(1, 6)])
    settle(view)
    hover(plots(view), place_of(view, 2.2, plot))
    told = view.figures.text().replace("\u00a0", " ")
    assert told == "Pass 2: training loss 2.5, training error 4.00 %, held-out error 2.00 %, rate 0.0005, 61 s"
    assert view.accessibleDescription() == view.figures.text()
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.figures.text().startswith("Pass 5:")


def test_keys_walk_from_pass_to_pass(view: CurvesView) -> None:
    view.show_passes([result(number) for number in range(1, 4)])
    settle(view)
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(view, key)
        seen.append(view.accessibleDescription().split(":")[0])
    assert seen == ["Pass 3", "Pass 2", "Pass 1", "Pass 1", "Pass 2"]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.figures.text().startswith("Pass 3:")


def test_what_was_not_held_out_is_not_told(view: CurvesView) -> None:
    view.show_passes([result(1, errors=None)])
    settle(view)
    assert "held-out" not in view.figures.text()


def test_the_view_follows_until_somebody_zooms_and_again_after_home(view: CurvesView) -> None:
    view.start("a run", 100)
    view.show_passes([result(number) for number in range(1, 11)])
    settle(view)
    assert passes_shown(view)[1] >= 10
    view.add_pass(result(11))
    settle(view)
    assert passes_shown(view)[1] >= 11
    wheel(plots(view), place_of(view, 3))
    settle(view)
    zoomed = passes_shown(view)
    assert zoomed[1] < 11
    for number in range(12, 31):
        view.add_pass(result(number))
    settle(view)
    assert passes_shown(view) == zoomed
    QTest.keyClick(view, Qt.Key.Key_Home)
    settle(view)
    assert passes_shown(view)[0] <= 0
    assert passes_shown(view)[1] >= 30
    view.add_pass(result(31))
    settle(view)
    assert passes_shown(view)[1] >= 31


@pytest.mark.parametrize("way", ["button", "double click"])
def test_other_ways_to_the_whole_run(view: CurvesView, way: str) -> None:
    view.show_passes([result(number) for number in range(1, 11)])
    settle(view)
    whole = passes_shown(view)
    wheel(plots(view), place_of(view, 3))
    assert passes_shown(view) != whole
    if way == "button":
        assert isinstance(view.whole_run, QPushButton)
        QTest.mouseClick(view.whole_run, Qt.MouseButton.LeftButton)
    else:
        middle = plots(view).rect().center()
        QTest.mouseClick(plots(view), Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseDClick(plots(view), Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseRelease(plots(view), Qt.MouseButton.LeftButton, pos=middle)  # QTest leaves it down
    settle(view)
    assert passes_shown(view) == pytest.approx(whole)


def test_an_hour_of_progress_stays_bounded_and_reaches_from_end_to_end(view: CurvesView) -> None:
    total = 72_000
    view.start("a run", 20)
    for updates in range(1, total + 1):
        view.show_progress(Progress(updates, total, (updates - 1) * 20 // total + 1, 3.0, 0.0005))
    settle(view)
    assert 1000 <= view.live_points <= LIVE_POINTS
    x, _ = view._plots._live_lines[0].getData()
    assert x[0] < 0.1
    assert x[-1] == 20
    assert np.diff(x).max() < 0.1


def test_many_figures_in_one_turn_are_drawn_once(view: CurvesView) -> None:
    view.start("a run", 20)
    settle(view)
    drawn: list[object] = []
    view._plots._lines[False][0].sigPlotChanged.connect(drawn.append)
    for updates in range(1, 101):
        view.show_progress(Progress(updates, 2000, 1, 3.0, 0.0005))
    assert not drawn
    QApplication.processEvents()
    assert len(drawn) == 1


def test_a_finished_pass_may_come_with_the_progress_and_counts_once(view: CurvesView) -> None:
    view.start("a run", 2)
    view.show_progress(Progress(100, 200, 1, 5.0, 0.0005, result(1)))
    view.add_pass(result(1))
    settle(view)
    x, _ = view._plots._lines[False][0].getData()
    assert list(x) == [1]


def test_a_new_run_forgets_the_old_one(view: CurvesView) -> None:
    view.show_passes([result(1), result(2)])
    settle(view)
    view.start("another", 5)
    settle(view)
    assert not view.has_curves
    assert view.figures.text() == ""


def test_a_second_run_is_named_and_told_and_goes_again(view: CurvesView) -> None:
    view.start("a run", 2)
    view.show_passes([result(1), result(2)])
    alone = settle(view)
    view.overlay("an <older> run", [result(1, 10), result(2, 10), result(3, 10)])
    assert settle(view) != alone
    assert "an &lt;older&gt; run" in view._plots._key.text
    hover(plots(view), place_of(view, 2))
    first, second = view.figures.text().splitlines()
    assert first.startswith("Pass 2:")
    assert second.startswith("an <older> run: Pass 2:")
    assert passes_shown(view)[1] >= 3
    QTest.keyClick(view, Qt.Key.Key_Escape)
    view.remove_overlay()
    assert settle(view) == alone


def test_figures_without_a_logarithm_or_none_at_all_do_no_harm(view: CurvesView) -> None:
    view.start("a run", 4)
    view.show_progress(Progress(1, 400, 1, float("nan"), 0.0))
    settle(view)
    view.show_passes([result(1, 0, float("inf"), 0.0), result(2, 0, float("nan")), result(3, 0, 0.0), result(4, 0)])
    settle(view)
    view.logarithmic.click()
    settle(view)
    view.show_passes([result(1, 0, float("nan"), 0.0)])
    settle(view)
    view.logarithmic.click()
    settle(view)


def test_the_logarithmic_scale_shows_equal_ratios_equally(view: CurvesView) -> None:
    view.show_passes([result(1, loss=100.0), result(2, loss=10.0), result(3, loss=1.0)])
    view.logarithmic.click()
    settle(view)
    _, y = view._plots._lines[False][0].getData()
    assert y[0] - y[1] == pytest.approx(y[1] - y[2])


def test_the_first_updates_do_not_flatten_the_loss_once_a_pass_is_finished(view: CurvesView) -> None:
    view.start("a run", 3)
    view.show_progress(Progress(1, 300, 1, 60.0, 0.0005))
    view.show_progress(Progress(50, 300, 1, 8.0, 0.0005))
    settle(view)
    assert loss_shown(view)[1] >= 60
    view.show_progress(Progress(100, 300, 1, 5.0, 0.0005, result(1, loss=5.0)))
    view.show_progress(Progress(101, 300, 2, 4.0, 0.0005))
    settle(view)
    assert 5 <= loss_shown(view)[1] < 8
    assert loss_shown(view)[0] <= 4
    view.show_progress(Progress(110, 300, 2, 20.0, 0.0005))
    settle(view)
    assert 20 <= loss_shown(view)[1] < 30
    view.logarithmic.click()
    settle(view)
    assert loss_shown(view)[1] >= np.log10(60)
    view.logarithmic.click()
    settle(view)
    assert loss_shown(view)[1] < 30


def test_a_zoomed_loss_stays_as_it_is(view: CurvesView) -> None:
    view.start("a run", 3)
    view.show_progress(Progress(1, 300, 1, 60.0, 0.0005))
    settle(view)
    wheel(plots(view), place_of(view, 0.5))
    zoomed = loss_shown(view)
    view.show_progress(Progress(100, 300, 1, 5.0, 0.0005, result(1, loss=5.0)))
    settle(view)
    assert loss_shown(view) == zoomed
    view.show_all()
    settle(view)
    assert loss_shown(view)[1] < 8


def test_the_table_holds_the_figures(view: CurvesView, tmp_path: Path) -> None:
    view.start("a run", 2)
    view.show_passes([result(2), result(1, errors=None)])
    view.save(tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        "pass",
        "training_loss",
        "training_error_percent",
        "held_out_error_percent",
        "rate",
        "seconds",
    ]
    assert [row["pass"] for row in rows] == ["1", "2"]
    assert [row["held_out_error_percent"] for row in rows] == ["", "2.0"]
    assert float(rows[1]["training_loss"]) == 2.5


def test_the_table_names_the_runs_when_there_are_two(view: CurvesView, tmp_path: Path) -> None:
    view.start('new, "better"', 1)
    view.show_passes([result(1)])
    view.overlay("alt ä", [result(1), result(2)])
    view.save(tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["run"], row["pass"]) for row in rows] == [('new, "better"', "1"), ("alt ä", "1"), ("alt ä", "2")]


def test_the_picture_shows_the_curves(view: CurvesView, tmp_path: Path) -> None:
    view.show_passes([result(number) for number in range(1, 6)])
    settle(view)
    view.save(tmp_path / "run.PNG")
    image = QImage(str(tmp_path / "run.PNG"))
    assert image.width() >= 1000
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 10


def test_the_drawing_holds_all_three_plots(view: CurvesView, tmp_path: Path) -> None:
    view.show_passes([result(number) for number in range(1, 6)])
    settle(view)
    view.save(tmp_path / "run.svg")
    root = ElementTree.parse(tmp_path / "run.svg").getroot()
    assert root.tag.endswith("svg")
    texts = {"".join(element.itertext()).strip() for element in root.iter() if element.tag.endswith("text")}
    assert {"loss", "error in %", "rate", "pass"} <= texts
    assert any(element.tag.endswith(("polyline", "path")) for element in root.iter())


@pytest.mark.parametrize("kept", ["never shown", "behind a tab", "shown once"])
def test_a_hidden_view_is_saved_like_a_shown_one(qtbot: QtBot, qapp: QApplication, tmp_path: Path, kept: str) -> None:
    Look(qapp).choose("light")
    view, tabs = CurvesView(), QTabWidget()
    qtbot.addWidget(tabs)
    if kept == "never shown":
        qtbot.addWidget(view)
    else:
        tabs.addTab(QWidget(), "other")
        tabs.addTab(view, "curves")
        tabs.resize(400, 300)
        with qtbot.waitExposed(tabs):
            tabs.show()
        tabs.setCurrentIndex(1 if kept == "shown once" else 0)
        QApplication.processEvents()
        tabs.setCurrentIndex(0)
    view.start("a run", 5)
    view.show_passes([result(number) for number in range(1, 6)])
    for suffix in ("png", "svg"):
        view.save(tmp_path / f"hidden.{suffix}")

    shown = CurvesView()
    qtbot.addWidget(shown)
    shown.start("a run", 5)
    shown.show_passes([result(number) for number in range(1, 6)])
    QApplication.processEvents()
    shown._plots.setFixedSize(800, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    settle(shown)
    for suffix in ("png", "svg"):
        shown.save(tmp_path / f"shown.{suffix}")
    assert QImage(str(tmp_path / "hidden.png")) == QImage(str(tmp_path / "shown.png"))
    assert (tmp_path / "hidden.svg").read_bytes() == (tmp_path / "shown.svg").read_bytes()


def test_saving_a_hidden_view_leaves_it_as_it_is_when_shown(view: CurvesView, tmp_path: Path) -> None:
    view.show_passes([result(number) for number in range(1, 6)])
    before = settle(view)
    view.hide()
    view.save(tmp_path / "run.png")
    view.show()
    assert settle(view) == before


@pytest.mark.parametrize("suffix", [".png", ".svg", ".csv"])
def test_what_cannot_be_written_raises_and_leaves_nothing(view: CurvesView, tmp_path: Path, suffix: str) -> None:
    view.show_passes([result(1)])
    settle(view)
    with pytest.raises(OSError, match=r"\w"):
        view.save(tmp_path / "nowhere" / f"run{suffix}")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="there a process has no limit of file size")
@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_full_disk_raises_and_keeps_the_old_file(view: CurvesView, tmp_path: Path, suffix: str) -> None:
    import resource
    import signal

    view.show_passes([result(1)])
    settle(view)
    path = tmp_path / f"run{suffix}"
    path.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="large"):
            view.save(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["run.jpg", "run"])
def test_another_suffix_is_refused(view: CurvesView, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="csv"):
        view.save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_both_schemes_and_changing_between_them(view: CurvesView, qapp: QApplication) -> None:
    view.show_passes([result(number) for number in range(1, 6)])
    for scheme in ("light", "dark"):
        Look(qapp).choose(scheme)
        image = settle(view)
        corner = QColor(image.pixel(image.width() - 3, 3))
        assert corner == qapp.palette().color(qapp.palette().ColorRole.Base)
