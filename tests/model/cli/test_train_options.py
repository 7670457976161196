"""The options of ``lenet train``: one for each setting, with its range and its words."""

import argparse
import re
import shlex
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from model.cli import train
from model.cli.main import main
from model.cli.options import DATA_OPTIONS
from model.cli.train_options import NEW, OF_STROKES, add_options, refuse_without_effect
from model.digits.data_source import DataKind
from model.digits.distortion import Distortion
from model.settings import settings_of
from model.strokes.marks import scribble
from model.strokes.rubbish import RubbishMaker, RubbishMix
from model.training.presets import PRESETS
from model.training.recipes import TrainingConfig
from tests.test_docs import DOCUMENTS


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return parser


@pytest.mark.parametrize("kind", [TrainingConfig, Distortion])
def test_every_setting_has_its_option(
    parser: argparse.ArgumentParser, kind: type[TrainingConfig] | type[Distortion]
) -> None:
    said = " ".join(parser.format_help().split())
    options = {text for action in parser._actions for text in action.option_strings}
    names = {each.name for each in fields(kind)} - {"distortion", "rubbish_mix"}
    assert {f"--{name.replace('_', '-')}" for name in names} <= options
    for setting in settings_of(kind).values():
        assert setting.text in said.replace("- ", "-") or setting.text in said


def test_every_source_of_digits_has_an_option_for_each_of_its_paths() -> None:
    assert {kind: len(options) for kind, options in DATA_OPTIONS.items()} == {
        kind: kind.path_count for kind in DataKind if kind is not DataKind.MNIST
    }


def test_help_gives_ranges_and_when_an_option_counts(parser: argparse.ArgumentParser) -> None:
    said = " ".join(parser.format_help().split())
    assert "Only with --optimizer sgd, adamw or soap. (0 to 1)" in said
    assert "(1 to 60,000)" in said
    assert "30 % of the run" in said


def test_help_says_what_each_preset_is_and_how_many_passes_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    said = capsys.readouterr().out
    for name, preset in PRESETS.items():
        assert re.search(rf"^ +{name}: {preset.passes} passes, \w", said, re.MULTILINE), name
    assert "(default: modern)" in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("--preset minute --momentum 0.5 --mu 3", "--momentum has an effect only with --optimizer sgd; * uses soap"),
        ("--mu 0.02", "--mu has an effect only with --optimizer sdlm; this run uses adamw"),
        (
            "--preset paper --weight-decay 0",
            "--weight-decay has an effect only with --optimizer sgd, adamw or soap; * uses sdlm",
        ),
        ("--loss mse --rubbish-j 8", "--rubbish-j has an effect only with --loss map; this run uses mse"),
        (
            "--preset default --loss mse --rubbish-share 0.1",
            "--rubbish-share has an effect only with --loss map; * uses mse",
        ),
        (
            "--preset default --loss mse --rubbish-mark 1",
            "--rubbish-mark has an effect only with --loss map; * uses mse",
        ),
        (
            "--rubbish-letter 0.5",
            "--rubbish-letter has an effect only with --rubbish-share above 0; this run has no rubbish",
        ),
        ("--rubbish a.jsonl", "--rubbish has an effect only with --rubbish-share above 0; this run has no rubbish"),
        ("--pen a.jsonl", "--pen has an effect only with --pen-share or --rubbish-share above 0; this run has neither"),
        ("--pen-field in-row", "--pen-field has an effect only with --pen-share or --rubbish-share above 0; * neither"),
        (
            "--rubbish-share 0.2 --rubbish-letter 0.5",
            "--rubbish-letter has an effect only with --pen or --rubbish; this run has no file of pen strokes",
        ),
        ("--rubbish-share 0.2 --pen-field in-row", "--pen-field has an effect only with --pen or --rubbish; *"),
        (
            "--preset paper --split-seed 5",
            "--split-seed has an effect only with --held-out above 0 or with --count; this run trains on all digits",
        ),
        (
            "--start mnist --squashing tanh",
            "--squashing has an effect only without --start; those weights come with theirs",
        ),
        ("--preset paper --best", "--best has an effect only with --held-out above 0; this run holds no digits out"),
    ],
)
def test_an_option_without_effect_is_refused(tmp_path: Path, asked: str, said: str) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["train", "--out", str(tmp_path / "x.safetensors"), *asked.split()])
    assert re.fullmatch(re.escape(f"lenet: {said}").replace(r"\*", ".*"), str(refused.value))
    assert not list(tmp_path.iterdir())


def _commands() -> list[str]:
    """Every ``lenet train`` of the documents, on one line and without its comment."""
    texts = [document.read_text(encoding="utf-8").replace("\\\n", " ") for document in DOCUMENTS]
    pattern = re.compile(r"^    lenet train (.*)$|`lenet train (--[^`]*--out [^`]*)`", re.MULTILINE)
    commands = [shown or named for text in texts for shown, named in pattern.findall(text)]
    return [" ".join(command.partition("#")[0].split()) for command in commands]


@pytest.mark.parametrize("command", _commands())
def test_commands_of_the_documents_have_no_option_without_effect(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("--threads", type=int)
    arguments = parser.parse_args(shlex.split(command))
    if not arguments.resume:
        refuse_without_effect(arguments, train._setup(arguments, None, NEW))


def test_kinds_of_rubbish_that_need_strokes_are_named() -> None:
    """Without any, the maker leaves exactly these out."""
    pictures = np.ones((2, 28, 28), dtype=np.uint8)
    for kind in fields(RubbishMix):
        mix = RubbishMix(**{each.name: float(each.name == kind.name) for each in fields(RubbishMix)})
        made = RubbishMaker(mix, (), (), pictures)._makers
        assert (made == [scribble] and kind.name != "scribble") == (kind.name in OF_STROKES)
