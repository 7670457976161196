"""Folders of pictures on the command line: one bad picture among others is listed, and ends nothing."""

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.cli import options
from model.cli.main import main
from model.cli.options import DATA_OPTIONS
from model.digits.datasets import mnist_test
from model.training.log import load_log, log_beside


def save_pictures(folder: Path) -> None:
    """Of 120 digits, in ten folders."""
    digits = mnist_test().subset(np.arange(120))
    for label in range(10):
        (folder / str(label)).mkdir()
    for position, (image, label) in enumerate(zip(digits.images, digits.labels, strict=True)):
        Image.fromarray(image).save(folder / str(label) / f"{position}.png")


@pytest.mark.parametrize(
    "command",
    [["evaluate"], ["train", "--passes", "1", "--held-out", "20", "--threads", "1", "--out", "mine.safetensors"]],
    ids=["evaluate", "train"],
)
def test_a_terminal_shows_how_many_have_been_read(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save_pictures(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(options, "BAR_AFTER_S", 0)
    assert main([*command, "--pictures", str(tmp_path)]) == 0
    assert "preparing" not in capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main([*command, "--pictures", str(tmp_path), *(["--force"] if "--out" in command else [])]) == 0
    assert re.search("preparing: .*/120 ", capsys.readouterr().err)


def test_a_bad_picture_among_others_is_listed_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_pictures(tmp_path)
    (tmp_path / "3" / "bad.png").write_text("no picture")
    Image.new("L", (30, 30), 255).save(tmp_path / "4" / "white.png")
    assert main(["evaluate", "--pictures", str(tmp_path), "--json"]) == 0
    printed = capsys.readouterr()
    figures = json.loads(printed.out)
    assert (figures["n"], figures["left_out"]) == (120, 2)
    assert figures["error_percent"] < 5
    for words in ("bad.png: This is not a", "white.png: There is no digit", "left out 2 of 122 pictures"):
        assert words in printed.err
    out = tmp_path / "mine.safetensors"
    short = ["--passes", "1", "--held-out", "20", "--threads", "1", "--test-error", "--out", str(out)]
    assert main(["train", "--pictures", str(tmp_path), *short]) == 0
    printed = capsys.readouterr()
    assert "left out 2 of 122 pictures" in printed.err
    assert "  test " in printed.out
    assert printed.out.endswith(" of 10,000)\n")
    assert load_log(log_beside(out)).passes[0].test_error_percent is not None


@pytest.mark.parametrize("command", ["recognize", "read", "explain"])
def test_of_several_pages_it_is_told_that_the_first_is_read(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Image.fromarray(mnist_test().images[0])
    page.save(tmp_path / "scan.tif", save_all=True, append_images=[page])
    unit = ["--layer", "C1", "--map", "0"] if command == "explain" else []
    assert main([command, str(tmp_path / "scan.tif"), *unit]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{tmp_path / 'scan.tif'}: 7")
    assert printed.err == f"lenet: {tmp_path / 'scan.tif'}: only the first page of the file is read\n"
    page.save(tmp_path / "scan.tif")
    assert main([command, str(tmp_path / "scan.tif"), *unit]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["recognize", "explain"])
def test_of_pen_strokes_it_is_told_what_reads_them(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text('{"strokes": [[[0, 0], [0, 9]]]}')
    unit = ["--layer", "C1", "--map", "0"] if command == "explain" else []
    assert main([command, str(tmp_path / "a.jsonl"), *unit]) == 1
    assert capsys.readouterr().err.endswith(" picture. Pen strokes are read by lenet read.\n")


def test_digits_come_one_way_only(tmp_path: Path) -> None:
    *ways, last = (" and ".join(options) for options in DATA_OPTIONS.values())
    with pytest.raises(SystemExit, match=f"one way only: {', '.join(ways)} or {last}$"):
        main(["evaluate", "--images", "a", "--labels", "b", "--pictures", str(tmp_path)])
