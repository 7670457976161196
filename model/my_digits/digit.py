"""One digit that a person drew and named, and how it is written down: as a JSON object with its label and strokes."""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.drawing import USUAL_WIDTH, Drawing, Stroke
from model.limits import FARTHEST, MOST_POINTS, MOST_STROKES, THINNEST_PEN

FloatArray64 = NDArray[np.float64]

_BOX = 0.7
"""How much of the canvas a foreign digit fills: 20 of 28 pixels, as in MNIST."""
_OUR_KEY = re.compile("[0-9a-f]{32}")
_SMALLEST_BOX = 1e-9
_PAPER = (-1.0, -1e-9), (2.0, 1 + 1e-9)
"""The upper left and lower right corner of the widest paper; sums of numbers may be a little beyond."""


class PackedStrokes(NamedTuple):
    """A drawing's strokes in a seventh of the memory: a person may keep thousands of digits.

    ``points`` are all x and y as float64, ``lengths`` counts each stroke's points, ``widths`` are the pen's.
    """

    points: bytes
    lengths: tuple[int, ...]
    widths: tuple[float, ...]

    @classmethod
    def of(cls, drawing: Drawing) -> "PackedStrokes":
        strokes = drawing.strokes
        points = np.array([point for stroke in strokes for point in stroke.points], dtype=np.float64)
        lengths, widths = (len(stroke.points) for stroke in strokes), (stroke.width for stroke in strokes)
        return cls(points.tobytes(), tuple(lengths), tuple(widths))

    def drawing(self) -> Drawing:
        points = iter(np.frombuffer(self.points, dtype=np.float64).reshape(-1, 2).tolist())
        strokes = zip(self.lengths, self.widths, strict=True)
        return Drawing(
            tuple(Stroke(tuple((x, y) for x, y in islice(points, length)), width) for length, width in strokes)
        )


@dataclass(frozen=True)
class MyDigit:
    """A drawing with its right label, 0 to 9.

    ``key`` is its name forever, 32 hexadecimal digits; ``when`` is the UTC time it was accepted, in ISO 8601. ``sure``
    says that the label was doubted and the person confirmed it.
    """

    key: str
    label: int
    strokes: PackedStrokes
    when: str
    sure: bool = False

    @classmethod
    def of(cls, key: str, label: int, drawing: Drawing, when: str, sure: bool = False) -> "MyDigit":
        return cls(key, label, PackedStrokes.of(drawing), when, sure)

    @property
    def drawing(self) -> Drawing:
        """Unpacked anew each time."""
        return self.strokes.drawing()


def checked_label(label: object) -> int:
    """The label if it is one, else ValueError, in words for the person."""
    if type(label) is not int or not 0 <= label <= 9:
        found = "a list or an object" if isinstance(label, list | dict) else f"{label!r:.40}"
        raise ValueError(f"the label must be a whole number, 0 to 9, not {found}")
    return label


def new_digit(label: int, drawing: Drawing, sure: bool = False) -> MyDigit:
    """A digit accepted now; ValueError if the label is none, or no stroke is drawn."""
    if not drawing.strokes:
        raise ValueError("nothing is drawn")
    return MyDigit.of(uuid.uuid4().hex, checked_label(label), drawing, _now(), sure)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def as_json(digit: MyDigit) -> dict[str, object]:
    """The digit as a JSON object: ``strokes`` in canvas units, ``width`` a number, or a list if strokes differ."""
    sure = {"sure": True} if digit.sure else {}
    return {"label": digit.label, **strokes_as_json(digit.drawing), "key": digit.key, "when": digit.when, **sure}


def strokes_as_json(drawing: Drawing) -> dict[str, object]:
    widths = [stroke.width for stroke in drawing.strokes]
    return {
        "strokes": [[list(point) for point in stroke.points] for stroke in drawing.strokes],
        "width": widths[0] if len(set(widths)) == 1 else widths,
    }


def line_of(value: object) -> bytes:
    """JSON on one line, with its end."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def value_of(line: bytes) -> object:
    """What a line of JSON says; ValueError if it is not JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("this is not JSON") from error


def from_json(value: object, key: str = "") -> MyDigit:
    """Read one digit, ours or another program's.

    Ours comes back as it was. Another's may lie in a box of any size: it is brought to canvas units, aspect kept, in
    the middle of the canvas, with the usual pen, the given key or, if that is empty, a new one, and the present time.

    Raises:
        ValueError: what is wrong with it, in words for the person.
    """
    if not isinstance(value, dict):
        raise ValueError("this is not a JSON object with a label and strokes")
    if "label" not in value:
        if "add" in value:
            raise ValueError("this is a file in which the window keeps digits; export them there")
        raise ValueError("there is no label")
    label = checked_label(value["label"])
    sure = value.get("sure") is True
    key = _key(value.get("key")) or key or uuid.uuid4().hex
    return MyDigit.of(key, label, strokes_from_json(value), _time(value.get("when")), sure)


def strokes_from_json(value: object) -> Drawing:
    """Read a digit's drawing as :func:`from_json` does; it need have no label.

    Raises:
        ValueError: what is wrong with it, in words for the person.
    """
    if not isinstance(value, dict):
        raise ValueError("this is not a JSON object with strokes")
    lines = _strokes(value.get("strokes"))
    widths = _widths(value.get("width"), lines)
    if widths is None:
        lines, widths = _on_canvas(lines), [USUAL_WIDTH] * len(lines)
    return Drawing(tuple(Stroke.of(line, width) for line, width in zip(lines, widths, strict=True)))


def _key(value: object) -> str:
    return value if isinstance(value, str) and _OUR_KEY.fullmatch(value) else ""


def _time(value: object) -> str:
    try:
        return value if isinstance(value, str) and datetime.fromisoformat(value) else _now()
    except ValueError:
        return _now()


def _strokes(value: object) -> list[FloatArray64]:
    """The strokes' points, each (N, 2), as they stand in the file."""
    if not isinstance(value, list) or not value:
        raise ValueError("there are no strokes")
    if len(value) > MOST_STROKES:
        raise ValueError(f"a digit may have at most {MOST_STROKES:,} strokes; this has {len(value):,}")
    if not all(isinstance(stroke, list) and stroke for stroke in value):
        raise ValueError("a stroke has no points")
    points = sum(map(len, value))
    if points > MOST_POINTS:
        raise ValueError(f"a digit may have at most {MOST_POINTS:,} points; this has {points:,}")
    return [_line(stroke) for stroke in value]


def _line(stroke: list[object]) -> FloatArray64:
    # Before numpy sees them: it would make every point as large as the largest.
    pairs = [point for point in stroke if isinstance(point, list) and len(point) == 2]
    if len(pairs) < len(stroke) or not {int, float}.issuperset(map(type, chain(*pairs))):
        raise ValueError("a point must be two numbers")
    # "Not more" would let NaN pass.
    if not all(abs(number) <= FARTHEST for number in chain(*pairs)):
        raise ValueError(f"a point is not finite, or more than {FARTHEST:g} away")
    return np.array(pairs, dtype=np.float64)


def _widths(value: object, lines: list[FloatArray64]) -> list[float] | None:
    """One pen width a stroke, in canvas units; None if the file is not ours, so that its coordinates are not either."""
    values = value if isinstance(value, list) else [value] * len(lines)
    widths = [float(width) for width in values if isinstance(width, int | float) and THINNEST_PEN <= width <= 1]
    if not len(widths) == len(values) == len(lines):
        return None
    low, high = _PAPER
    return widths if all((line >= low).all() and (line <= high).all() for line in lines) else None


def _on_canvas(lines: list[FloatArray64]) -> list[FloatArray64]:
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = float((high - low).max())
    scale = _BOX / extent if extent > _SMALLEST_BOX else 0.0
    return [(line - (low + high) / 2) * scale + 0.5 for line in lines]
