"""The options of ``lenet train``: one for each setting, with its range and its words."""

import argparse
from dataclasses import fields

import pytest

from model.cli.options import DATA_OPTIONS
from model.cli.train_options import add_options
from model.digits.data_source import DataKind
from model.digits.distortion import Distortion
from model.settings import settings_of
from model.training.recipes import TrainingConfig


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
    assert "Only with sgd or adamw. (0 to 1)" in said
    assert "(1 to 60,000)" in said
    assert "30 % of the run" in said
