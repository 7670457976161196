"""The program as a person starts it, in a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def environment_in(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(folder),
        "HOME": str(folder),
    }


def run(*arguments: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    environment = environment_in(tmp_path)
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)


def test_the_smoke_test_draws_a_digit_and_reads_it(tmp_path: Path) -> None:
    done = run("--smoke-test", tmp_path=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "smoke test passed" in done.stdout
    assert done.stderr == ""


def test_the_smoke_test_fails_without_weights(tmp_path: Path) -> None:
    done = run("--smoke-test", "--weights", str(tmp_path / "gone.safetensors"), tmp_path=tmp_path)
    assert done.returncode == 1
    assert "gone.safetensors" in done.stdout


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
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_the_program_in_order(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", SHOWN]
    environment = environment_in(tmp_path)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        process.send_signal(number)
        assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0
    # What closing the window keeps.
    assert "geometry" in (tmp_path / "LeNet-5" / "lenet-gui.conf").read_text()
