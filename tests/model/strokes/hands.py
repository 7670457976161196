"""Pen patterns that the tests draw themselves."""

import json
from pathlib import Path

import numpy as np

from model.strokes.reading import PenPattern
from model.strokes.variation import Points


def arc(x: float, y: float, radius: float, start: float, end: float) -> Points:
    """Part of a circle; angles in turns, y down."""
    angle = 2 * np.pi * np.linspace(start, end, 24)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def digits() -> list[PenPattern]:
    """A zero, a one, a four in two strokes and a seven."""
    return [
        PenPattern(0, "1", (arc(0, 0, 50, 0, 1),)),
        PenPattern(1, "1", (np.array([[0.0, 0], [0, 50], [0, 100]]),)),
        PenPattern(4, "2", (np.array([[20.0, 0], [0, 60], [60, 60]]), np.array([[45.0, 20], [45, 100]]))),
        PenPattern(7, "2", (np.array([[0.0, 0], [60, 0], [20, 100]]),)),
    ]


def letters() -> list[PenPattern]:
    """A "V" and an "n"."""
    return [
        PenPattern(None, "1", (np.array([[0.0, 0], [30, 100], [60, 0]]),)),
        PenPattern(None, "2", (np.array([[0.0, 100], [0, 0]]), arc(30, 30, 30, 0.5, 1))),
    ]


def written_file(folder: Path) -> Path:
    """All of them as a file."""
    path = folder / "pen.jsonl"
    rows = [
        {
            "label": "V" if one.label is None else one.label,
            "writer": one.writer,
            "strokes": [s.tolist() for s in one.strokes],
        }
        for one in (*digits(), *letters())
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path
