"""Why this value, in the window: one unit chosen, every view in step; saliency; views exported."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.base.theme import COLOUR_MAPS
from lenet_gui.base.widgets import suffix_of
from lenet_gui.main_window import MainWindow
from lenet_gui.menus.help import actions_of
from lenet_gui.smoke_test import DIGIT
from model.assets import shipped_weights
from model.network.rbf_codes import rbf_codes
from model.network.recognition import Recognition
from model.network.saliency import input_gradient, occlusion
from model.network.weights import load_weights
from model.network.wiring import HIDDEN, NAMES, Unit
from tests.gui.conftest import AnswerOf, problem_told
from tests.gui.network.network_driving import click_on


def figures_in(line: str) -> list[float]:
    """Those with six decimals: the arithmetic is told with as many."""
    return [float(figure) for figure in re.findall(r"[+-]?\d+\.\d{6}", line)]


def arithmetic_of(window: MainWindow) -> list[str]:
    """What is told below the heading, which gives the value away, and below what the unit is."""
    return window.drawer.why.summary.splitlines()[2:]


def assert_comes_to_the_value(lines: list[str], answer: Recognition, unit: Unit) -> None:
    if unit.layer == "INPUT":
        ink = float(answer.ink[unit.row, unit.column])
        assert figures_in(lines[-1]) == pytest.approx([ink, 1.275 * ink - 0.1], abs=1e-6)
        return
    if unit.layer == "OUTPUT":
        distance = np.square(answer.f6.astype(np.float64) - rbf_codes()[unit.map]).sum()
        assert figures_in(lines[0]) == pytest.approx([distance], abs=1e-5)
        return
    *terms, inputs, total, result = (figures_in(line) for line in lines)
    # A subsampling unit's last term is the sum of the others times a coefficient.
    weighted = terms[-1][-1] if unit.layer in ("S2", "S4") else sum(term[-1] for term in terms)
    assert inputs == pytest.approx([weighted], abs=1e-5)
    assert total == pytest.approx([total[0], weighted + total[0]], abs=1e-5)
    assert result == pytest.approx([total[1], 1.7159 * np.tanh(2 / 3 * total[1])], abs=1e-5)
    assert result[1] == pytest.approx(answer.layer(unit.layer)[unit.map, unit.row, unit.column], abs=1e-5)


@pytest.mark.parametrize("layer", NAMES)
def test_the_arithmetic_of_a_chosen_unit_comes_to_its_value(drawn: MainWindow, layer: str) -> None:
    unit = Unit(layer, 0)
    click_on(drawn.network.view, unit)
    answer = drawn.inspector.answer
    assert answer is not None
    assert_comes_to_the_value(arithmetic_of(drawn), answer, unit)


def test_the_arithmetic_follows_the_pen(drawn: MainWindow, answer_of: AnswerOf) -> None:
    unit = Unit("C5", 4)
    click_on(drawn.network.view, unit)
    before = arithmetic_of(drawn)
    answer = answer_of(drawn.sketch.clear)
    assert not set(before) & set(arithmetic_of(drawn))
    assert_comes_to_the_value(arithmetic_of(drawn), answer, unit)


@pytest.mark.parametrize(("kind", "compute"), [("gradient", input_gradient), ("occlusion", occlusion)])
def test_saliency_is_laid_over_the_drawing(
    drawn: MainWindow,
    qtbot: QtBot,
    kind: str,
    compute: Callable[..., np.ndarray[tuple[int, ...], np.dtype[np.float32]]],
) -> None:
    drawn.network.waves.setChecked(False)
    qtbot.waitUntil(lambda: drawn.network.view.connections.are_current, timeout=20_000)
    plain = drawn.network.view.grab().toImage()
    with qtbot.waitSignal(drawn.inspector.saliency.found, timeout=20_000) as found:
        drawn.network.overlay.setCurrentIndex(drawn.network.overlay.findData(kind))
    assert found.args is not None
    values, digit = found.args
    assert digit == DIGIT
    answer = drawn.inspector.answer
    assert answer is not None
    network, _ = load_weights(shipped_weights())
    np.testing.assert_allclose(values, compute(network, answer.ink, DIGIT, answer.changes), rtol=1e-3, atol=1e-4)
    assert drawn.network.view.overlay is not None
    assert str(DIGIT) in drawn.network.view.overlay.title
    assert drawn.network.view.grab().toImage() != plain
    drawn.network.overlay.setCurrentIndex(0)
    qtbot.waitUntil(lambda: drawn.network.view.connections.are_current, timeout=20_000)
    assert drawn.network.view.grab().toImage() == plain
    assert drawn.network.view.overlay is None


def test_the_overlay_is_of_the_chosen_class_and_goes_with_the_drawing(
    drawn: MainWindow, qtbot: QtBot, answer_of: AnswerOf
) -> None:
    drawn.network.overlay.setCurrentIndex(drawn.network.overlay.findData("gradient"))
    with qtbot.waitSignal(
        drawn.inspector.saliency.found, timeout=20_000, check_params_cb=lambda _values, digit: digit == 8
    ):
        click_on(drawn.network.view, Unit("OUTPUT", 8))
    assert drawn.network.view.overlay is not None
    assert "8" in drawn.network.view.overlay.title
    answer_of(drawn.sketch.clear)
    assert drawn.network.view.overlay is None


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_every_view_can_be_exported(drawn: MainWindow, tmp_path: Path, suffix: str, qtbot: QtBot) -> None:
    click_on(drawn.network.view, Unit("C3", 3, 3, 3))
    qtbot.waitUntil(lambda: drawn.drawer.why.height() > 50)
    for name, view in (("network", drawn.network.view), ("why", drawn.drawer.why), ("penalties", drawn.penalties)):
        path = tmp_path / f"{name}{suffix}"
        with qtbot.waitSignal(drawn.saver.said, timeout=10_000):
            drawn.view_export.save_view(view, path)
        assert_is_picture_of(view, path)
    assert not list(tmp_path.glob(".*"))


def assert_is_picture_of(view: QWidget, path: Path) -> None:
    picture = QImage(str(path))
    assert not picture.isNull()
    assert abs(picture.width() / picture.height() - view.width() / view.height()) < 0.01
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
    assert len(colours) > 5


def test_maps_in_an_svg_are_squares(drawn: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: drawn.network.view.connections.are_current, timeout=20_000)
    with qtbot.waitSignal(drawn.saver.said, timeout=10_000):
        drawn.view_export.save_view(drawn.network.view, tmp_path / "network.svg")
    text = (tmp_path / "network.svg").read_text()
    images = re.findall(r"<image [^>]*>", text)
    # Viewers smooth pictures: each pixel is a square. One group a map, and one of all of F6. Connections are pictures:
    # to each layer, and once more those to the digit that wins.
    assert len(images) == 8
    assert len(re.findall('<g [^>]*shape-rendering="crispEdges">', text)) == 1 + 6 + 6 + 16 + 16 + 1


def test_an_export_that_fails_shows_an_error(drawn: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    for path in (tmp_path / "nowhere" / "x.png", tmp_path / "x.gif"):
        with qtbot.waitSignal(drawn.view_export.failed) as failed:
            drawn.view_export.save_view(drawn.drawer.why, path)
        assert failed.args is not None
        assert "could not be saved" in failed.args[0]
        assert not path.exists()
    problem_told(qtbot, drawn)


def test_a_view_can_be_copied(drawn: MainWindow) -> None:
    drawn.view_export.copy_view(drawn.network.view)
    assert QGuiApplication.clipboard().image().width() == 2 * drawn.network.view.width()


def test_all_activations_can_be_exported(qtbot: QtBot, drawn: MainWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(drawn.saver.said, timeout=10_000):
        drawn.view_export.save_activations(tmp_path / "a.npz")
    answer = drawn.inspector.answer
    assert answer is not None
    with np.load(tmp_path / "a.npz") as saved:
        for name in HIDDEN:
            assert np.array_equal(saved[name], answer.layer(name).squeeze())
        assert np.array_equal(saved["OUTPUT"], answer.penalties)


def test_every_colour_map_can_be_chosen_and_is_remembered(drawn: MainWindow, settings: Settings) -> None:
    for name, colour_map in reversed(COLOUR_MAPS.items()):
        (entry,) = (action for action in actions_of(drawn) if action.text() == colour_map.title)
        entry.trigger()
        assert drawn.scale.colour_map == name
        assert settings.text_of("colour_map", "") == name


@pytest.mark.parametrize(("name_filter", "suffix"), [("Picture (*.png)", "png"), ("Vector graphics (*.svg)", "svg")])
def test_a_suffix_follows_its_file_type(name_filter: str, suffix: str) -> None:
    assert suffix_of(name_filter) == suffix
