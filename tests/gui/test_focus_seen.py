"""The focus is seen: what has it differs from what has not by as much contrast as shapes need."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from tests.gui.conftest import AnswerOf
from tests.gui.states import bring_to, open_beside
from tests.gui.test_tab_order import can_have_focus
from tests.screenshots import press

_LEAST_CONTRAST = 3
"""Of a state that must be seen (WCAG 2, 1.4.11)."""
_LEAST_PIXELS = 20
"""About a line below a short word."""


def luminance_of(widget: QWidget) -> NDArray[np.float64]:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    blue, green, red = (pixels[:, : image.width(), part] / 255 for part in range(3))
    linear = [np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4) for part in (red, green, blue)]
    luminance: NDArray[np.float64] = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return luminance


def unseen(window: QWidget, qtbot: QtBot) -> list[QWidget]:
    """What can have the focus, without that one would see it."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)  # from now on the focus goes by key
    found = []
    for widget in can_have_focus(window):
        if widget.size().isEmpty():
            continue
        seen = []
        for other in (widget, None):
            (other or QApplication.focusWidget() or widget).clearFocus()
            if other is not None:
                other.setFocus(Qt.FocusReason.TabFocusReason)
                window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as the Tab key does
            seen.append(luminance_of(widget))
        contrast = (np.maximum(*seen) + 0.05) / (np.minimum(*seen) + 0.05)
        if (contrast >= _LEAST_CONTRAST).sum() < _LEAST_PIXELS:
            found.append(widget)
    return found


@pytest.mark.parametrize("scheme", ["Light", "Dark"])
@pytest.mark.parametrize("state", ["drawn", "what if"])
def test_the_focus_is_seen_in_the_main_window(
    drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot, state: str, scheme: str
) -> None:
    press(drawn, scheme)
    bring_to(drawn, answer_of, state)
    assert not unseen(drawn, qtbot)


@pytest.mark.parametrize("scheme", ["Light", "Dark"])
@pytest.mark.parametrize("name", ["recipes", "parameters", "layers"])
def test_the_focus_is_seen_in_the_other_windows(drawn: MainWindow, qtbot: QtBot, name: str, scheme: str) -> None:
    press(drawn, scheme)
    opened = open_beside(drawn, qtbot, "parameters" if name == "layers" else name)
    if name == "layers":
        tabs = drawn.parameters.show_window().tabs
        tabs.setCurrentIndex(tabs.count() - 1)
    assert not unseen(opened, qtbot)
