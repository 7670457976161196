"""How the tests drive the training window: buttons, boxes, and waiting for what follows."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from lenet_gui.main_window import MainWindow
from lenet_gui.training.controller import TrainingController
from lenet_gui.training.forms.digits_kind import DigitsKind
from lenet_gui.training.forms.setup_form import SetupForm
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.training import TrainingService
from lenet_gui.workers.training_messages import Ended, Previewed, Progressed
from model.network.records import FloatArray
from model.training.log import TrainingLog
from model.training.progress import PassResult

E = TypeVar("E")
PATIENCE_MS = 180_000


def controller_of(window: TrainingWindow) -> TrainingController:
    main = window.parentWidget()
    assert isinstance(main, MainWindow)
    return main.training


def service_of(window: TrainingWindow) -> TrainingService:
    return controller_of(window).training


def event(
    qtbot: QtBot, of: TrainingWindow | TrainingService, kind: type[E], check: Callable[[E], bool] = lambda _: True
) -> SignalBlocker:
    """Within this, wait for an event of this kind; afterwards it is the one of ``args``."""
    service = of if isinstance(of, TrainingService) else service_of(of)

    def is_it(happened: object) -> bool:
        return isinstance(happened, kind) and check(happened)

    return qtbot.waitSignal(service.happened, timeout=PATIENCE_MS, check_params_cb=is_it)


def click(button: QWidget | None) -> None:
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(box: QDoubleSpinBox, text: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def choose_digits(form: SetupForm, kind: DigitsKind) -> None:
    """Choose what a run trains on, by key, as a person would."""
    QTest.keyClick(form.data_kind, Qt.Key.Key_Home)
    for _ in range(list(DigitsKind).index(kind)):
        QTest.keyClick(form.data_kind, Qt.Key.Key_Down)
    assert form.data_kind.exact is kind


def throw_away(qtbot: QtBot, window: QWidget) -> None:
    """Answer the question whether to."""
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    click(box.findChild(QPushButton, "confirm"))


def events_of(of: TrainingWindow | TrainingService, kind: type[E]) -> list[E]:
    """A list that grows by each event of this kind from now on."""
    service = of if isinstance(of, TrainingService) else service_of(of)
    found: list[E] = []

    def note(happened: object) -> None:
        if isinstance(happened, kind):
            found.append(happened)

    service.happened.connect(note)
    return found


def previews_of_digits(window: TrainingWindow) -> list[FloatArray]:
    """A list that grows by what each preview of digits shows, from now on; those of rubbish come between them."""
    found: list[FloatArray] = []

    def note(happened: object) -> None:
        if isinstance(happened, Previewed) and not happened.rubbish:
            found.append(happened.inks)

    service_of(window).happened.connect(note)
    return found


def start(window: TrainingWindow) -> None:
    """Start what is set up, whatever is in front."""
    window.show_setup()
    click(window.setup_page.start)


def run_to_the_end(qtbot: QtBot, window: TrainingWindow) -> TrainingLog:
    with event(qtbot, window, Ended) as ended:
        start(window)
    log: TrainingLog = ended.args[0].log
    return log


def wait_for_pass(qtbot: QtBot, window: TrainingWindow, number: int = 1) -> PassResult:
    def is_over(event: Progressed) -> bool:
        result = event.progress.finished_pass
        return result is not None and result.number >= number

    with event(qtbot, window, Progressed, is_over) as progressed:
        if not controller_of(window).state.on:
            start(window)
    result: PassResult = progressed.args[0].progress.finished_pass
    return result


def stop(qtbot: QtBot, window: TrainingWindow) -> TrainingLog:
    with event(qtbot, window, Ended) as ended:
        click(window.live.run_bar.stop)
    log: TrainingLog = ended.args[0].log
    return log
