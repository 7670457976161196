"""Training curves as files: tables, pictures and drawings that can be read back."""

import csv
import xml.etree.ElementTree as ElementTree
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.training.curves.curves_view import CurvesView
from lenet_gui.training.curves.figures import FIGURES
from lenet_gui.training.curves.shown import Compared
from model.training.progress import PassResult
from tests.gui.training.curves.curve_driving import result, settle


def save(curves: CurvesView, path: Path) -> None:
    path.write_bytes(curves.content(path.suffix.lower()))


def test_every_figure_of_a_pass_is_told_and_saved() -> None:
    measured = {each.name for each in fields(PassResult)} - {"number", "held_out"}
    assert {figure.name for figure in FIGURES} == measured | {"held_out_error_percent"}


def test_the_table_holds_the_figures(curves: CurvesView, tmp_path: Path) -> None:
    curves.start("a run", 2)
    curves.show_passes([result(2), result(1, errors=None)])
    save(curves, tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        "pass",
        "training_loss",
        "training_error_percent",
        "held_out_error_percent",
        "test_error_percent",
        "rate",
        "seconds",
    ]
    assert [row["pass"] for row in rows] == ["1", "2"]
    assert [row["held_out_error_percent"] for row in rows] == ["", "2.0"]
    assert float(rows[1]["training_loss"]) == 2.5


def test_the_table_names_the_runs_when_there_are_two(curves: CurvesView, tmp_path: Path) -> None:
    curves.start('new, "better"', 1)
    curves.show_passes([result(1)])
    curves.overlay(Compared("old", "alt ä", [result(1), result(2)]))
    save(curves, tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["run"], row["pass"]) for row in rows] == [('new, "better"', "1"), ("alt ä", "1"), ("alt ä", "2")]


def test_the_picture_shows_the_curves(curves: CurvesView, tmp_path: Path) -> None:
    curves.show_passes([result(number) for number in range(1, 6)])
    settle(curves)
    save(curves, tmp_path / "run.PNG")
    image = QImage(str(tmp_path / "run.PNG"))
    assert image.width() >= 1000
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 10


def test_the_drawing_holds_all_three_plots(curves: CurvesView, tmp_path: Path) -> None:
    curves.show_passes([result(number) for number in range(1, 6)])
    settle(curves)
    save(curves, tmp_path / "run.svg")
    root = ElementTree.parse(tmp_path / "run.svg").getroot()
    assert root.tag.endswith("svg")
    texts = {"".join(element.itertext()).strip() for element in root.iter() if element.tag.endswith("text")}
    assert {"loss", "error in %", "rate", "pass"} <= texts
    assert {"1", "5"} <= texts  # the axis of passes
    assert any(element.tag.endswith(("polyline", "path")) for element in root.iter())
    assert not any(element.tag.endswith("image") for element in root.iter())


@pytest.mark.parametrize("kept", ["never shown", "behind a tab", "shown once"])
def test_a_hidden_view_is_saved_like_a_shown_one(qtbot: QtBot, qapp: QApplication, tmp_path: Path, kept: str) -> None:
    ColourScheme(qapp).choose("light")
    curves, tabs = CurvesView(), QTabWidget()
    qtbot.addWidget(tabs)
    if kept == "never shown":
        qtbot.addWidget(curves)
    else:
        tabs.addTab(QWidget(), "other")
        tabs.addTab(curves, "curves")
        tabs.resize(400, 300)
        with qtbot.waitExposed(tabs):
            tabs.show()
        tabs.setCurrentIndex(1 if kept == "shown once" else 0)
        QApplication.processEvents()
        tabs.setCurrentIndex(0)
    curves.start("a run", 5)
    curves.show_passes([result(number) for number in range(1, 6)])
    for suffix in ("png", "svg"):
        save(curves, tmp_path / f"hidden.{suffix}")

    shown = CurvesView()
    qtbot.addWidget(shown)
    shown.start("a run", 5)
    shown.show_passes([result(number) for number in range(1, 6)])
    QApplication.processEvents()
    shown._plots.setFixedSize(800, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    settle(shown)
    for suffix in ("png", "svg"):
        save(shown, tmp_path / f"shown.{suffix}")
    assert QImage(str(tmp_path / "hidden.png")) == QImage(str(tmp_path / "shown.png"))
    assert (tmp_path / "hidden.svg").read_bytes() == (tmp_path / "shown.svg").read_bytes()


def test_saving_a_hidden_view_leaves_it_as_it_is_when_shown(curves: CurvesView, tmp_path: Path) -> None:
    curves.show_passes([result(number) for number in range(1, 6)])
    before = settle(curves)
    curves.hide()
    save(curves, tmp_path / "run.png")
    curves.show()
    assert settle(curves) == before


@pytest.mark.parametrize("suffix", [".jpg", ""])
def test_another_suffix_is_refused(curves: CurvesView, suffix: str) -> None:
    with pytest.raises(ValueError, match="csv"):
        curves.content(suffix)
