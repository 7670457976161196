"""Fields and frames: what lies in them leaves their edges alone, and those in a row are of one height."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.style.test_flat_style import pixels, shown


@pytest.mark.usefixtures("_scheme")
@pytest.mark.parametrize("kind", [QSpinBox, QLineEdit])
def test_a_disabled_field_is_of_one_colour_with_what_it_lies_on(
    qtbot: QtBot, kind: type[QAbstractSpinBox | QLineEdit]
) -> None:
    holder = QWidget()
    holder.setFixedHeight(60)
    field = kind(holder)
    field.setGeometry(10, 10, 120, field.sizeHint().height())
    field.setEnabled(False)
    shown(qtbot, holder, 160)
    inside = pixels(holder)[14 : field.height() + 6, 60:90].reshape(-1, 3)
    assert (inside == pixels(holder)[2, 2]).all()


@pytest.mark.usefixtures("_scheme")
def test_the_corners_of_a_list_are_round(qtbot: QtBot) -> None:
    holder = QWidget()
    holder.setFixedHeight(80)
    frame = QListWidget(holder)
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frame.setGeometry(10, 10, 120, 60)
    shown(qtbot, holder, 140)
    seen = pixels(holder)
    assert np.abs(seen[40, 60] - seen[2, 2]).max() >= 8
    for y in (10, 69):
        for x in (10, 129):
            assert np.abs(seen[y, x] - seen[2, 2]).max() < 8


def test_fields_and_buttons_that_stand_side_by_side_are_of_one_height(qtbot: QtBot) -> None:
    heights = set()
    for kind in (QPushButton, QToolButton, QComboBox, QSpinBox, QLineEdit):
        widget = kind()
        if isinstance(widget, QPushButton | QToolButton):
            widget.setText("text")
        qtbot.addWidget(widget)
        heights.add(widget.sizeHint().height())
    assert len(heights) == 1
