"""Exports beside the window; and what neither an export nor an import does on the window's thread."""

import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.digit_book import adding
from model.digits.datasets import read_pair
from model.my_digits import formats
from model.my_digits import store as digit_store
from model.my_digits.digit import MyDigit, as_json, new_digit
from model.my_digits.formats import read_jsonl
from tests.gui.conftest import settle
from tests.gui.my_digits.conftest import COUNT, LINE, change, window_of, words
from tests.model.hand import written


@pytest.mark.parametrize("name", ["mine.jsonl", "mine.jsonl.gz", "mine-images-idx3-ubyte"])
def test_digits_are_exported(controller: MyDigitsController, tmp_path: Path, qtbot: QtBot, name: str) -> None:
    change(qtbot, controller, *map(adding, written(2)))
    path = tmp_path / name
    with qtbot.waitSignal(controller.transfer.exported):
        controller.export_file(path)
        assert words(controller) == f"Exporting {name}: 0 %"
        controller.people.book.apply(adding(new_digit(3, LINE)))  # too late for the file
    assert words(controller) == f"Exported 21 digits to {name}."
    digits = controller.people.book.digits[:-1]
    if ".jsonl" in name:
        assert read_jsonl(path) == digits
    else:
        labels = read_pair(path, tmp_path / "mine-labels-idx1-ubyte").labels
        assert labels.tolist() == [digit.label for digit in digits]


def test_a_cancelled_export_leaves_the_file_as_it_was(
    controller: MyDigitsController, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(qtbot, controller, *map(adding, written(2)))
    path = tmp_path / "mine.jsonl"
    path.write_text("before")
    clicked = threading.Event()

    def slowly(digit: MyDigit) -> dict[str, object]:
        assert clicked.wait(60)
        return as_json(digit)

    monkeypatch.setattr(formats, "as_json", slowly)
    with qtbot.waitSignal(controller.transfer.cancelled):
        controller.export_file(path)
        window_of(controller).transfer_bar.cancel.click()
        clicked.set()
    assert words(controller) == "Cancelled; nothing was exported."
    assert path.read_text() == "before"
    with qtbot.waitSignal(controller.failed):
        controller.export_file(tmp_path / "no such folder" / "mine.jsonl")
    assert words(controller) == "mine.jsonl was not exported."


@pytest.mark.parametrize("name", ["digits.jsonl", "../exported-images-idx3-ubyte"])
def test_an_export_does_not_replace_what_the_program_keeps(
    controller: MyDigitsController, qtbot: QtBot, name: str
) -> None:
    folder = controller.people.book.folder
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert before
    with qtbot.waitSignal(controller.failed, timeout=60_000) as signal:
        controller.export_file(folder / name)
    assert "Choose another one" in str(signal.args)
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert not list(folder.parent.glob("*ubyte"))


def test_nothing_is_read_written_or_inked_on_the_windows_thread(
    controller: MyDigitsController, file: Path, qtbot: QtBot
) -> None:
    here: list[str] = []

    def noting(real: Callable[..., Any]) -> Callable[..., Any]:
        def note(*values: object) -> object:
            if threading.current_thread() is threading.main_thread():
                here.append(real.__name__)
            return real(*values)

        return note

    with ExitStack() as patches:
        for module, name in (
            (formats, "from_json"), (digit_store, "from_json"), (digit_store, "as_json"), (formats, "as_json"),
            (formats, "ink_of_drawing"), (os, "fsync"),
        ):  # fmt: skip
            patches.enter_context(patch.object(module, name, noting(getattr(module, name))))
        with qtbot.waitSignal(controller.transfer.imported):
            controller.import_file(file)
        for name in ("mine.jsonl", "mine.jsonl.gz", "mine-images-idx3-ubyte"):
            with qtbot.waitSignal(controller.transfer.exported):
                controller.export_file(file.with_name(name))
        settle(qtbot, controller)
    assert here == []
    assert len(controller.people.book.digits) == 1 + COUNT
