"""The program where it can show no window: without a screen, or without a library that Qt needs."""

import sys
from pathlib import Path

import pytest

from tests.gui.test_app import run, run_script


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "no screen for the window (DISPLAY is not set)"),
        ({"DISPLAY": "nowhere:7"}, "no screen for the window (DISPLAY=nowhere:7 cannot be reached)"),
        ({"WAYLAND_DISPLAY": "gone"}, "no screen for the window (WAYLAND_DISPLAY=gone cannot be reached)"),
        ({"QT_QPA_PLATFORM": "else"}, "Qt cannot open a window; the README lists the libraries that it needs. "),
    ],
)
def test_without_a_screen_that_is_told_in_a_line(tmp_path: Path, environment: dict[str, str], words: str) -> None:
    nowhere = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "XDG_RUNTIME_DIR": str(tmp_path)}
    done = run(tmp_path=tmp_path, **(nowhere | environment))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("lenet-gui: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


WITHOUT_A_LIBRARY = """
import sys

class Missing:
    def find_spec(self, name, path, target=None):
        if name == "PySide6.QtGui":
            raise ImportError("libEGL.so.1: cannot open shared object file", name="QtGui", path="PySide6/QtGui.abi3.so")

sys.meta_path.insert(0, Missing())
from lenet_gui.start import main
sys.exit(main([]))
"""


def test_a_library_that_qt_lacks_is_told_in_a_line(tmp_path: Path) -> None:
    done = run_script(WITHOUT_A_LIBRARY, tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "lenet-gui: libEGL.so.1: cannot open shared object file; the README lists the libraries that Qt needs\n"
    )
