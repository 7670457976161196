"""Builds the application: its window, its workers, its data."""

import argparse
import contextlib
import ctypes
import faulthandler
import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QMessageLogContext,
    QObject,
    QSettings,
    QStandardPaths,
    Qt,
    QTimer,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon, QPixmapCache, QWindow
from PySide6.QtWidgets import QApplication

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.error_dialogs import UncaughtErrors
from lenet_gui.base.garbage import GarbageCollector
from lenet_gui.base.settings import Settings
from lenet_gui.base.translate import load_translation, tr
from lenet_gui.main_window import MainWindow
from lenet_gui.style.flat_style import BASE, FlatStyle
from lenet_gui.style.text_size import TextSize
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.run_store import RunStore
from model import __version__
from model.assets import SHIPPED, asset, weights_file
from model.my_digits.people import Profiles

LOOK_AFTER_MS = 1000
"""How long after the first answer to look for runs and digits that wait for something."""
LARGE_BYTES = 2**19
"""More than an answer takes at once; less than the picture of a view."""
KEPT_BYTES = 2**23
"""How much free memory is kept at the end of the heap."""
ARENAS = 2
"""Heaps for all threads together. As one thread at a time holds the interpreter, they seldom wait for each other."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""glibc's ``M_TRIM_THRESHOLD``, ``M_MMAP_THRESHOLD`` and ``M_ARENA_MAX``."""
PICTURES_KB = 4096
"""How much the style may keep of its pictures; Qt's default, 10 MB, fills with pictures of sizes long gone."""
SWITCH_INTERVAL_S = 0.001
"""How soon a worker hands the interpreter back to the GUI thread; Python's default, 5 ms, is a third of a frame."""


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lenet-gui", description="LeNet-5 of 1998, alive under your pen.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument(
        "--weights",
        type=weights_file,
        metavar="WEIGHTS",
        help=f"{', '.join(SHIPPED)} or a file (default: your personal weights if they were in use)",
    )
    parser.add_argument(
        "--smoke-test", action="store_true", help="draw a digit, check the answer and quit; exit status 0 is success"
    )
    return parser.parse_args(argv)


@contextlib.contextmanager
def _needing_a_screen() -> Iterator[None]:
    """Where Qt finds no screen within, end the program in words: Qt would advise to install it anew, and abort."""
    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        said.append(qFormatLogMessage(kind, context, message))
        if kind == QtMsgType.QtDebugMsg:  # somebody has asked for it
            print(said.pop(), file=sys.stderr)
        elif kind == QtMsgType.QtFatalMsg:
            print(f"lenet-gui: {_why_no_window(said)}", file=sys.stderr, flush=True)
            os._exit(2)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    for message in said:
        print(message, file=sys.stderr)


def _why_no_window(said: Sequence[str]) -> str:
    """What has happened and what to do, where Qt has said this before it gave up."""
    if not any(word in message for message in said for word in (" display", "wl_display")):
        return f"Qt cannot open a window; the README lists the libraries that it needs. {' '.join(said[:-1])}"
    tried = [f"{name}={os.environ[name]}" for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    state = f"{' and '.join(tried)} cannot be reached" if tried else "DISPLAY is not set"
    return f"there is no screen for the window ({state}); start it on a desktop, or by ssh -X; lenet needs none"


def make_application() -> QApplication:
    """The QApplication, with its name and style; a process has one."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    _give_memory_back()
    if sys.platform == "win32":
        # Or the task bar would take the window for one of Python's, and show Python's icon.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("LeNet-5.lenet-gui")
    with _needing_a_screen():
        # Otherwise the platform's own style would be made first.
        application = QApplication([*sys.argv[:1], "-style", BASE])
    application.setStyle(FlatStyle())
    application.setOrganizationName("LeNet-5")
    application.setApplicationName("lenet-gui")
    application.setApplicationDisplayName("LeNet-5")
    application.setApplicationVersion(__version__)
    QPixmapCache.setCacheLimit(PICTURES_KB)
    load_translation(application, asset("translations"))
    # Fields write figures as all texts do: with 0.02 in one and 0,02 in the other, 1,000 could be either number.
    QLocale.setDefault(QLocale(QLocale.Language.English))
    application.setWindowIcon(QIcon(str(asset("icons", "lenet.svg"))))
    return application


def _give_memory_back() -> None:
    """Have glibc return large blocks of memory to the system as soon as they are free, and threads share the rest.

    Otherwise the blocks fragment its heap: after many changes of the windows' sizes, a hundred megabytes lay unused
    there. And each thread would have a heap of its own, as large as its largest piece of work once was.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # another C library
            libc = ctypes.CDLL(None)
            libc.mallopt(_ARENA_MAX, ARENAS)
            libc.mallopt(_MMAP_THRESHOLD, LARGE_BYTES)
            # Otherwise the memory for each answer would be requested again.
            libc.mallopt(_TRIM_THRESHOLD, KEPT_BYTES)


def build_window(
    application: QApplication, folder: Path, settings: Settings, parent: QObject | None = None
) -> MainWindow:
    """A main window and its services, which keep runs and people's digits in ``folder``; it is not shown yet.

    Without a parent the services last as long as the window.
    """
    runs, profiles = RunStore(folder / "runs"), Profiles(folder / "people")
    schemes, sizes = ColourScheme(application), TextSize(application)
    window = MainWindow(RecognitionService(parent), runs, profiles, settings, schemes, sizes)
    # What they tell keeps the window in memory.
    schemes.setParent(window)
    sizes.setParent(window)
    return window


def tell_unwritable(window: MainWindow, settings: Settings) -> None:
    """Tell, once, that settings will not be kept."""
    if file := settings.unwritable():
        window.errors.show(tr("{file}: The settings cannot be kept there.").format(file=file))


class _OncePainted(QObject):
    """Calls ``then`` when a window has been painted for the first time."""

    def __init__(self, window: QWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)  # Qt paints before that
        return False


def open_window(
    weights: Path | None = None, folder: Path | None = None, settings: Settings | None = None
) -> tuple[QApplication, MainWindow]:
    """Build the application, show its window and start recognition; the caller runs the event loop.

    Without weights it starts with the person's personal weights if those were in use, otherwise the default ones.
    Runs and people's digits are kept in ``folder``, without one where the system keeps a program's data; so with
    ``settings``.
    """
    application = make_application()
    uncaught = UncaughtErrors(application)
    uncaught.install()
    folder = folder or Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
    settings = settings or Settings()
    window = build_window(application, folder, settings, application)
    uncaught.caught.connect(window.errors.show)
    window.show()
    # The first paint would take twice as long beside the worker that reads the weights.
    _OncePainted(window.windowHandle(), lambda: window.personal.start(weights))
    QTimer.singleShot(0, window, lambda: tell_unwritable(window, settings))
    window.service.recognised.connect(window.drawings.begin, Qt.ConnectionType.SingleShotConnection)
    # Look for what an earlier start left once there is an answer and time.
    window.service.recognised.connect(
        lambda *_: QTimer.singleShot(LOOK_AFTER_MS, window, lambda: _when_there_is_time(window)),
        Qt.ConnectionType.SingleShotConnection,
    )
    window.service.weights_changed.connect(
        lambda *_: _collect_garbage(application), Qt.ConnectionType.SingleShotConnection
    )
    return application, window


def _when_there_is_time(window: MainWindow) -> None:
    """What the first answer need not wait for."""
    window.activity.look()
    for sizes in window.findChildren(TextSize):
        sizes.hold_faces()


def _collect_garbage(application: QApplication) -> None:
    """From now on; it leaves out what has been imported, which would take a tenth of a second to search."""
    gc.freeze()
    GarbageCollector(application)


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _arguments(argv)
    logging.basicConfig(format="%(name)s: %(message)s")
    if sys.stderr is not None:  # pythonw has none
        faulthandler.enable()
    if arguments.smoke_test:
        return _smoke_test(arguments.weights)
    return _run(*open_window(arguments.weights))


def _run(application: QApplication, window: MainWindow) -> int:
    # Imported once the window is there.
    from lenet_gui.closing_signals import ClosingSignals

    ClosingSignals(window)
    status = application.exec()
    window.shut_down()
    return status


def _smoke_test(weights: Path | None) -> int:
    """With settings and data of its own: the person's are neither read nor changed."""
    from tempfile import TemporaryDirectory

    from lenet_gui.smoke_test import SmokeTest

    with TemporaryDirectory(prefix="lenet-gui-", ignore_cleanup_errors=True) as folder:
        settings = Settings(QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat))
        application, window = open_window(weights, Path(folder), settings)
        test = SmokeTest(window)
        _run(application, window)
    return test.status
