"""Drawings in a file or on the clipboard: a line of JSON each, as a digit's in My digits, without a label."""

from collections.abc import Iterator
from pathlib import Path

from model.digits.drawing import Drawing
from model.errors import FileError
from model.files import check_size
from model.limits import LARGEST_DRAWN_BYTES, LONGEST_LINE
from model.my_digits.digit import line_of, strokes_as_json, strokes_from_json, value_of
from model.packed import numbered_lines, unpacked


def drawing_line(drawing: Drawing) -> bytes:
    """A drawing of strokes as a line of JSON, with its end.

    Raises:
        ValueError: it has more points or strokes than can be read again.
    """
    line = line_of(strokes_as_json(drawing))
    drawing_of_line(line)
    return line


def drawing_of_line(line: bytes) -> Drawing:
    """The drawing in a line of JSON, ours or another program's.

    Raises:
        ValueError: what is wrong with it, in words for the person.
    """
    if len(line) > LONGEST_LINE:
        raise ValueError(f"the line is far too long for a drawing: at most {LONGEST_LINE:,} bytes")
    return strokes_from_json(value_of(line))


def read_first_drawing(path: Path) -> tuple[Drawing, bool]:
    """The first drawing in a file of JSON Lines, and whether anything follows it.

    Raises:
        FileError: it cannot be read, or holds no drawing.
    """
    drawings = read_drawings(path)
    _, drawing = next(drawings)
    try:
        return drawing, next(drawings, None) is not None
    except FileError:  # what follows is damaged
        return drawing, True


def read_drawings(path: Path) -> Iterator[tuple[int, Drawing]]:
    """All drawings in a file of JSON Lines, packed or not, one after the other, each with the number of its line.

    Raises:
        FileError: it cannot be read, a line (it is named) holds no drawing, or there is none.
    """
    check_size(path, LARGEST_DRAWN_BYTES, FileError)
    number = 0
    try:
        with unpacked(path, FileError) as (stream, _):
            for number, line in numbered_lines(path, stream):
                yield number, drawing_of_line(line)
    except ValueError as error:
        raise FileError(path, f"The drawing in line {number} cannot be read: {error}.") from error
    if not number:
        raise FileError(path, "The file holds no drawings.")
