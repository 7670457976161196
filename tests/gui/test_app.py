"""The program as a person starts it, in a process of its own."""

import os
import platform
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from lenet_gui.app import tell_unwritable
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from tests.gui.conftest import problem_told

ROOT = Path(__file__).parents[2]


def environment_in(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(folder),
        "HOME": str(folder),
    }


def run(*arguments: str, tmp_path: Path, **others: str) -> subprocess.CompletedProcess[str]:
    environment = environment_in(tmp_path) | others
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)


def test_the_smoke_test_draws_a_digit_and_reads_it(tmp_path: Path) -> None:
    done = run("--smoke-test", tmp_path=tmp_path, TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "smoke test passed" in done.stdout
    assert done.stderr == ""
    # Somebody who starts the program after that is new to it, and nothing is left behind.
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_it_starts_as_a_module_in_a_folder_with_modules_of_the_same_names(tmp_path: Path) -> None:
    for name in ("model", "resources", "PySide6"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('somebody else')")
    environment = {**environment_in(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "lenet_gui", "--smoke-test"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env=environment, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_it_runs_in_turkish_whose_capital_of_i_is_another(tmp_path: Path) -> None:
    locale = tmp_path / "tr_TR.UTF-8"
    if shutil.which("localedef") is None:
        pytest.skip("no localedef")
    subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", locale], capture_output=True, check=False)
    if not locale.exists():
        pytest.skip("no source of Turkish for localedef")
    done = run("--smoke-test", tmp_path=tmp_path, LOCPATH=str(tmp_path), LC_ALL="tr_TR.UTF-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_smoke_test_fails_without_weights(tmp_path: Path) -> None:
    done = run("--smoke-test", "--weights", str(tmp_path / "gone.safetensors"), tmp_path=tmp_path)
    assert done.returncode == 1
    assert "gone.safetensors" in done.stdout


def run_script(script: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    command, environment = [sys.executable, "-c", script], environment_in(tmp_path)
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment, cwd=ROOT)


PAINTED = """
import linecache, sys
from lenet_gui.start import prepare

prepare()
from PySide6.QtCore import QEvent, QObject, QTimer
from lenet_gui.app import open_window

def tell():
    print("painted, weights read:", "safetensors" in sys.modules)
    print("numpy loaded:", "numpy._core" in sys.modules)
    print("sources read:", [name for name in linecache.cache if name.endswith("main_window.py")])

class Watcher(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell)  # Qt paints before that
        return False

application, window = open_window()
watcher = Watcher()
window.windowHandle().installEventFilter(watcher)
window.service.weights_changed.connect(lambda weights: print("in use:", weights.kind))
window.service.recognised.connect(application.quit)
application.exec()
"""


def test_the_window_is_painted_before_weights_and_numpy_are_loaded_and_no_source_is_read(tmp_path: Path) -> None:
    done = run_script(PAINTED, tmp_path)
    assert done.stdout.splitlines() == [
        "painted, weights read: False",
        "numpy loaded: False",
        "sources read: []",
        "in use: default",
    ], done.stderr


LATER = """
import sys
from threading import Barrier, Thread
from lenet_gui.start import import_when_used

import_when_used("json")
import json
print("json.decoder" in sys.modules)
barrier, found = Barrier(8), []

def use():
    barrier.wait()
    found.append((json.loads("[1]"), json.JSONDecoder))

threads = [Thread(target=use) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
import json.tool
print("json.decoder" in sys.modules, len(found), {text for _, text in found} == {sys.modules["json"].JSONDecoder})
try:
    json.nothing
except AttributeError as error:
    print(error)
import_when_used("there_is_none")
try:
    import there_is_none
except ModuleNotFoundError as error:
    print(error)
"""


def test_a_module_is_imported_once_when_one_of_its_names_is_used(tmp_path: Path) -> None:
    done = run_script(LATER, tmp_path)
    assert done.stdout.splitlines() == [
        "False",
        "True 8 True",
        "module 'json' has no attribute 'nothing'",
        "No module named 'there_is_none'",
    ], done.stderr


SHOWN = """
import signal, sys
from lenet_gui import app

window_of = app.open_window

def open_window(weights):
    application, window = window_of(weights)
    window.service.weights_changed.connect(lambda: print("shown", flush=True))
    return application, window

app.open_window = open_window
sys.exit(app.main([]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there no signal can be sent to one process")
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ctrl_c_ends_the_program_in_order(tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-c", SHOWN]
    environment = environment_in(tmp_path)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        process.send_signal(signal.Signals[name])
        assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0
    # What closing the window keeps.
    assert "geometry" in (tmp_path / "LeNet-5" / "lenet-gui.conf").read_text()


LOADING = """
import signal
from lenet_gui import start

prepare = start.prepare

def interrupted():
    prepare()
    signal.raise_signal(signal.SIGINT)  # as if while Qt is imported

start.prepare = interrupted
start.main([])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there no signal can be sent to one process")
@pytest.mark.usefixtures("heard")
def test_ctrl_c_while_the_program_is_loaded_ends_it_quietly(tmp_path: Path) -> None:
    done = run_script(LOADING, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_settings_that_cannot_be_written_are_told(
    qtbot: QtBot, window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    tell_unwritable(window, settings)
    assert window.errors.open_box is None
    (tmp_path / "file").touch()
    path = str(tmp_path / "file" / "settings.ini")
    tell_unwritable(window, Settings(QSettings(path, QSettings.Format.IniFormat)))
    assert problem_told(qtbot, window) == f"{path}: The settings cannot be kept there."


def test_a_file_in_the_peoples_place_is_told_once(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "people").touch()
    window.personal.start(None)
    with qtbot.waitSignal(window.people.failed):
        window.my_digits.show_window()
    assert problem_told(qtbot, window) == f"{tmp_path / 'people'}: Not a directory"


HEAPS = """
import ctypes, re, sys, threading
from lenet_gui.app import make_application

application = make_application()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.open_memstream.restype = ctypes.c_void_p
libc.malloc_info.argtypes, libc.fclose.argtypes = [ctypes.c_int, ctypes.c_void_p], [ctypes.c_void_p]
together = threading.Barrier(9)

def work():
    assert libc.malloc(100_000)
    together.wait()
    together.wait()

for _ in range(8):
    threading.Thread(target=work).start()
together.wait()
text, size = ctypes.c_char_p(), ctypes.c_size_t()
stream = libc.open_memstream(ctypes.byref(text), ctypes.byref(size))
libc.malloc_info(0, stream)
libc.fclose(stream)
together.wait()
print(len(re.findall(b"<heap nr=", text.value)))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only there each thread has a heap of its own")
def test_threads_share_their_heaps(tmp_path: Path) -> None:
    done = run_script(HEAPS, tmp_path)
    assert int(done.stdout) <= 2, done.stderr


COPIES = """
from lenet_gui.app import open_window
from lenet_gui.smoke_test import STROKE, drag

application, window = open_window()
drag(window.canvas_panel.canvas, STROKE)
window.drawings.copy()
data = application.clipboard().mimeData()
print(data.hasImage(), data.text()[:1], data.formats())
window.close()
"""


def test_the_program_ends_well_with_its_drawing_on_the_clipboard(tmp_path: Path) -> None:
    done = run_script(COPIES, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "True { ['application/x-qt-image', 'text/plain']"
