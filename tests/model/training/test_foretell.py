"""How long a run will take: what is counted, what is measured, and what is remembered. Times are not judged here."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from model.digits import reading
from model.digits.data_source import DataKind, DataSource
from model.digits.datasets import mnist_training
from model.digits.pictures import read_picture
from model.errors import DataError
from model.training import foretell
from model.training.foretell import Foreteller
from model.training.presets import DEFAULT, MODERN, PAPER_1998
from model.training.run import Run
from model.training.setup import Counts, OwnPart, RunSetup
from tests.model.samples import write_pair
from tests.model.strokes.hands import written_file

ONE = RunSetup(MODERN, threads=1)


@pytest.fixture
def foreteller(monkeypatch: pytest.MonkeyPatch) -> Foreteller:
    """Measures on little, so that it takes little."""
    monkeypatch.setattr(foretell, "MEASURED_ON", 1500)
    monkeypatch.setattr(foretell, "_LEAST_S", 0.0)
    return Foreteller()


def test_what_is_counted_is_what_a_run_has(foreteller: Foreteller, tmp_path: Path) -> None:
    strokes = (str(written_file(tmp_path)),)
    setup = RunSetup(replace(DEFAULT, held_out=100), DataSource(count=400, strokes=strokes), threads=1)
    facts = Run(setup).log.facts
    counts = foreteller.counts(setup)
    assert (counts.trained_on, counts.held_out) == (facts.trained_on, facts.held_out)
    assert counts.pen == pytest.approx(DEFAULT.pen_share * counts.trained_on, abs=1)
    assert counts.rubbish == pytest.approx(DEFAULT.rubbish_share * counts.trained_on, abs=1)


def test_own_digits_are_counted_as_often_as_they_are_shown(foreteller: Foreteller) -> None:
    beside = foreteller.counts(replace(ONE, own=OwnPart("Ada", 40, 0.1)))
    assert beside == Counts(58_000 + 161 * 40, 2000)
    alone = replace(ONE, config=replace(MODERN, held_out=8), own=OwnPart("Ada", 40))
    assert foreteller.counts(alone) == Counts(32, 8)


def test_files_are_counted_before_they_are_read(foreteller: Foreteller, tmp_path: Path) -> None:
    digits = mnist_training().subset(np.arange(50))
    pair = write_pair(tmp_path, digits, packed=True)
    config = replace(MODERN, held_out=10)
    setup = replace(ONE, config=config, data=DataSource(DataKind.IDX_PAIR, tuple(map(str, pair))))
    assert foreteller.counts(setup) == Counts(40, 10)
    for label in range(10):
        (tmp_path / "pictures" / str(label)).mkdir(parents=True)
        Image.fromarray(digits.images[label]).save(tmp_path / "pictures" / str(label) / "one.png")
    pictures = DataSource(DataKind.PICTURES, (str(tmp_path / "pictures"),))
    of_pictures = replace(ONE, config=replace(config, passes=1), data=pictures)
    assert foreteller.counts(of_pictures) == Counts(0, 10)
    assert foreteller.seconds(of_pictures) > 0
    with pytest.raises(DataError, match="nowhere"):
        foreteller.seconds(replace(setup, data=DataSource(DataKind.PICTURES, (str(tmp_path / "nowhere"),))))


def test_listing_a_large_folder_is_not_taken_for_reading_its_pictures(
    foreteller: Foreteller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0

    def slow(real: Callable[..., Any], takes: float) -> Callable[..., Any]:
        def called(*arguments: object) -> object:
            nonlocal now
            now += takes
            return real(*arguments)

        return called

    for position in range(40):
        (tmp_path / str(position % 10)).mkdir(exist_ok=True)
        Image.fromarray(mnist_training().images[position]).save(tmp_path / str(position % 10) / f"{position}.png")
    monkeypatch.setattr(foretell, "time", SimpleNamespace(perf_counter=lambda: now))
    monkeypatch.setattr(reading, "_picture_files", slow(reading._picture_files, 100))
    monkeypatch.setattr(reading, "read_picture", slow(read_picture, 5))
    data = DataSource(DataKind.PICTURES, (str(tmp_path),))
    setup = replace(ONE, config=replace(MODERN, held_out=10, passes=1), data=data)
    assert 40 * 5 < foreteller.seconds(setup) < 40 * 6
    before = now
    assert foreteller.seconds(replace(setup, config=replace(setup.config, passes=2, rate=1.0))) > 40 * 5
    assert now - before < 2 * 100 + 5  # listed, as it may have changed, but not read again


def test_what_is_wrong_with_labels_is_told_before_a_run_begins(foreteller: Foreteller, tmp_path: Path) -> None:
    """The preview shows nothing then, and sends the person to where the digits are chosen."""
    digits = mnist_training().subset(np.arange(50))
    pair = write_pair(tmp_path, replace(digits, labels=digits.labels + 10))
    setup = replace(ONE, config=replace(MODERN, held_out=10), data=DataSource(DataKind.IDX_PAIR, tuple(map(str, pair))))
    with pytest.raises(DataError, match="must be 0 to 9, not 15"):
        foreteller.seconds(setup)


def test_files_of_pen_strokes_that_are_none_are_told(foreteller: Foreteller, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("To whom it may concern\n")
    setup = RunSetup(replace(DEFAULT, held_out=100), DataSource(count=400, strokes=(str(notes),)), threads=1)
    with pytest.raises(DataError, match=r"notes\.txt: Line 1"):
        foreteller.seconds(setup)


def test_more_passes_digits_and_measuring_take_longer_and_nothing_is_measured_twice(foreteller: Foreteller) -> None:
    short = foreteller.seconds(replace(ONE, config=replace(MODERN, passes=10)))
    long = foreteller.seconds(replace(ONE, config=replace(MODERN, passes=20, seed=9, rate=1.0)))
    few = replace(ONE, config=replace(MODERN, passes=10), data=DataSource(count=30_000))
    watched = replace(ONE, config=replace(MODERN, passes=10), test_error=True)
    assert short * 1.5 < long < short * 2.0001
    assert foreteller.seconds(few) < 0.6 * short
    assert foreteller.seconds(watched) > short
    assert len(foreteller._costs) == 1
    foreteller.seconds(replace(ONE, config=replace(MODERN, batch_size=64)))
    assert len(foreteller._costs) == 2


@pytest.mark.parametrize("config", [PAPER_1998, DEFAULT], ids=["one pattern an update", "without its files"])
def test_every_preset_can_be_foretold(foreteller: Foreteller, config: object) -> None:
    assert isinstance(config, type(MODERN))
    assert foreteller.seconds(replace(ONE, config=config)) > 1
    (cost,) = foreteller._costs.values()
    if config is DEFAULT:  # no curvature before each pass
        assert cost.pass_ == 0
    assert (cost.drawn > 0) == (config is DEFAULT)


def test_measuring_can_be_broken_off_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    class Enough(Exception):
        pass

    left = 2

    def check() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Enough

    monkeypatch.setattr(foretell, "MEASURED_ON", 1500)
    foreteller, before = Foreteller(check), torch.get_num_threads()
    with pytest.raises(Enough):
        foreteller.seconds(ONE)
    assert torch.get_num_threads() == before
    left = 1000
    assert foreteller.seconds(ONE) > 0
