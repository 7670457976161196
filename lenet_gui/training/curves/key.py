"""The key above the curves: which colour and line is which, in as many lines of text as it takes."""

import html
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

_BETWEEN = "&nbsp; &nbsp; "


class KeyEntry(NamedTuple):
    """A colour as ``#rrggbb``, a line or dot as characters, and what it stands for."""

    colour: str
    mark: str
    text: str


def key_in_lines(entries: Sequence[KeyEntry], room: float, metrics: QFontMetrics) -> str:
    """The entries as HTML, in lines no wider than ``room``; one that needs more alone is shortened in its middle."""
    lines: list[list[str]] = []
    left, between = 0.0, metrics.horizontalAdvance("    ")
    for colour, mark, text in entries:
        # The end of a run's name tells when it was, which is what tells runs apart.
        beside = metrics.horizontalAdvance(f"{mark} ")
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(room - beside))
        wide = beside + metrics.horizontalAdvance(shown)
        if not lines or wide > left:
            lines.append([])
            left = room
        left -= wide + between
        lines[-1].append(f'<span style="color:{colour}"><b>{mark}</b></span>&nbsp;{html.escape(shown)}')
    return "<br>".join(_BETWEEN.join(line) for line in lines)
