"""What ``lenet train`` and ``lenet teach`` do with what is at ``--out``, and with what does not fit there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from model.cli import options
from model.cli.main import main
from model.digits.datasets import mnist_training
from model.files import locked
from model.network.weights import load_weights
from model.teaching import report as teaching_report
from model.training.progress import Progress
from model.training.run import Run
from tests.model.full_disk import full_disk
from tests.model.hand import written
from tests.model.samples import same_parameters, write_jsonl, write_pair
from tests.model.teaching.made_up_person import QUICK

pytestmark = pytest.mark.usefixtures("few_test_digits")


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    images, labels = write_pair(tmp_path, mnist_training().subset(np.arange(400)))
    return ["--images", str(images), "--labels", str(labels), "--held-out", "50", "--threads", "1"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "mine.safetensors"


@pytest.fixture
def command(data: list[str], out: Path) -> list[str]:
    return ["train", *data, "--out", str(out), "--passes", "3"]


def interrupt(command: list[str], error: BaseException | None = None) -> int:
    """Have Ctrl+C, or another error, end a run after its first pass; gives the exit status."""
    go = Run.go

    def go_a_pass(run: Run) -> Iterator[Progress]:
        for progress in go(run):
            yield progress
            if progress.finished_pass:
                raise error or KeyboardInterrupt

    with patch.object(Run, "go", go_a_pass):
        return main(command)


@pytest.fixture
def interrupted(command: list[str], out: Path) -> Path:
    """The checkpoint of such a run."""
    assert interrupt(command) == 130
    return out.with_name("mine.safetensors.checkpoint")


def test_ctrl_c_names_what_resumes_the_run(command: list[str], out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert interrupt(command) == 130
    assert f"{out}.checkpoint keeps the last whole pass; --resume resumes the run" in capsys.readouterr().err


def test_output_that_cannot_be_written_does_so_too(
    command: list[str], out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.cli.main._write_nothing_more", lambda *_streams: None)
    assert interrupt(command, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == 1
    told = capsys.readouterr().err
    assert f"{out}.checkpoint keeps the last whole pass; --resume resumes the run" in told
    assert "standard output cannot be written" in told


def test_a_run_that_a_window_is_training_is_not_resumed(interrupted: Path, command: list[str]) -> None:
    before = interrupted.read_bytes()
    with locked(interrupted.with_suffix(".lock"), interrupted, patience_s=0):  # as a window does
        with pytest.raises(SystemExit, match="a window is training"):
            main([*command, "--resume"])
        assert interrupted.read_bytes() == before
    assert main([*command, "--resume"]) == 0


def test_an_interrupted_run_is_thrown_away_only_when_told_to(interrupted: Path, command: list[str], out: Path) -> None:
    before = interrupted.read_bytes()
    with pytest.raises(SystemExit, match="--resume resumes it, --force discards it"):
        main(command)
    assert interrupted.read_bytes() == before
    assert main([*command, "--force", "--passes", "1"]) == 0
    assert load_weights(out)[1].origin.passes == 1
    assert not interrupted.exists()


def test_finished_weights_are_replaced_only_when_told_to(command: list[str], out: Path) -> None:
    out.write_bytes(b"finished")
    for ask in ([], ["--resume"]):
        with pytest.raises(SystemExit, match="exists; --force replaces it"):
            main([*command, *ask])
    assert out.read_bytes() == b"finished"


def test_teach_replaces_weights_only_when_told_to(tmp_path: Path, out: Path) -> None:
    out.write_bytes(b"finished")
    with pytest.raises(SystemExit, match="exists; --force replaces it"):
        main(["teach", str(tmp_path / "me.jsonl"), "--out", str(out)])
    assert out.read_bytes() == b"finished"


@pytest.mark.parametrize(
    "command",
    [
        ["teach", "me.jsonl"],
        ["train", "--digits", "me.jsonl"],
        ["train", "--pen", "me.jsonl:1-24"],
        ["train", "--rubbish", "me.jsonl"],
        ["train", "--images", "me.jsonl", "--labels", "l"],
    ],
)
def test_the_digits_themselves_are_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    digits = Path("me.jsonl")
    write_jsonl(digits, written(1))
    before = digits.read_bytes()
    for ask in ([], ["--force"]):
        with pytest.raises(SystemExit, match="holds the digits to be read; --out takes another file"):
            main([*command, "--out", str(digits.resolve()), *ask])
    assert digits.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["me.jsonl"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--passes", "5", "--seed", "99"], "--passes 5 (it has 3), --seed 99 (it has 1)"),
        (["--preset", "paper"], "--optimizer sdlm (it has adamw)"),
        (["--raw-folder", "r"], "--digits raw-folder r (it has idx-pair "),
        (["--count", "100"], "--count 100 (it has None)"),
        (["--engine", "plain", "--shear", "0.5"], "--shear 0.5 (it has 0.14), --engine plain (it has fast)"),
        (["--rubbish-letter", "0.5"], "--rubbish-letter 0.5 (it has 0.25)"),
        (["--start", "w.safetensors"], "--start file (it has random)"),
    ],
)
def test_resuming_names_what_differs_and_refuses(interrupted: Path, out: Path, asked: list[str], words: str) -> None:
    before = interrupted.read_bytes()
    with pytest.raises(SystemExit) as refused:
        main(["train", "--out", str(out), "--resume", *asked])
    assert words in str(refused.value)
    assert interrupted.read_bytes() == before


def test_where_there_is_nothing_to_resume_it_is_said_how_to_start(out: Path) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["train", "--out", str(out), "--resume"])
    said = f"there is no interrupted run beside {out} ({out.name}.checkpoint is not there)"
    assert str(refused.value) == f"lenet: {said}; to start a new one, leave out --resume"
    assert not list(out.parent.iterdir())


@pytest.mark.parametrize("said_again", [True, False])
def test_resuming_with_the_same_options_or_none_gives_the_same_weights(
    interrupted: Path, command: list[str], out: Path, said_again: bool
) -> None:
    assert main([*(command if said_again else command[:1] + command[-4:-2]), "--resume"]) == 0
    resumed = load_weights(out)[0]
    assert main([*command, "--force"]) == 0
    assert same_parameters(resumed, load_weights(out)[0])


def test_own_digits_may_be_named_again(out: Path, tmp_path: Path) -> None:
    mine, other = tmp_path / "me.jsonl", tmp_path / "you.jsonl"
    write_jsonl(mine, written(2))
    write_jsonl(other, written(1))
    command = ["train", "--out", str(out), "--threads", "1", "--passes", "2", "--digits", str(mine)]
    with patch.object(Run, "weights", side_effect=KeyboardInterrupt):
        assert main(command) == 130
    with pytest.raises(SystemExit, match="you's digits"):
        main(["train", "--out", str(out), "--digits", str(other), "--resume"])
    assert main([*command, "--resume"]) == 0
    assert not out.with_name("mine.safetensors.checkpoint").exists()


def test_a_second_process_does_not_write_the_same_file(command: list[str], out: Path, tmp_path: Path) -> None:
    with (
        locked(out.with_name(f".{out.name}.lock"), out, patience_s=0),
        pytest.raises(SystemExit, match="another process is writing"),
    ):
        main(command)
    with pytest.raises(SystemExit, match="not a folder"):
        main([*command[:-4], "--out", str(tmp_path / "gone" / "x")])


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no such folder")
def test_a_folder_that_takes_no_files_is_not_told_as_another_process() -> None:
    with pytest.raises(SystemExit) as told:
        main(["teach", "me.jsonl", "--out", "/proc/x.safetensors"])
    assert str(told.value) == "lenet: /proc/x.safetensors cannot be written (no file can be made in /proc)"


def test_a_disk_that_does_not_answer_is_not_told_as_another_process(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer(path: Path, room_bytes: int) -> None:
        raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))

    monkeypatch.setattr(options, "try_room", no_answer)
    with pytest.raises(SystemExit, match=rf"x cannot be written \({os.strerror(errno.ETIMEDOUT)}\)"):
        main(["teach", "me.jsonl", "--out", str(out.with_name("x"))])


@pytest.mark.parametrize("kind", ["train", "teach"])
def test_no_room_is_told_before_anything_is_computed(command: list[str], out: Path, tmp_path: Path, kind: str) -> None:
    asked = command if kind == "train" else ["teach", str(tmp_path / "me.jsonl"), "--out", str(out)]
    with full_disk(), pytest.raises(SystemExit, match=r"cannot be written \(File too large\)"):
        main(asked)
    assert not list(out.parent.iterdir())


def test_weights_that_no_longer_fit_are_kept_elsewhere(
    command: list[str], out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    weights = Run.weights

    def then_gone(run: Run, best: bool) -> object:
        found = weights(run, best)
        (out.parent / "mine.safetensors.checkpoint").unlink()
        out.with_name(f".{out.name}.lock").unlink()
        out.parent.rmdir()
        return found

    monkeypatch.setattr(Run, "weights", then_gone)
    assert main(command) == 1
    said = capsys.readouterr().err
    assert f"{out}: " in said
    kept = Path(said.rpartition("kept in ")[2].strip())
    assert kept.name == out.name
    assert load_weights(kept)[1].origin.passes == 3


def test_taught_weights_that_cannot_be_written_are_kept_elsewhere(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(teaching_report, "TeachingConfig", lambda seed: replace(QUICK, seed=seed))
    digits = tmp_path / "me.jsonl"
    write_jsonl(digits, written(1))

    def try_and_take_the_folder(path: Path, room_bytes: int) -> None:
        out.with_name(f".{out.name}.lock").unlink()
        out.parent.rmdir()

    monkeypatch.setattr(options, "try_room", try_and_take_the_folder)
    assert main(["teach", str(digits), "--out", str(out), "--anyway"]) == 1
    kept = Path(capsys.readouterr().err.rpartition("kept in ")[2].strip())
    assert kept.parent.parent == tmp_path
    assert load_weights(kept)[1].origin.taught


def test_what_a_killed_run_left_half_written_is_removed_by_the_next(command: list[str], out: Path) -> None:
    never = 2**22 + 1  # larger than the number of any process
    for name in (out.name, f"{out.name}.checkpoint"):
        out.with_name(f".{name}.{never}-{'0' * 32}").write_bytes(b"half")
    others = out.with_name(f".{out.name}.1-{'0' * 32}")
    others.write_bytes(b"being written by a process that is alive")
    assert main([*command, "--passes", "1"]) == 0
    assert sorted(path.name for path in out.parent.iterdir()) == [
        others.name,
        out.name,
        "mine.training.json",
    ]
