"""From the pen to the answer: the real window, the real thread, the default weights."""

import math
import threading

import numpy as np
import pytest
import torch
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, QTimer
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from lenet_gui.canvas.sketch import Tool
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag, send_mouse
from lenet_gui.workers.reading import reader
from lenet_gui.workers.reading.weights_source import WeightsSource
from lenet_gui.workers.recognition import RecognitionService
from model.digits.drawing import Drawing, Stroke
from model.digits.growing import Inked, inked
from model.network.recognition import Recognition, Verdict
from model.network.wiring import NAMES
from model.training.engine.lenet5 import to_input
from tests.gui.conftest import AnswerOf
from tests.model.networks import default_network


def test_a_drawn_digit_is_read_and_shown_everywhere(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert answer.verdict is Verdict.DIGIT
    assert answer.digit == DIGIT
    assert (live_window.answer.digit, live_window.answer.sentence) == (str(DIGIT), f"Surely a {DIGIT}")
    assert live_window.penalties.spoken_value().startswith(f"{DIGIT}:")
    assert live_window.network.view.answer is answer


def test_the_maps_shown_are_the_networks_own(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    network = default_network()
    with torch.inference_mode():
        layers = network.activations(to_input(torch.from_numpy(answer.ink.copy()))[None, None])
    shown = live_window.network.view.answer
    assert shown is not None
    for name in NAMES[1:]:
        own = layers[name][0].numpy()
        np.testing.assert_allclose(shown.layer(name).reshape(own.shape), own, rtol=1e-6, atol=1e-5)


def test_an_answer_comes_while_the_pen_is_still_down(live_window: MainWindow, answer_of: AnswerOf) -> None:
    sketch = live_window.sketch
    first = answer_of(lambda: sketch.press((0.5, 0.2), Tool.PEN))
    second = answer_of(lambda: sketch.move((0.5, 0.8)))
    assert sketch.is_busy
    assert not np.array_equal(first.ink, second.ink)


def test_the_empty_canvas_has_no_answer(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    answer = answer_of(live_window.canvas_panel.tools.clear.trigger)
    assert answer.verdict is Verdict.BLANK
    assert live_window.answer.sentence == "Nothing drawn"


def test_a_scribble_is_not_a_digit(live_window: MainWindow, answer_of: AnswerOf) -> None:
    turns = ((k * 0.5, 0.01 * k) for k in range(41))
    spiral = tuple((0.5 + reach * math.cos(angle), 0.5 + reach * math.sin(angle)) for angle, reach in turns)
    answer = answer_of(lambda: drag(live_window.canvas_panel.canvas, spiral))
    assert answer.verdict is Verdict.NO_DIGIT
    assert live_window.answer.sentence.startswith("Not a digit (nearest: ")


@pytest.mark.parametrize(
    ("scale", "left", "top"),
    [(0.3, 0.0, 0.0), (0.3, 0.7, 0.0), (0.3, 0.0, 0.7), (0.3, 0.7, 0.7), (0.5, 0.25, 0.25), (0.98, 0.01, 0.01)],
)
@pytest.mark.parametrize("pen", [2, 14])
def test_size_place_and_pen_do_not_change_the_answer(
    live_window: MainWindow, answer_of: AnswerOf, scale: float, left: float, top: float, pen: int
) -> None:
    live_window.canvas_panel.tools.pen_width.setValue(pen)
    stroke = tuple((left + scale * (x - 0.15) / 0.7, top + scale * (y - 0.15) / 0.7) for x, y in STROKE)
    assert answer_of(lambda: drag(live_window.canvas_panel.canvas, stroke)).digit == DIGIT


def test_without_centring_the_network_reads_the_whole_canvas(live_window: MainWindow, answer_of: AnswerOf) -> None:
    corner = tuple((0.3 * x, 0.3 * y) for x, y in STROKE)
    centred = answer_of(lambda: drag(live_window.canvas_panel.canvas, corner))
    bare = answer_of(live_window.view_menu.normalise.trigger)
    assert centred.ink[10:22, 10:22].sum() > 20
    assert bare.ink[12:, 12:].sum() == 0
    assert bare.ink[:12, :12].sum() > 5


def test_ink_drawn_before_the_network_has_loaded_is_answered_later(qtbot: QtBot, window: MainWindow) -> None:
    drag(window.canvas_panel.canvas, STROKE)
    assert "loading" in window.answer.sentence
    with qtbot.waitSignal(window.service.recognised, timeout=30_000) as answered:
        window.service.start(WeightsSource.shipped())
    assert answered.args[0].digit == DIGIT


class Recorder(QObject):
    """Keeps what a service emits."""

    def __init__(self, service: RecognitionService) -> None:
        super().__init__()
        self.generations: list[int] = []
        service.recognised.connect(self._on_recognised)

    def _on_recognised(self, _answer: Recognition, generation: int) -> None:
        self.generations.append(generation)


def line(k: int) -> Drawing:
    return Drawing((Stroke(((0.2, 0.2), (0.2 + 0.001 * k, 0.8)), 0.05),))


def test_the_newest_ink_wins(qtbot: QtBot, live_window: MainWindow) -> None:
    service = live_window.service
    recorder = Recorder(service)
    last = [service.submit(line(k), True, replaces=False) for k in range(200)][-1]
    qtbot.waitUntil(lambda: last in recorder.generations, timeout=10_000)
    # The first was on its way when the others came; of those only the newest was served.
    assert recorder.generations == [last - 199, last]


class Steps(QObject):
    """Keeps in which order a window's network is painted and drawings are handed over to be read."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.names: list[str] = []
        window.network.view.installEventFilter(self)
        window.service._read_wanted.connect(self._on_read_wanted)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.names.append("painted")
        return False

    def _on_read_wanted(self, _request: object) -> None:
        self.names.append("read")


def test_an_answer_is_painted_before_newer_ink_is_read(qtbot: QtBot, live_window: MainWindow) -> None:
    service, answered, other = live_window.service, threading.Event(), QTimer(singleShot=True, interval=1)
    service._reader.answered.connect(lambda *_answer: answered.set(), Qt.ConnectionType.DirectConnection)
    QCoreApplication.processEvents()
    steps = Steps(live_window)
    other.start()
    service.submit(line(1), True, replaces=False)
    service.submit(line(2), True, replaces=False)
    # What else is due when the answer arrives makes no difference.
    assert answered.wait(10)
    while other.remainingTime() > 0:
        pass
    qtbot.waitUntil(lambda: steps.names.count("read") == 2)
    assert steps.names[0] == "read"
    assert "painted" in steps.names[1 : steps.names.index("read", 1)]


def test_answers_to_earlier_ink_are_dropped(qtbot: QtBot, live_window: MainWindow) -> None:
    service = live_window.service
    recorder = Recorder(service)
    first = service.submit(line(1), True, replaces=False)
    last = service.submit(Drawing(), True, replaces=True)
    qtbot.waitUntil(lambda: last in recorder.generations, timeout=10_000)
    assert first not in recorder.generations


def test_recognition_runs_beside_the_gui_thread(
    qtbot: QtBot, live_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[QThread] = []
    original = inked

    def noting(drawing: Drawing, normalise: bool, before: Inked | None) -> Inked:
        threads.append(QThread.currentThread())
        return original(drawing, normalise, before)

    monkeypatch.setattr(reader, "inked", noting)
    with qtbot.waitSignal(live_window.service.recognised):
        live_window.service.submit(line(1), True, replaces=True)
    assert threads
    assert live_window.thread() not in threads


def test_a_failed_recognition_shows_an_error_and_the_next_works(
    qtbot: QtBot, live_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_drawing: Drawing, _normalise: bool, _before: object) -> object:
        raise MemoryError("no memory left")

    with monkeypatch.context() as patch:
        patch.setattr(reader, "inked", broken)
        with qtbot.waitSignal(live_window.service.failed):
            live_window.service.submit(line(1), True, replaces=True)
    box = live_window.errors.open_box
    assert box is not None
    assert "no memory left" in box.text()
    with qtbot.waitSignal(live_window.service.recognised):
        live_window.service.submit(line(2), True, replaces=True)
    box.close()


def test_closing_before_anything_has_loaded(window: MainWindow) -> None:
    window.service.start(WeightsSource.shipped())
    drag(window.canvas_panel.canvas, STROKE)
    assert window.close()


@pytest.mark.parametrize("pending", [0, 1, 50])
def test_closing_with_answers_pending(live_window: MainWindow, pending: int) -> None:
    spy = QSignalSpy(live_window.service.recognised)
    for k in range(pending):
        live_window.service.submit(line(k), True, replaces=False)
    assert live_window.close()
    QCoreApplication.processEvents()
    assert spy.count() == 0
    assert not live_window.service._thread.isRunning()


def test_closing_with_a_stroke_in_progress(live_window: MainWindow) -> None:
    canvas = live_window.canvas_panel.canvas
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas((0.5, 0.5)))
    assert live_window.close()
