"""The connections in the picture: always there, made anew when needed, never while the pen is down; and the wave."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.main_window import MainWindow
from lenet_gui.network.network_layout import Size
from lenet_gui.network.network_view import NetworkView
from lenet_gui.network.wiring import steps
from lenet_gui.smoke_test import STROKE, drag, send_mouse
from model.assets import shipped_weights
from model.network.changes import NO_CHANGES, Changes
from model.network.recognise import recognise
from model.network.recognition import Recognition
from model.network.weights import load_weights
from tests.gui.conftest import AnswerOf
from tests.gui.painted import picture_of


def answer_with(changes: Changes = NO_CHANGES, factor: float = 1.0) -> Recognition:
    parameters, info = load_weights(shipped_weights())
    if factor != 1.0:
        named = {name: factor * values for name, values in parameters.named().items()}
        parameters = type(parameters).from_named(parameters.squashing, named)
    ink = np.zeros((32, 32), dtype=np.float32)
    ink[6:26, 15:18] = 1
    return recognise(parameters, ink, info.rejection, changes)


@pytest.fixture
def view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> NetworkView:
    """With all its connections, drawn without the pauses that are for a pen."""
    monkeypatch.setattr(steps, "_PAUSE_MS", 0)
    view = NetworkView(ActivationScale())
    qtbot.addWidget(view)
    view.resize(600, 560)
    view.show()
    with qtbot.waitSignal(view.connections.wiring.changed):
        view.show_recognition(answer_with())
    return view


def gap(view: NetworkView, left: str, right: str) -> QRect:
    """What lies between two layers."""
    places = view.layout_now().places
    start, end = places[left].whole.right() + 2, places[right].whole.left() - 2
    band = view.geometry_now.band
    return QRect(int(start), int(band.top()), int(end - start), int(band.height()))


def shades_of(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


PAIRS = [("INPUT", "C1"), ("C1", "S2"), ("S2", "C3"), ("C3", "S4"), ("S4", "C5"), ("C5", "F6"), ("F6", "OUTPUT")]


def test_every_two_layers_are_visibly_joined(view: NetworkView) -> None:
    shades = {pair: len(shades_of(picture_of(view, gap(view, *pair)))) for pair in PAIRS}
    assert min(shades.values()) > 20, shades


def test_the_way_to_the_digit_that_wins_is_clearer_than_the_others(view: NetworkView) -> None:
    answer = view.answer
    assert answer is not None
    image = picture_of(view, gap(view, "F6", "OUTPUT"))
    stage = image.pixelColor(0, 0)
    places = view.layout_now().places["OUTPUT"].cells
    top = view.geometry_now.band.top()

    def clearness(digit: int) -> float:
        """Of the lines where they end, left of the digit."""
        y, x = int(places[digit].center().y() - top), image.width() - 3
        near = [image.pixelColor(x, y + step) for step in range(-8, 9)]
        return max(abs(one.lightness() - stage.lightness()) for one in near)

    others = [clearness(digit) for digit in range(10) if digit != answer.digit]
    assert clearness(answer.digit) > max(others)


def test_connections_are_made_anew_for_other_weights_and_what_is_switched_off(qtbot: QtBot, view: NetworkView) -> None:
    strips = view.connections.wiring.strips
    with qtbot.waitSignal(view.connections.wiring.changed):
        view.show_recognition(answer_with(factor=-1.0))
    assert view.connections.wiring.strips is not strips
    part = gap(view, "F6", "OUTPUT")
    before = picture_of(view, part)
    with qtbot.waitSignal(view.connections.wiring.changed):
        view.show_recognition(answer_with(Changes({("F6", unit): 0.0 for unit in range(84)})))
    assert picture_of(view, part) != before


def test_the_same_weights_are_not_drawn_again(view: NetworkView) -> None:
    strips = view.connections.wiring.strips
    answer = view.answer
    assert answer is not None
    view.show_recognition(answer)
    assert view.connections.are_current
    assert view.connections.wiring.strips is strips


def test_another_layout_has_other_connections(qtbot: QtBot, view: NetworkView) -> None:
    with qtbot.waitSignal(view.connections.wiring.changed):
        view.resize(700, 620)
    with qtbot.waitSignal(view.connections.wiring.changed):
        view.zoom_by(2)
    assert len(view.connections.wiring.strips) == 7
    with qtbot.waitSignal(view.connections.wiring.changed):
        view.resize_layer("C3", Size.FOLDED)
    assert view.connections.are_current
    assert len(view.connections.wiring.strips) == 5  # neither to nor from C3


def test_stretched_connections_are_drawn_only_where_they_join_maps(view: NetworkView) -> None:
    view.end_wave()  # the pen is down: others are made only later
    view.resize(620, 570)
    assert len(shades_of(picture_of(view, gap(view, "F6", "OUTPUT")))) > 20
    view.resize_layer("C3", Size.ENLARGED)
    assert len(shades_of(picture_of(view, gap(view, "F6", "OUTPUT")))) == 1
    view.show_all()
    assert len(shades_of(picture_of(view, gap(view, "F6", "OUTPUT")))) > 20


def test_nothing_is_computed_while_the_pen_is_down(qtbot: QtBot, view: NetworkView) -> None:
    view.end_wave()
    view.resize(640, 600)
    with qtbot.assertNotEmitted(view.connections.wiring.changed, wait=400):
        pass
    with qtbot.waitSignal(view.connections.wiring.changed):
        view.begin_wave()


# The wave


def until_rest(qtbot: QtBot, view: NetworkView) -> list[float]:
    """Where the wave was in each of its frames."""
    found: list[float] = []
    view.connections.wave.moved.connect(lambda: found.append(view.connections.wave.band()[0]))
    qtbot.waitUntil(lambda: not view.connections.wave.is_running)
    return found


def test_the_wave_runs_once_from_input_to_output_and_stops(qtbot: QtBot, view: NetworkView) -> None:
    view.begin_wave()
    qtbot.waitUntil(lambda: view.connections.wave.is_running)
    places = until_rest(qtbot, view)
    assert places == sorted(places)
    assert places[-1] >= 1


def test_the_wave_brightens_where_it_is(qtbot: QtBot, view: NetworkView) -> None:
    part = gap(view, "S2", "C3")
    rest = picture_of(view, part)
    lit = []

    def look() -> None:
        low, high = view.connections.wave.band()
        if view.connections.wave.is_running and low * view.width() < part.center().x() < high * view.width():
            lit.append(picture_of(view, part))

    view.connections.wave.moved.connect(look)
    view.begin_wave()
    qtbot.waitUntil(lambda: view.connections.wave.is_running)
    qtbot.waitUntil(lambda: not view.connections.wave.is_running)
    assert lit
    assert all(image != rest for image in lit)
    assert picture_of(view, part) == rest


def test_a_stroke_starts_the_wave_when_the_pen_is_lifted(
    qtbot: QtBot, live_window: MainWindow, answer_of: AnswerOf
) -> None:
    view, canvas = live_window.network.view, live_window.canvas_panel.canvas
    answer_of(lambda: drag(canvas, STROKE))
    qtbot.waitUntil(lambda: view.connections.wave.is_running)
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas((0.2, 0.2)))
    assert not view.connections.wave.is_running
    answer_of(lambda: send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas((0.2, 0.3))))
    with qtbot.assertNotEmitted(view.connections.wave.moved, wait=200):
        pass
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas((0.2, 0.3)))
    qtbot.waitUntil(lambda: view.connections.wave.is_running)


def test_the_wave_can_be_switched_off(qtbot: QtBot, live_window: MainWindow, answer_of: AnswerOf) -> None:
    view = live_window.network.view
    live_window.network.waves.trigger()
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    with qtbot.assertNotEmitted(view.connections.wave.moved, wait=200):
        pass
    live_window.network.waves.trigger()
    view.begin_wave()
    qtbot.waitUntil(lambda: view.connections.wave.is_running)
    live_window.network.waves.trigger()
    assert not view.connections.wave.is_running
    live_window.network.waves.trigger()
    view.begin_wave()
    live_window.network.waves.trigger()  # before it has begun
    with qtbot.assertNotEmitted(view.connections.wave.moved, wait=200):
        pass


def test_an_empty_canvas_has_no_wave(qtbot: QtBot, live_window: MainWindow) -> None:
    view = live_window.network.view
    with qtbot.assertNotEmitted(view.connections.wave.moved, wait=200):
        view.begin_wave()


class Still(QProxyStyle):
    """Of a system that is set to move nothing."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, returned)


def test_a_system_that_wants_no_motion_gets_none(qtbot: QtBot, view: NetworkView) -> None:
    style = Still("fusion")
    style.setParent(view)
    view.setStyle(style)
    with qtbot.assertNotEmitted(view.connections.wave.moved, wait=200):
        view.begin_wave()
