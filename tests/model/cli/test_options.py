"""What ``lenet --help`` tells of the options, and what is said where one is wrong."""

import errno
import os
import re
import tempfile
from pathlib import Path

import pytest

from model.assets import SHIPPED, shipped_weights
from model.cli.main import main
from model.cli.options import saved
from model.errors import FileError


@pytest.mark.parametrize("command", ["evaluate", "recognize", "explain"])
@pytest.mark.parametrize(
    ("change", "words"),
    [("C3.7", "not PLACE=FACTOR"), ("C3.16=0", "C3 has maps 0 to 15, not 16"), ("C3.7=11", "-10 to 10, not 11")],
)
def test_a_change_that_cannot_be_is_told(command: str, change: str, words: str) -> None:
    rest = {"evaluate": [], "recognize": ["x.png"], "explain": ["x.png", "--layer", "C1", "--map", "0"]}[command]
    with pytest.raises(SystemExit, match=words):
        main([command, *rest, "--change", change])


@pytest.mark.parametrize(
    "command",
    [
        ["evaluate", "--weights"],
        ["recognize", "two.png", "--weights"],
        ["read", "two.png", "--weights"],
        ["explain", "two.png", "--layer", "C1", "--map", "0", "--weights"],
        ["teach", "me.jsonl", "--out", "x.safetensors", "--weights"],
        ["train", "--out", "x.safetensors", "--start"],
    ],
)
@pytest.mark.parametrize("name", ["mnst", "x" * 5000, ""])
def test_weights_that_are_neither_a_file_nor_a_name_are_told(
    capsys: pytest.CaptureFixture[str], command: list[str], name: str
) -> None:
    with pytest.raises(SystemExit):
        main([*command, name])
    assert f"'{name}' is neither a file nor one of {', '.join(SHIPPED)}\n" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["mnst.safetensors", "gone/mnst"])
def test_weights_at_a_path_without_a_file_are_told(capsys: pytest.CaptureFixture[str], path: str) -> None:
    assert main(["evaluate", "--weights", path]) == 1
    assert capsys.readouterr().err == f"lenet: {Path(path)}: The file cannot be read (No such file or directory).\n"


@pytest.mark.parametrize("command", [["evaluate", "--raw-folder"], ["train", "--out"], ["evaluate", "--pictures"]])
def test_a_path_that_cannot_be_is_told_in_a_line(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main([*command, "x" * 5000]) == 1
    error = capsys.readouterr().err
    assert error.startswith("lenet: xxx")
    assert error.endswith(f": {os.strerror(errno.ENAMETOOLONG)}\n")


def test_weights_in_a_file_without_a_suffix_are_taken(
    tmp_path: Path, two: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").write_bytes(shipped_weights("paper").read_bytes())
    assert main(["recognize", str(two), "--weights", "mine"]) == 0
    assert ": 2  penalty " in capsys.readouterr().out


def test_a_setting_out_of_its_range_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--out", "x.safetensors", "--batch-size", "0"])
    assert "must be 1 to 4,096, not 0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--threads", "0", "must be 1 to 1,024, not 0"),
        ("--threads", "1.5", "invalid whole number value: '1.5'"),
        ("--count", "0", "must be 1 or more, not 0"),
        ("--count", "1.5", "invalid whole number value: '1.5'"),
    ],
)
def test_a_count_is_a_whole_number_from_1_on(
    capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--out", "x.safetensors", option, value])
    assert f"{option}: {words}\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["train", "--out", "x.safetensors"], ["teach", "me.jsonl", "--out", "x.safetensors"], ["evaluate"]]
)
def test_more_threads_than_any_machine_has_are_refused(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    """Torch tries to start as many as it is told to, and ends the process where it cannot."""
    with pytest.raises(SystemExit):
        main([*command, "--threads", "99999"])
    assert "--threads: must be 1 to 1,024, not 99999\n" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--passes", "--seed"])
def test_a_setting_that_is_a_whole_number_takes_no_other(capsys: pytest.CaptureFixture[str], option: str) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--out", "x.safetensors", option, "1.5"])
    assert f"{option}: invalid whole number value: '1.5'\n" in capsys.readouterr().err


def test_a_share_in_percent_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--out", "x.safetensors", "--own-share", "0.2"])
    assert "--own-share: must be 1 to 50 percent, not 0.2\n" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    assert "make up this part of a pass, in percent (1 to 50; " in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "needs", "words"),
    [
        ([], "lenet [options] COMMAND ...", "required: COMMAND"),
        (["teach"], "lenet teach [options] --out FILE", "required: "),
        (["train", "--out", "x", "--epochs", "3"], "lenet train [options] --out FILE", "unknown arguments: --epochs 3"),
        (["train", "--out", "x", "--preset", "odern"], "lenet train [options] --out FILE", "invalid choice: 'odern'"),
        (
            ["explain", "--layer", "C1", "--map", "x"],
            "lenet explain [options] --layer NAME --map N FILE",
            "invalid whole number",
        ),
    ],
)
def test_a_wrong_option_is_told_in_two_lines(
    capsys: pytest.CaptureFixture[str], arguments: list[str], needs: str, words: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    usage, error = capsys.readouterr().err.splitlines()
    program = " ".join(["lenet", *arguments[:1]])
    assert usage.startswith(f"usage: {needs}")
    assert usage.endswith(f"; see {program} --help")
    assert error.startswith(f"{program}: error: ")
    assert words in error


@pytest.mark.parametrize("command", ["train", "teach", "evaluate", "recognize", "read", "explain"])
def test_help_tells_what_every_argument_is(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    lines = [*capsys.readouterr().out.splitlines(), ""]
    names = [at for at, line in enumerate(lines) if re.match(r"  (-|[A-Z])", line)]
    assert len(names) > 5
    for at in names:
        assert re.match(r"  \S.*?  +\S", lines[at]) or re.match(r" {15,}\S", lines[at + 1]), lines[at]


@pytest.mark.parametrize("room", [True, False])
def test_weights_that_cannot_be_written_are_kept_elsewhere_where_the_user_has_no_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, room: bool
) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    def save(path: Path) -> None:
        if path == out or not room:
            raise FileError(path, "The disk is full.")
        path.touch()

    out = tmp_path / "w.safetensors"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(Path, "home", nobody)
    assert not saved(save, out)
    assert bool(list(tmp_path.glob("lenet-*/w.safetensors"))) == room
    said = capsys.readouterr().err
    assert ("the weights are kept in" in said) == room
    assert ("Could not determine home directory" in said) != room


@pytest.mark.parametrize("command", [["recognize", "x.png"], ["read", "x.png"]])
def test_threads_are_asked_for_only_where_they_are_used(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--threads", "4"])
    assert "unknown arguments: --threads 4" in capsys.readouterr().err


def test_help_tells_which_weights_a_sweep_takes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["read", "--help"])
    assert "(default: default; with --sweep: sweep)" in " ".join(capsys.readouterr().out.split())


def test_how_to_name_a_file_that_looks_like_an_option_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-seven.png", "3"):
        Path(name).touch()
    with pytest.raises(SystemExit):
        main(["recognize", "a.png", "-seven.png"])
    assert capsys.readouterr().err.endswith("unknown arguments: -seven.png; if a file is meant: ./-seven.png\n")
    with pytest.raises(SystemExit):
        main(["train", "--out", "x", "--epochs", "3"])
    assert capsys.readouterr().err.endswith("unknown arguments: --epochs 3\n")
