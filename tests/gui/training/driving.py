"""How the tests drive the training window: buttons, boxes, and waiting for what follows."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lenet_gui.training.forms.own_digits_rows import DigitsKind
from lenet_gui.training.forms.setup_form import SetupForm
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers.training import TrainingService
from model.training.log import TrainingLog
from model.training.progress import PassResult, Progress

PATIENCE_MS = 60_000


def service_of(window: TrainingWindow) -> TrainingService:
    return window._service


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
    click(box.findChild(QPushButton, "discard"))


def run_to_the_end(qtbot: QtBot, window: TrainingWindow) -> TrainingLog:
    with qtbot.waitSignal(service_of(window).ended, timeout=PATIENCE_MS) as ended:
        click(window.run_bar.start)
    log: TrainingLog = ended.args[0]
    return log


def wait_for_pass(qtbot: QtBot, window: TrainingWindow, number: int = 1) -> PassResult:
    def is_over(progress: Progress) -> bool:
        return progress.finished_pass is not None and progress.finished_pass.number >= number

    with qtbot.waitSignal(service_of(window).progressed, timeout=PATIENCE_MS, check_params_cb=is_over) as signal:
        if not service_of(window).running:
            click(window.run_bar.start)
    result: PassResult = signal.args[0].finished_pass
    return result


def stop(qtbot: QtBot, window: TrainingWindow) -> TrainingLog:
    with qtbot.waitSignal(service_of(window).ended, timeout=PATIENCE_MS) as ended:
        click(window.run_bar.stop)
    log: TrainingLog = ended.args[0]
    return log
