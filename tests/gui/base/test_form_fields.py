"""Fields of forms."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from lenet_gui.base.form_fields import Combo, ExactSpinBox
from lenet_gui.training.forms.fields import DecadesSpinBox

TEXT = "The best: pass 11, 0.15 % of the digits held out misread"


@pytest.mark.parametrize(("width", "whole"), [(180, False), (900, True)])
def test_what_does_not_fit_into_a_list_ends_in_dots(qtbot: QtBot, width: int, whole: bool) -> None:
    combo = Combo()
    qtbot.addWidget(combo)
    combo.addItem(TEXT)
    combo.resize(width, combo.sizeHint().height())
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    assert (option.currentText == TEXT) == whole
    assert option.currentText.endswith("…") != whole
    assert combo.currentText() == TEXT


@pytest.mark.parametrize(
    "box", [lambda: ExactSpinBox((0.01, 100.0), decimals=3), lambda: DecadesSpinBox((0.01, 100.0))]
)
@pytest.mark.parametrize("language", ["C", "en_US", "de_DE"])
@pytest.mark.parametrize("text", ["0,5", "0.5", "0,500"])
def test_either_decimal_sign_is_understood(
    qtbot: QtBot, box: Callable[[], ExactSpinBox], language: str, text: str
) -> None:
    field = box()
    qtbot.addWidget(field)
    field.setLocale(QLocale(language))
    field.set_exact(1.0)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.exact == 0.5
