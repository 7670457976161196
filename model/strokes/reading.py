"""Pen patterns from files: JSON Lines, as for ``lenet teach``, and UNIPEN, as UCI publishes its pen digits."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.errors import DataError, damage
from model.limits import FARTHEST, LARGEST_DRAWN_BYTES, MOST_POINTS
from model.packed import unpacked
from model.strokes.variation import Points

LETTERS_LIKE_DIGITS = frozenset("bgijloqsyzBDGIJOQSTYZ")
"""An "O" is drawn as a zero is: as rubbish these would teach a network to refuse digits."""

_NO_STROKE = f"a stroke must have 1 to {MOST_POINTS:,} points of two numbers"
_WITH_WRITERS = re.compile(r"(.+):(\d+)-(\d+)")
_COMPRESS = b"\x1f\x9d"
"""How what the old Unix program packed begins; UCI's files are published so."""
_QUOTED = re.compile(r'"(.*)"')
_WRITER = re.compile(r"^\.(?:COMMENT\s.*\bwriter|WRITER_ID)\s+(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class PenPattern:
    """What somebody drew in one go.

    ``label`` is 0 to 9, or None for what is no digit. Each stroke has one point at least.
    """

    label: int | None
    writer: str
    strokes: tuple[Points, ...]


def path_of(source: str) -> Path:
    """The file of a source that :func:`read_pen_patterns` takes."""
    chosen = _WITH_WRITERS.fullmatch(source)
    return Path(chosen[1] if chosen else source)


def read_pen_patterns(source: str) -> tuple[PenPattern, ...]:
    """Read all patterns of a file; letters that are drawn like digits are left out.

    Args:
        source: the file's path, packed or not; ``path:1-24`` takes only the writers with these numbers.

    Raises:
        DataError: the file cannot be read, or a line (it is named) is wrong.
    """
    chosen = _WITH_WRITERS.fullmatch(source)
    path = path_of(source)
    try:
        text = _text_of(path)
    except UnicodeDecodeError as error:
        with path.open("rb") as file:
            compressed = file.read(2) == _COMPRESS
        wish = "It is packed by compress: unpack it first, with gzip -d or 7-Zip."
        problem = wish if compressed else "This is neither JSON Lines nor UNIPEN text."
        raise DataError(path, problem) from error
    reading = _from_unipen if re.search(r"^\.SEGMENT ", text, re.MULTILINE) else _from_json_lines
    try:
        patterns = list(reading(text))
    except _PatternError as error:
        raise DataError(path, str(error)) from error
    if chosen:
        first, last = int(chosen[2]), int(chosen[3])
        patterns = [p for p in patterns if p.writer.isdecimal() and first <= int(p.writer) <= last]
    if not patterns:
        raise DataError(path, "The file holds no pen strokes of these writers." if chosen else "There are no strokes.")
    return tuple(patterns)


def pen_fingerprint(patterns: Sequence[PenPattern]) -> str:
    """A digest of the patterns in their order; empty for none."""
    digest = hashlib.blake2b(digest_size=16)
    for pattern in patterns:
        digest.update(f"{pattern.label} {len(pattern.strokes)} ".encode())
        for stroke in pattern.strokes:
            digest.update(stroke.tobytes())
    return digest.hexdigest() if patterns else ""


class _PatternError(Exception):
    pass


def _text_of(path: Path) -> str:
    with unpacked(path, DataError) as (stream, _):
        content = stream.read(LARGEST_DRAWN_BYTES + 1)
    if len(content) > LARGEST_DRAWN_BYTES:
        raise DataError(path, f"The file must have at most {LARGEST_DRAWN_BYTES:,} bytes, unpacked.")
    return content.decode()


def _is_like_a_digit(label: object) -> bool:
    return isinstance(label, str) and label in LETTERS_LIKE_DIGITS


def _digit(label: object) -> int | None:
    value = int(label) if isinstance(label, str) and label.isdecimal() else label
    return value if type(value) is int and 0 <= value <= 9 else None


def _from_json_lines(text: str) -> Iterator[PenPattern]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if not _is_like_a_digit(value["label"]):
                strokes = tuple(_checked(_points(stroke)) for stroke in value["strokes"])
                yield _pattern(value["label"], str(value.get("writer", "")), strokes)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            is_other = isinstance(error, TypeError | AttributeError)
            wrong = "a value is of the wrong kind" if is_other else damage(error)
            raise _PatternError(f"Line {number} is no pen pattern with a label and strokes ({wrong}).") from error


def _points(stroke: object) -> Points:
    try:
        return np.array(stroke, dtype=np.float64)
    except (ValueError, TypeError) as error:
        raise ValueError(_NO_STROKE) from error


def _checked(points: Points) -> Points:
    if points.ndim != 2 or points.shape[1:] != (2,) or not 0 < len(points) <= MOST_POINTS:
        raise ValueError(_NO_STROKE)
    if not (np.abs(points) <= FARTHEST).all():
        raise ValueError("a point is not finite or absurdly far away")
    return points


def _pattern(label: object, writer: str, strokes: tuple[Points, ...]) -> PenPattern:
    if not strokes:
        raise ValueError("nothing is drawn")
    return PenPattern(_digit(label), writer, strokes)


def _from_unipen(text: str) -> Iterator[PenPattern]:
    """UNIPEN 1.0: all strokes from one .SEGMENT to the next are its own; a writer is named before them."""
    head, *segments = re.split(r"^\.SEGMENT ", text, flags=re.MULTILINE)
    writer = ""
    for number, segment in enumerate(segments, 1):
        writer = (_WRITER.findall(head) or [writer])[-1]
        head = segment
        label = _QUOTED.search(segment.partition("\n")[0])
        if label is None or _is_like_a_digit(label[1]):
            continue
        try:
            yield _pattern(label[1], writer, tuple(_unipen_strokes(segment)))
        except ValueError as error:
            raise _PatternError(f"Segment {number} does not fit UNIPEN ({error}).") from error


def _unipen_strokes(segment: str) -> Iterator[Points]:
    """What lies between .PEN_DOWN and the next keyword; UNIPEN counts y upwards."""
    for part in re.split(r"^\.PEN_", segment, flags=re.MULTILINE)[1:]:
        keyword, *lines = part.splitlines()
        points = [[float(value) for value in line.split()[:2]] for line in lines if line.strip() and line[0] != "."]
        if keyword.startswith("DOWN") and points:
            yield _checked(np.array(points) * (1.0, -1.0))
