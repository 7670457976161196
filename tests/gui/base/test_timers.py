"""Timers, and what Qt for Python makes of names."""

import ast

import pytest
from PySide6.QtCore import QObject

from lenet_gui.base.timers import timer
from tests.test_layout import modules_of


@pytest.mark.parametrize("repeats", [False, True])
def test_a_timer_waits_to_be_started(qtbot: object, repeats: bool) -> None:
    owner = QObject()
    made = timer(owner, 7, lambda: None, repeats)
    assert (made.interval(), made.isSingleShot(), made.isActive()) == (7, not repeats, False)
    assert made.parent() is owner


def test_nothing_is_given_to_qt_under_a_name_that_turkish_has_another_capital_for() -> None:
    """Qt for Python asks the C library for capitals: in Turkish it does not find ``setInterval`` for ``interval``."""
    for path in modules_of("lenet_gui"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id.startswith("Q"):
                names = [each.arg for each in call.keywords if each.arg]
                assert not [name for name in names if name.startswith("i")], f"{path}:{call.lineno}"
