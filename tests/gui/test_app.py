"""The program as a person starts it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*arguments: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path),
        "HOME": str(tmp_path),
    }
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
