"""Fields of forms."""

import pytest
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from lenet_gui.base.form_fields import Combo

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
