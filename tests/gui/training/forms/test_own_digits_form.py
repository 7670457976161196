"""Own digits in the form: offered by name, counted, and refused with a reason."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.training.forms.digits_kind import DigitsKind
from lenet_gui.training.forms.setup_form import SetupForm
from model.digits.data_source import DataSource
from model.training.presets import MODERN, PAPER_1998
from model.training.setup import OwnPart, RunSetup
from tests.gui.training.driving import (
    choose_digits,
    type_into,
)
from tests.model.hand import written

ADA = written(4)


@pytest.fixture
def form(qtbot: QtBot) -> SetupForm:
    form = SetupForm((("cpu", "Processor"),))
    qtbot.addWidget(form)
    form.resize(340, 560)
    form.show()
    form.follow_recipe(MODERN)
    return form


def labels_of_ada(count: int = 40) -> tuple[int, ...]:
    return tuple(digit.label for digit in ADA[:count])


def test_they_are_offered_by_name(form: SetupForm) -> None:
    form.show_own("Ada", labels_of_ada(), "")
    texts = [form.data_kind.itemText(row) for row in range(form.data_kind.count())]
    assert texts[1:3] == ["Ada's digits", "MNIST and Ada's digits"]
    form.show_own("me", (), "")
    assert form.data_kind.itemText(1) == "My digits"
    assert form.data_kind.itemText(2) == "MNIST and my digits"
    form.show_own("x" * 100, (), "")
    assert len(form.data_kind.itemText(1)) < 50


def test_alone_it_is_said_how_many_are_trained_on_and_held_out(form: SetupForm) -> None:
    form.show_own("Ada", labels_of_ada(), "")
    choose_digits(form, DigitsKind.OWN)
    assert form.own_rows.summary.text() == "Own digits: 40, of which 32 to train on and 8 held out."
    assert "8 held out" in form.data_kind.accessibleDescription()
    assert form.own == OwnPart("Ada", 40)
    assert form.setup(MODERN) == RunSetup(replace(MODERN, held_out=8), own=form.own)
    form.follow_recipe(PAPER_1998)
    assert "40 to train on and 0 held out" in form.own_rows.summary.text()
    assert form.setup(PAPER_1998).config == PAPER_1998
    form.show_own("Ada", (1, 2, 1, 2, 3, 3), "")
    assert "Missing: 0, 4, 5, 6, 7, 8, 9." in form.own_rows.summary.text()
    assert form.problem == ""


def test_beside_mnist_it_is_said_what_a_pass_has(qtbot: QtBot, form: SetupForm) -> None:
    form.show_own("Ada", labels_of_ada(), "")
    choose_digits(form, DigitsKind.BESIDE_MNIST)
    assert form.own == OwnPart("Ada", 40, 0.1)
    summary = form.own_rows.summary
    assert "58,000 digits of MNIST once and own ones (40) 161 times each: 64,440 in all" in summary.text()
    assert "Held out: 2,000 of MNIST, none of the own." in summary.text()
    assert form.setup(MODERN) == RunSetup(MODERN, own=form.own)
    with qtbot.waitSignal(form.changed):
        type_into(form.own_rows.share, "25")
    assert form.own == OwnPart("Ada", 40, 0.25)
    assert "(40) 483 times each" in summary.text()
    QTest.keyClick(form.count, Qt.Key.Key_Up)
    form.follow_recipe(replace(MODERN, held_out=200))
    assert "800 digits of MNIST once and own ones (40) 7 times each: 1,080 in all" in summary.text()
    assert form.data == DataSource(count=1000)


def test_a_share_is_from_1_to_50_percent(form: SetupForm) -> None:
    choose_digits(form, DigitsKind.BESIDE_MNIST)
    for key, share in ((Qt.Key.Key_Up, 0.5), (Qt.Key.Key_Down, 0.01)):
        for _ in range(60):
            QTest.keyClick(form.own_rows.share, key)
        assert form.own_rows.share.exact == pytest.approx(share)


def test_what_is_wrong_is_said_before_anything_starts(form: SetupForm) -> None:
    for kind in (DigitsKind.OWN, DigitsKind.BESIDE_MNIST):
        choose_digits(form, kind)
        form.show_own("Ada", (), "")
        assert "no own digits yet" in form.problem
        assert form.own_rows.summary.text() == form.problem
        form.show_own("Ada", (), "The folder is gone.")
        assert form.own_rows.summary.text() == form.problem == "The folder is gone."
    form.show_own("Ada", (1, 2, 3, 4), "")
    assert form.problem == ""
    choose_digits(form, DigitsKind.OWN)
    assert "4 digits are too few to hold any out: draw 5 or more" in form.problem
    form.follow_recipe(replace(MODERN, held_out=0))
    assert form.problem == ""
    form.show_own("Ada", (), "")
    choose_digits(form, DigitsKind.MNIST)
    assert form.problem == ""
    assert form.own is None


@pytest.mark.parametrize("own", [OwnPart("Ada", 40), OwnPart("Ada", 40, 0.37)])
def test_what_is_set_comes_back(form: SetupForm, own: OwnPart) -> None:
    form.show_own("Ada", labels_of_ada(), "")
    setup = RunSetup(replace(MODERN, held_out=8), own=own)
    form.set_setup(setup)
    assert form.setup(setup.config) == setup
    form.set_setup(RunSetup(MODERN))
    assert form.own is None


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("kind", [DigitsKind.OWN, DigitsKind.BESIDE_MNIST])
def test_nothing_is_cut_off_in_large_text(qapp: QApplication, form: SetupForm, factor: float, kind: DigitsKind) -> None:
    font = form.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    form.setFont(font)
    form.show_own("Ada", (1, 2, 1, 2, 3, 3), "")
    choose_digits(form, kind)
    # It can be scrolled: it is as high as it needs to be.
    layout = form.layout()
    assert layout is not None
    form.resize(form.width(), max(form.height(), layout.heightForWidth(form.width())))
    qapp.processEvents()
    summary = form.own_rows.summary
    assert summary.isVisible()
    assert summary.height() >= summary.heightForWidth(summary.width())
    for widget in form.findChildren(QWidget):
        part_of_another = widget.objectName().startswith("qt_")
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not part_of_another:
            assert widget.height() >= widget.minimumSizeHint().height()
