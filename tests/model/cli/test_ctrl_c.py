"""``lenet`` that is ended from outside: by Ctrl+C while it is loaded, by a closed pipe, a full disk, a strange name."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from model.cli.main import main
from tests.test_wall import ROOT


def test_a_pipe_that_is_closed_ends_the_command_quietly(two: Path) -> None:
    command = [sys.executable, "-m", "model", "recognize", *[str(two)] * 3]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_closed_pipe_ends_the_command_quietly_on_windows_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(_argv: list[str]) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr("model.cli.main._READER_GONE", (errno.EPIPE, errno.EINVAL))
    monkeypatch.setattr("model.cli.main._asked_for", write)
    monkeypatch.setattr("model.cli.main._write_nothing_more", lambda *_streams: None)
    assert main(["recognize", "x.png"]) == 141
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no such device")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_cannot_be_written_is_told_in_a_line(two: Path, unbuffered: str) -> None:
    command = [sys.executable, "-m", "model", "recognize", str(two)]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment, check=False
        )
    assert done.stderr == f"lenet: standard output cannot be written ({os.strerror(errno.ENOSPC)})\n"
    assert done.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_stream_that_is_closed_is_done_without(two: Path, closed: str) -> None:
    command = ["sh", "-c", f'"$@" {closed}', "sh", sys.executable, "-m", "model", "recognize", str(two), "gone.png"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    if closed == ">&-":
        assert not done.stdout
        assert done.stderr == f"lenet: gone.png: The file cannot be read ({os.strerror(errno.ENOENT)}).\n"
    else:
        assert done.stdout.startswith(f"{two}: 2  ")
        assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_the_output_cannot_encode_is_escaped(two: Path, encoding: str) -> None:
    named = two.rename(two.with_name("数.png"))
    command = [sys.executable, "-m", "model", "recognize", str(named)]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b".png: 2  penalty " in done.stdout


def test_what_is_not_ascii_is_escaped_in_the_locale_c(two: Path) -> None:
    place = ["--layer", "C3", "--map", "7", "--row", "2", "--col", "5"]
    command = [sys.executable, "-m", "model", "explain", str(two), *place]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"value = 1.7159 tanh(2/3 " in done.stdout


def test_ctrl_c_while_a_command_is_loaded_ends_it_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("model.cli.main.import_module", interrupted)
    assert main(["train", "--help"]) == 130
    assert capsys.readouterr().err == "lenet: stopped\n"


@pytest.mark.parametrize("entry", ["lenet_gui.lenet", "model.cli.entry"])
def test_little_is_loaded_before_ctrl_c_is_heard(entry: str) -> None:
    script = f"import sys; before = set(sys.modules); import {entry}; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not {"pathlib", "argparse", "json", "numpy", "PySide6"} & set(loaded.stdout.split())


@pytest.mark.usefixtures("heard")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
@pytest.mark.parametrize("command", ["train", "teach"])
def test_ctrl_c_in_the_middle_of_an_import_ends_it_quietly(command: str, tmp_path: Path) -> None:
    # What takes the longest to load, and may turn an exception into something else.
    (tmp_path / "torch.py").write_text("print('loading', flush=True)\nwhile True: pass")
    digits = ["digits.jsonl"] if command == "teach" else []
    with subprocess.Popen(
        [sys.executable, "-m", "model", command, *digits, "--out", str(tmp_path / "mine.safetensors")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"loading\n", process.stderr.read()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == -signal.SIGINT
    assert [path.name for path in tmp_path.iterdir() if path.name != "__pycache__"] == ["torch.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="there no signal can be sent to one process")
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_run_that_is_asked_to_end_leaves_its_checkpoint_alone(name: str, tmp_path: Path) -> None:
    out, few = tmp_path / "mine.safetensors", ["--count", "400", "--held-out", "100", "--threads", "1"]
    with subprocess.Popen(
        [sys.executable, "-m", "model", "train", *few, "--passes", "5000", "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    ) as process:
        assert process.stdout is not None
        while "pass" not in process.stdout.readline():
            pass
        process.send_signal(signal.Signals[name])
        told = process.communicate(timeout=60)[1]
    assert process.returncode == 128 + signal.Signals[name]
    assert told == f"lenet: {out}.checkpoint keeps the last whole pass; --resume resumes the run\nlenet: stopped\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.safetensors.checkpoint"]
