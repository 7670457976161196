"""My digits for others and others' for me: JSON Lines and IDX."""

import gzip
import json
import os
import tracemalloc
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.digits.datasets import read_pair
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.errors import FileError
from model.limits import LONGEST_LINE, THINNEST_PEN
from model.my_digits import formats
from model.my_digits.digit import MyDigit, PackedStrokes
from model.my_digits.formats import inks, read_jsonl, writing_idx
from tests.model.full_disk import full_disk
from tests.model.hand import written
from tests.model.samples import write_jsonl

LINE = '{"label": 7, "strokes": [[[0, 0], [400, 0], [100, 500]], [[150, 200], [300, 200]]]}'
points = st.tuples(st.floats(-1, 2), st.floats(0, 1))
strokes = st.builds(
    Stroke,
    st.lists(points, min_size=1, max_size=6).map(tuple),
    st.floats(THINNEST_PEN, 1),
)
drawings = st.lists(strokes, min_size=1, max_size=4).map(lambda drawn: Drawing(tuple(drawn)))
my_digits = st.builds(
    MyDigit.of,
    st.uuids().map(lambda key: key.hex),
    st.integers(0, 9),
    drawings,
    st.datetimes(timezones=st.timezones()).map(lambda when: when.isoformat()),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("digits")


@settings(max_examples=40)
@given(st.lists(my_digits, min_size=1, max_size=5, unique_by=lambda digit: digit.key), st.booleans())
def test_what_is_written_comes_back_as_it_was(folder: Path, digits: list[MyDigit], packed: bool) -> None:
    path = folder / ("a.jsonl.gz" if packed else "a.jsonl")
    write_jsonl(path, digits)
    assert path.read_bytes().startswith(b"\x1f\x8b") == packed
    assert read_jsonl(path) == tuple(digits)


@given(drawings)
def test_packed_strokes_are_exactly_those_that_were_packed(drawing: Drawing) -> None:
    assert PackedStrokes.of(drawing).drawing() == drawing


def read(tmp_path: Path, *lines: str) -> tuple[MyDigit, ...]:
    path = tmp_path / "theirs.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_jsonl(path)


def test_another_programs_digit_is_brought_to_the_canvas(tmp_path: Path) -> None:
    (digit,) = read(tmp_path, LINE)
    assert digit.label == 7
    assert [stroke.width for stroke in digit.drawing.strokes] == [0.06, 0.06]
    first, second = (np.array(stroke.points) for stroke in digit.drawing.strokes)
    # 500 high: 0.7 of the canvas; 400 wide by the same measure; in the middle.
    np.testing.assert_allclose(first, [[0.22, 0.15], [0.78, 0.15], [0.36, 0.85]])
    np.testing.assert_allclose(second, [[0.43, 0.43], [0.64, 0.43]])


@pytest.mark.parametrize("box", [1e-3, 0.5, 28, 1e6])
def test_the_network_gets_the_same_whatever_the_box(tmp_path: Path, box: float) -> None:
    as_it_is = json.loads(LINE)
    scaled = [[[x / 500 * box + 3 * box, y / 500 * box - box] for x, y in stroke] for stroke in as_it_is["strokes"]]
    expected, found = read(tmp_path, LINE, json.dumps({"label": 7, "strokes": scaled}))
    np.testing.assert_allclose(ink_of_drawing(found.drawing), ink_of_drawing(expected.drawing), atol=1e-4)


def test_a_dot_is_a_dot_in_the_middle(tmp_path: Path) -> None:
    (digit,) = read(tmp_path, '{"label": 1, "strokes": [[[300, 20]]]}')
    assert digit.drawing == Drawing((Stroke(((0.5, 0.5),), 0.06),))


def test_a_width_that_is_not_ours_is_not_taken_for_a_pen(tmp_path: Path) -> None:
    for width in ("500", "0.5", "1e-320", "0", '"thick"', "[0.1]", "null"):
        (digit,) = read(tmp_path, LINE.replace('"label"', f'"width": {width}, "label"'))
        assert {stroke.width for stroke in digit.drawing.strokes} == {0.06}


def test_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    assert [digit.label for digit in read(tmp_path, "\ufeff" + LINE, "", "  \r", LINE, "")] == [7, 7]


def test_two_digits_of_another_program_are_two(tmp_path: Path) -> None:
    one, other = read(tmp_path, LINE, LINE)
    assert one.key != other.key


def test_the_same_digit_of_ours_twice_is_one(tmp_path: Path) -> None:
    (digit,) = read(tmp_path, LINE)
    write_jsonl(tmp_path / "a.jsonl", [digit])
    write_jsonl(tmp_path / "b.jsonl", [replace(digit, label=1)])
    both = tmp_path / "both.jsonl"
    both.write_bytes((tmp_path / "a.jsonl").read_bytes() + (tmp_path / "b.jsonl").read_bytes())
    assert read_jsonl(both) == (replace(digit, label=1),)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("seven", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("7", "not a JSON object"),
        ("[]", "not a JSON object"),
        ('{"strokes": [[[0, 0]]]}', "no label"),
        ('{"add": []}', "a file in which the window keeps digits"),
        *(
            (json.dumps({"label": label, "strokes": [[[0, 0]]]}), rf"a whole number, 0 to 9, not {label!r}\.$")
            for label in (10, -1, 1.5, "3", True, None)
        ),
        (f'{{"label": {"[" * 300}{"]" * 300}}}', "not a list or an object"),
        ('{"label": 3}', "no strokes"),
        ('{"label": 3, "strokes": []}', "no strokes"),
        ('{"label": 3, "strokes": "line"}', "no strokes"),
        ('{"label": 3, "strokes": [[]]}', "no points"),
        ('{"label": 3, "strokes": [7]}', "no points"),
        *(
            (f'{{"label": 3, "strokes": [[{points}]]}}', "two numbers")
            for points in ("1, 2", "[1]", "[1, 2, 3]", "[1, 2], [3]", '["a", "b"]', "[null, 1]", "[[1], [2]]", "{}")
        ),
        ('{"label": 3, "strokes": [[[NaN, 0]]]}', "not finite"),
        ('{"label": 3, "strokes": [[[0, -Infinity]]]}', "not finite"),
        ('{"label": 3, "strokes": [[[0, 1e400]]]}', "not finite"),
        ('{"label": 3, "strokes": [[[0, 1e300]]]}', "more than 1e"),
        (f'{{"label": 3, "strokes": [[[0, 1{"0" * 400}]]]}}', "more than 1e"),
        ('{"label": 3, "strokes": [[[true, 1]]]}', "two numbers"),
        (
            json.dumps({"label": 3, "strokes": [[[0, 1]] * 1001] * 20}),
            "at most 20,000 points; this has 20,020",
        ),
        (json.dumps({"label": 3, "strokes": [[[0, 1]]] * 1001}), "at most 1,000 strokes; this has 1,001"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(FileError, match=rf"theirs\.jsonl: Line 3 cannot be read: .*{problem}"):
        read(tmp_path, LINE, "", line, LINE)


@settings(max_examples=40)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_whatever_stands_for_strokes_is_read_or_told(folder: Path, value: Any) -> None:
    try:
        (digit,) = read(folder, json.dumps({"label": 3, "strokes": value, "width": value, "key": value, "when": value}))
    except FileError:
        return
    assert np.isfinite(inks([digit])).all()


def test_a_file_of_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no digits"):
        read(tmp_path, "", " ")
    with pytest.raises(FileError, match="cannot be read"):
        read_jsonl(tmp_path / "gone.jsonl")
    with pytest.raises(FileError, match="cannot be read"):
        read_jsonl(tmp_path)


def test_far_too_large_files_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    one_line = tmp_path / "a.jsonl.gz"
    one_line.write_bytes(gzip.compress(b" " * 50_000_000, 1))
    with pytest.raises(FileError, match="Line 1 is far too long"):
        read_jsonl(one_line)
    many_lines = tmp_path / "b.jsonl.gz"
    block = gzip.compress((b" " * (LONGEST_LINE - 1) + b"\n") * 10, 1)
    many_lines.write_bytes(block * 7)
    with pytest.raises(FileError, match="far too large: at most 67,108,864 bytes"):
        read_jsonl(many_lines)


@pytest.mark.parametrize(
    ("limit", "most", "strokes", "told"),
    [
        ("MOST_DRAWN_DIGITS", 500, [[[0, 1]]], "more than 500 digits"),
        ("MOST_DRAWN_POINTS", 10_000, [[[0, 1]] * 20], "more than 10,000 points"),
        ("MOST_DRAWN_STROKES", 2_000, [[[0, 1]]] * 4, "more than 2,000 strokes"),
    ],
)
def test_files_with_far_too_much_in_them_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, strokes: object, told: str
) -> None:
    assert getattr(formats, limit) > most
    monkeypatch.setattr(formats, limit, most)  # as many as the true limit take seconds to read
    path = tmp_path / "c.jsonl.gz"
    line = json.dumps({"label": 1, "strokes": strokes})
    path.write_bytes(gzip.compress(f"{line}\n".encode() * 501, 1))
    with pytest.raises(FileError, match=rf"{told}.* Split it"):
        read_jsonl(path)


def test_a_long_text_among_the_points_takes_no_more_memory_than_itself(tmp_path: Path) -> None:
    line = json.dumps({"label": 3, "strokes": [[[0, 1]] * 10_000 + [["x" * 100_000, 1]]]})
    tracemalloc.start()
    with pytest.raises(FileError, match="two numbers"):
        read(tmp_path, line)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_pen_thinner_than_any_leaves_finite_ink(tmp_path: Path) -> None:
    # An extent so small that dividing by it overflows.
    assert np.isfinite(ink_of_drawing(Drawing((Stroke(((0.5, 0.5),), 1e-320),)))).all()
    (digit,) = read(tmp_path, '{"label":1,"strokes":[[[0.5,0.5]]],"width":1e-320}')
    assert digit.drawing.strokes[0].width == 0.06


def test_a_cut_export_is_told(tmp_path: Path) -> None:
    digits = read(tmp_path, LINE, LINE, LINE)
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    write_jsonl(plain, digits)
    write_jsonl(packed, digits)
    plain.write_bytes(plain.read_bytes()[:-30])
    with pytest.raises(FileError, match=r"Line 3 cannot be read: .*not JSON"):
        read_jsonl(plain)
    packed.write_bytes(packed.read_bytes()[:-30])
    with pytest.raises(FileError, match="cut short"):
        read_jsonl(packed)


def test_an_export_on_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    digits = read(tmp_path, *[LINE] * 30)
    (tmp_path / "theirs.jsonl").unlink()
    path = tmp_path / "a.jsonl"
    write_jsonl(path, digits[:2])
    before = path.read_bytes()
    with full_disk():
        with pytest.raises(FileError, match=r"a\.jsonl: The digits could not be saved \(File too large\)"):
            write_jsonl(path, digits)
        with pytest.raises(FileError, match="could not be saved"):
            write_idx(tmp_path / "images-idx3-ubyte", digits)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(FileError, match="could not be saved"):
        write_jsonl(tmp_path / "no such folder" / "a.jsonl", digits)


def write_idx(images_path: Path, digits: Sequence[MyDigit]) -> None:
    deque(writing_idx(images_path, digits), maxlen=0)


@pytest.mark.parametrize(
    ("name", "of_labels"),
    [
        ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
        ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
        ("mine.idx.gz", "labels-mine.idx.gz"),
        ("mine-idx3-ubyte", "mine-idx1-ubyte"),
        ("my-images-images-idx3-ubyte", "my-images-labels-idx1-ubyte"),
    ],
)
def test_other_tools_get_idx_with_labels_beside(tmp_path: Path, name: str, of_labels: str) -> None:
    digits = read(tmp_path, LINE, '{"label": 1, "strokes": [[[0, 0], [0, 9]]]}')
    images_path, labels_path = tmp_path / name, tmp_path / of_labels
    write_idx(images_path, digits)
    assert images_path.read_bytes().startswith(b"\x1f\x8b") == name.endswith(".gz")
    pair = read_pair(images_path, labels_path)
    assert pair.images.shape == (2, 28, 28)
    assert pair.labels.tolist() == [7, 1]
    np.testing.assert_allclose(pair.fields() / 255, inks(digits), atol=0.5 / 255 + 1e-6)


def test_both_files_of_a_pair_are_on_the_disk_before_the_first_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    did: list[str] = []
    sync, replace_file = os.fsync, Path.replace

    def noting_sync(handle: int) -> None:
        did.append("sync")
        sync(handle)

    def noting_replace(path: Path, target: Path) -> Path:
        did.append("replace")
        return replace_file(path, target)

    monkeypatch.setattr(os, "fsync", noting_sync)
    monkeypatch.setattr(Path, "replace", noting_replace)
    write_idx(tmp_path / "a-images-idx3-ubyte", written(1))
    assert did[: did.index("replace")].count("sync") >= 2
