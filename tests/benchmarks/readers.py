"""What ``fuzz.py`` damages: for each kind of file some good ones, and how the program reads them.

What reads them is imported for its own kind only, so that the memory that is measured is that of reading.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from model.digits.drawing import Drawing, Stroke
from model.errors import FileError
from model.my_digits.digit import MyDigit, new_digit

Files = dict[str, bytes]
"""Files that belong together, by name."""
Reader = Callable[[Path], object]
"""Reads these files in a folder; a FileError is a clear answer, every other exception is a fault."""
Kind = tuple[Callable[[], Iterator[Files]], Reader]
"""What makes good files of a kind, and what reads them."""


def drawn(count: int) -> list[MyDigit]:
    """So many digits of two random strokes."""
    points = np.random.default_rng(count).random((count, 2, 12, 2)).tolist()
    strokes = ([Stroke(tuple((x, y) for x, y in line), 0.06) for line in digit] for digit in points)
    return [new_digit(at % 10, Drawing(tuple(each))) for at, each in enumerate(strokes)]


def files_in(folder: Path) -> Files:
    """All files of a folder but locks."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def weights(_folder: Path) -> Kind:
    """A digit is read with them."""
    from safetensors import safe_open
    from safetensors.numpy import save

    from model.assets import shipped_weights
    from model.cli.recognise import answer_figures
    from model.digits.datasets import mnist_test
    from model.network.recognise import recognise
    from model.network.weights import load_weights

    ink = mnist_test().subset(slice(0, 1)).fields()[0].astype(np.float32) / 255

    def read(folder: Path) -> None:
        path = folder / "w.safetensors"
        parameters, info = load_weights(path)
        json.dumps(info.origin.to_json())
        json.dumps(answer_figures(path, recognise(parameters, ink, info.rejection)), allow_nan=False)

    def good() -> Iterator[Files]:
        yield {"w.safetensors": shipped_weights().read_bytes()}
        # Without the checksum, values are read that it would refuse.
        with safe_open(shipped_weights(), framework="numpy") as file:
            metadata = {key: value for key, value in file.metadata().items() if key != "checksum"}
        yield {"w.safetensors": save(load_weights(shipped_weights())[0].named(), metadata)}

    return good, read


def idx(folder: Path) -> Kind:
    """Pairs of images and labels, packed and not."""
    from model.digits.datasets import Digits, read_pair
    from model.my_digits.formats import inks, labels
    from tests.model.samples import write_pair

    def good() -> Iterator[Files]:
        digits = drawn(30)
        pictures = np.rint(inks(digits) * 255).astype(np.uint8)
        for edge, packed in ((2, False), (0, True)):
            size = 32 - edge
            some = Digits(pictures[:, edge:size, edge:size], labels(digits))
            images, of_labels = write_pair(folder, some, packed)
            yield {"images": images.read_bytes(), "labels": of_labels.read_bytes()}

    return good, lambda folder: read_pair(folder / "images", folder / "labels").fields()


def pictures(folder: Path) -> Kind:
    """Of each format and mode."""
    from PIL import Image

    from model.digits.datasets import mnist_test
    from model.digits.pictures import read_picture
    from model.digits.preprocess import ink_of_picture

    def good() -> Iterator[Files]:
        grey = Image.fromarray(255 - np.pad(mnist_test().images[0], 8)).resize((120, 90))
        exif = Image.Exif()
        exif[0x0112], exif[0x010E] = 6, "a digit"
        deep = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
        for kind, modes in {
            "PNG": "1 L P RGB RGBA LA I;16",
            "JPEG": "L RGB CMYK",
            "WEBP": "L RGB RGBA",
            "TIFF": "1 L P RGB RGBA LA CMYK I;16 F",
            "BMP": "1 L P RGB",
        }.items():
            for mode in modes.split():
                picture = deep if mode == "I;16" else grey.convert(mode)
                picture.save(folder / "p", kind, **({} if kind == "BMP" else {"exif": exif}))
                yield {"p": (folder / "p").read_bytes()}

    def read(folder: Path) -> None:
        ink = read_picture(folder / "p")
        for normalise in (True, False):
            assert np.isfinite(ink_of_picture(ink, normalise)).all()

    return good, read


def strokes(folder: Path) -> Kind:
    """Files of drawn digits, packed and not: they are drawn, written and read again."""
    from model.my_digits.formats import inks, read_jsonl
    from tests.model.samples import write_jsonl

    def good() -> Iterator[Files]:
        foreign = {"label": 7, "strokes": [[[0, 0], [400, 0], [100, 500]], [[150, 200], [300, 200]]], "width": [1, 2]}
        yield {"d": json.dumps(foreign).encode()}
        for name in ("d.jsonl", "d.jsonl.gz"):
            write_jsonl(folder / name, drawn(10))
            yield {"d": (folder / name).read_bytes()}

    def read(folder: Path) -> None:
        digits = read_jsonl(folder / "d")
        assert np.isfinite(inks(digits[:20])).all()
        write_jsonl(folder / "d", digits)
        assert read_jsonl(folder / "d") == digits

    return good, read


def journals(folder: Path) -> Kind:
    """A person's profile and digits: one more can be added, and all that could be read are still there."""
    from model.my_digits.people import Profiles

    (more,) = drawn(1)

    def good() -> Iterator[Files]:
        store = Profiles(folder / "people").store("me")
        digits = store.add_all(drawn(10))
        store.relabel({digits[0].key: 3, digits[1].key: 4})
        store.remove(digits[2].key, digits[3].key)
        store.restore(digits[2].key)
        yield files_in(folder)

    def read(folder: Path) -> None:
        people = Profiles(folder / "people")
        name = people.names()[0]
        before = people.store(name).digits
        people.store(name).add_all([more])
        people.set_taught_in_use(name, True)
        assert people.names()[0] == name
        # Damaged keys and times are made anew at each reading.
        after = [(digit.label, digit.drawing) for digit in people.store(name).digits]
        assert after == [(digit.label, digit.drawing) for digit in (*before, more)]

    return good, read


def checkpoints(folder: Path) -> Kind:
    """The run is resumed and makes two updates."""
    from model.training.loop import TrainingError
    from model.training.own_digits import OwnSource
    from model.training.presets import PAPER_1998
    from model.training.recipes import Optimizer
    from model.training.run import Run
    from tests.model.short_runs import BRIEF, after, setup_of

    def good() -> Iterator[Files]:
        path = folder / "run.checkpoint"
        modern = replace(BRIEF, held_out=20)
        sdlm = replace(PAPER_1998, passes=3, batch_size=32)
        own = OwnSource.of("Ada", drawn(30)).read()
        configs = (modern, replace(modern, optimizer=Optimizer.SGD), sdlm)
        for config, theirs in (*((config, None) for config in configs), (replace(BRIEF, held_out=5), own)):
            after(Run(setup_of(config, 100), path, own=theirs), passes=1)
            yield files_in(folder)

    def read(folder: Path) -> None:
        path = folder / "run.checkpoint"
        try:
            for _ in islice(Run.resume(path).go(), 2):
                pass
        except TrainingError as error:
            raise FileError(path, str(error)) from error

    return good, read


def logs(folder: Path) -> Kind:
    """They are read, and written as they were read."""
    from model.digits.evaluation import evaluation_of
    from model.network.weights_info import OwnDigitsFacts, RunFacts
    from model.training.log import TrainingLog, load_log, save_log
    from model.training.presets import MODERN
    from model.training.progress import PassResult
    from model.training.setup import RunSetup

    def good() -> Iterator[Files]:
        right, read_as = np.random.default_rng(1).integers(0, 10, (2, 50))
        held_out = evaluation_of(read_as, right.astype(np.uint8))
        passes = tuple(PassResult(number, 1 / number, 50.0, 1e-3, 2.5, held_out) for number in (1, 2, 3))
        facts = RunFacts("MNIST", "0" * 32, OwnDigitsFacts("Ada", 30, 0.1), 60_000, 50, "2026-01-02T03:04:05+00:00")
        save_log(TrainingLog(RunSetup(MODERN), facts, passes), folder / "w.training.json")
        yield files_in(folder)

    def read(folder: Path) -> None:
        path = folder / "w.training.json"
        log = load_log(path)
        save_log(log, path)
        assert load_log(path).as_json() == log.as_json()

    return good, read


def settings(folder: Path) -> Kind:
    """The main window is built with them."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QEvent, QSettings

    from lenet_gui.app import build_window, make_application
    from lenet_gui.base.settings import Settings

    application = make_application()

    def read(folder: Path) -> None:
        kept = Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
        for key, value in (("profile", "me"), ("colour_map", "grey"), ("scheme", "dark")):
            kept.keep(key, kept.text_of(key, value))
        window = build_window(application, folder, kept)
        window.close()
        window.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def good() -> Iterator[Files]:
        read(folder)
        yield files_in(folder)

    return good, read


KINDS = {make.__name__: make for make in (weights, idx, pictures, strokes, journals, logs, checkpoints, settings)}
