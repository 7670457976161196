"""Drawings in a file or on the clipboard: a line of JSON each, as a digit's in My digits, without a label."""

from collections.abc import Iterator
from pathlib import Path

from model.digits.drawing import Drawing
from model.errors import FileError, told_as
from model.files import check_size
from model.limits import LARGEST_DRAWN_BYTES, LONGEST_LINE
from model.my_digits.digit import line_of, strokes_as_json, strokes_from_json, value_of


def drawing_line(drawing: Drawing) -> bytes:
    """A drawing of strokes as a line of JSON, with its end."""
    return line_of(strokes_as_json(drawing))


def drawing_of_line(line: bytes) -> Drawing:
    """The drawing in a line of JSON, ours or another program's.

    Raises:
        ValueError: what is wrong with it, in words for the person.
    """
    if len(line) > LONGEST_LINE:
        raise ValueError(f"the line is far too long for a drawing: at most {LONGEST_LINE:,} bytes")
    return strokes_from_json(value_of(line))


def read_drawing(path: Path) -> Drawing:
    """The first drawing in a file of JSON Lines.

    Raises:
        FileError: it cannot be read, or holds no drawing.
    """
    for drawing in read_drawings(path):
        return drawing
    raise FileError(path, "The drawing cannot be read: this is not JSON.")


def read_drawings(path: Path) -> Iterator[Drawing]:
    """All drawings in a file of JSON Lines, one after the other.

    Raises:
        FileError: it cannot be read, or a line (it is named) holds no drawing.
    """
    check_size(path, LARGEST_DRAWN_BYTES, FileError)
    number = 0
    try:
        with told_as(FileError, path, "The file cannot be read"), path.open("rb") as file:
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if line.strip():
                    yield drawing_of_line(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
    except ValueError as error:
        where = f"in line {number} " if number > 1 else ""
        raise FileError(path, f"The drawing {where}cannot be read: {error}.") from error
