"""The strengths and their preview: exact values, slider and box in step, one wish for a preview after many changes."""

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.training.forms.pattern_preview import PatternPreview
from lenet_gui.training.forms.strengths_form import StrengthsForm
from lenet_gui.workers.training_preview import PREVIEWS
from model.digits.distortion import Distortion
from model.settings import limits_of
from model.training.presets import MODERN

DISTORTIONS = st.builds(Distortion, **{name: st.floats(*ends) for name, ends in limits_of(Distortion).items()})
RARELY = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def form(qtbot: QtBot) -> StrengthsForm[Distortion]:
    form = StrengthsForm(Distortion, "Some digits", "Others")
    qtbot.addWidget(form)
    form.resize(330, 700)
    form.show()
    return form


@RARELY
@given(DISTORTIONS)
def test_what_is_set_comes_back_exactly(form: StrengthsForm[Distortion], distortion: Distortion) -> None:
    form.set_values(distortion)
    assert form.values == distortion


def test_fractions_are_shown_in_percent(form: StrengthsForm[Distortion]) -> None:
    form.set_values(MODERN.distortion)
    shown = {name: strength.box.text() for name, strength in form.strengths.items()}
    assert shown["shear"] == "14.0 %"
    assert shown["shift_px"] == "1.40 px"
    assert shown["rotation_degrees"] == "10.0°"


def test_every_strength_has_its_row_up_to_its_limit(form: StrengthsForm[Distortion]) -> None:
    assert set(form.strengths) == {field.name for field in fields(Distortion)}
    for name, strength in form.strengths.items():
        QTest.keyClick(strength.slider, Qt.Key.Key_End)
        assert getattr(form.values, name) == limits_of(Distortion)[name][1]
        assert strength.box.value() == strength.box.maximum()
        assert strength.slider.toolTip()
        assert strength.slider.accessibleName()
        assert strength.box.accessibleName() != strength.slider.accessibleName()
    assert {label.buddy() for label in form.findChildren(QLabel)} == {s.slider for s in form.strengths.values()}


def test_slider_and_box_move_together(qtbot: QtBot, form: StrengthsForm[Distortion]) -> None:
    shear = form.strengths["shear"]
    for _ in range(14):
        QTest.keyClick(shear.slider, Qt.Key.Key_Right)
    assert form.values == Distortion(shear=0.14)
    assert shear.box.value() == 14
    shear.box.selectAll()
    QTest.keyClicks(shear.box, "37.5")
    with qtbot.waitSignal(form.changed):
        QTest.keyClick(shear.box, Qt.Key.Key_Return)
    assert form.values == Distortion(shear=0.375)
    assert shear.slider.value() == 38


def test_many_changes_in_a_row_want_one_preview(qtbot: QtBot, form: StrengthsForm[Distortion]) -> None:
    wanted: list[Distortion] = []
    changes: list[None] = []
    form.preview_wanted.connect(lambda: wanted.append(form.values))
    form.changed.connect(lambda: changes.append(None))
    with qtbot.waitSignal(form.preview_wanted):
        for _ in range(5):
            QTest.keyClick(form.strengths["shift_px"].slider, Qt.Key.Key_Right)
        form.set_values(Distortion(shift_px=2.0, squeeze=0.25))
        assert not wanted
    assert wanted == [Distortion(shift_px=2.0, squeeze=0.25)]
    assert len(changes) == 6


def test_setting_what_is_there_says_nothing(qtbot: QtBot, form: StrengthsForm[Distortion]) -> None:
    form.set_values(MODERN.distortion)
    with qtbot.assertNotEmitted(form.changed):
        form.set_values(MODERN.distortion)


def test_other_digits_are_asked_for(qtbot: QtBot, form: StrengthsForm[Distortion]) -> None:
    with qtbot.waitSignal(form.preview_wanted):
        QTest.mouseClick(form.other_digits, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("dark", [False, True])
def test_the_preview_is_crisp_ink_on_paper(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    before = qapp.palette()
    preview = PatternPreview()
    qtbot.addWidget(preview)
    preview.resize(330, preview.heightForWidth(330))
    preview.show_inks(np.linspace(0, 1, 3 * 1024, dtype=np.float32).reshape(3, 32, 32))
    preview.show()
    preview.grab()
    qapp.setPalette(theme.application_palette(dark))
    try:
        qtbot.waitUntil(lambda: theme.is_dark(preview.palette()) == dark)
        image = preview.grab().toImage()
    finally:
        qapp.setPalette(before)
    table = theme.ink_table(dark)
    for index, row, column in ((0, 4, 4), (1, 16, 30), (2, 30, 9)):
        cell = preview.cell_rect(index)
        unit = cell.width() / 32
        step = int((index * 1024 + row * 32 + column) / (3 * 1024 - 1) * 255 + 0.5)
        for dx, dy in ((0.25, 0.25), (0.75, 0.75)):
            at = QPoint(int(cell.left() + (column + dx) * unit), int(cell.top() + (row + dy) * unit))
            assert image.pixelColor(at).rgb() == QColor.fromRgb(int(table[step]) & 0xFFFFFF).rgb()


def fields_of(count: int) -> np.ndarray:
    return np.zeros((count, 32, 32), dtype=np.float32)


@pytest.mark.parametrize("count", [24, 10, 3])
def test_the_preview_fills_the_width_with_full_rows_and_no_holes(qtbot: QtBot, count: int) -> None:
    preview = PatternPreview()
    qtbot.addWidget(preview)
    preview.show_inks(fields_of(count))
    for width in range(80, 1700, 7):
        preview.resize(width, preview.heightForWidth(width))
        shown, columns = preview.shown(width), preview.columns(width)
        assert shown % columns == 0
        assert 0.75 * count <= shown <= count
        cells = [preview.cell_rect(index) for index in range(shown)]
        assert all(preview.rect().contains(cell.toRect().adjusted(-1, -1, 1, 1)) for cell in cells)  # and its line
        gaps = [b.left() - a.right() for a, b in pairwise(cells[:columns])]
        gaps += [b.top() - a.bottom() for a, b in pairwise(cells[::columns])]
        assert all(0 < gap <= 21 for gap in gaps)  # a place is rounded to a pixel
        if count == 24 and width > 330:
            assert width - max(cell.right() for cell in cells) < cells[0].width()
    for few, more in pairwise((100, 330, 500)):
        assert preview.columns(few) < preview.columns(more) or count < 24


def test_the_digits_of_the_preview_grow(qtbot: QtBot) -> None:
    preview = PatternPreview()
    qtbot.addWidget(preview)
    sides = []
    for width in (580, 760, 1100, 1340, 1660):
        preview.resize(width, preview.heightForWidth(width))
        sides.append(preview.cell_rect(0).width())
    assert sides == sorted(sides)
    assert sides[-1] == 2 * sides[0]


def test_nothing_moves_when_the_digits_come(qtbot: QtBot) -> None:
    preview = PatternPreview()
    qtbot.addWidget(preview)
    for width in (330, 760, 1100):
        before = PatternPreview().heightForWidth(width)
        preview.show_inks(fields_of(PREVIEWS))
        assert preview.heightForWidth(width) == before


@pytest.mark.parametrize("dark", [False, True])
def test_a_slider_that_is_switched_off_has_no_colour(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    before = qapp.palette()
    qapp.setPalette(theme.application_palette(dark))
    try:
        form = StrengthsForm(Distortion, "Some digits", "Others")
        qtbot.addWidget(form)
        form.set_values(Distortion(squeeze=0.5))
        slider = form.strengths["squeeze"].slider
        form.resize(400, 700)
        form.show()
        most = []
        for enabled in (True, False):
            form.setEnabled(enabled)
            image = slider.grab().toImage()
            colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
            most.append(max(colour.saturationF() * colour.valueF() for colour in colours))
    finally:
        qapp.setPalette(before)
    assert most[1] < 0.25 < most[0]


def test_beside_the_strengths_the_preview_is_short(form: StrengthsForm[Distortion]) -> None:
    for width in (330, 394, 600):
        form.resize(width, 900)
        assert form.preview.shown(width) // form.preview.columns(width) <= 3
