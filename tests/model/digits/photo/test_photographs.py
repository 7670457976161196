"""Photographs of digits in bad light, on lined paper, in frames: the digit is found, and nothing else."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from model.assets import shipped_weights
from model.digits.datasets import hold_out, mnist_training
from model.digits.pictures import read_picture, read_picture_bytes
from model.digits.preprocess import ink_of_picture
from model.network.recognise import recognise
from model.network.records import FloatArray
from model.network.weights import load_weights
from tests.camera import TROUBLES, photograph, photographs_of, strokes_of

DIGITS = hold_out(mnist_training(), 2000, 1)[1]
PARAMETERS, INFO = load_weights(shipped_weights())


def read(content: bytes) -> FloatArray:
    return ink_of_picture(read_picture_bytes(content, "photograph"))


def digit_in(ink: FloatArray) -> int | None:
    return recognise(PARAMETERS, ink, INFO.rejection).digit if ink.any() else None


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def a_digit(label: int, side: int = 240) -> np.ndarray:
    """(side, side), 255 for full ink: a digit of this class."""
    image = DIGITS.images[int(np.argmax(DIGITS.labels == label))]
    return np.rint(255 * strokes_of(image, side, np.random.default_rng(0))).astype(np.uint8)


def test_the_camera_takes_the_same_photograph_for_the_same_seed() -> None:
    one, same, other = (photograph(DIGITS.images[0], 0, "squares", seed).content for seed in (4, 4, 5))
    assert one == same != other


def test_of_thirty_photographs_nearly_all_are_read() -> None:
    taken = [photograph_of for _, photograph_of in photographs_of(DIGITS, 30, 77)]
    assert {one.trouble for one in taken} == set(TROUBLES)
    assert sum(digit_in(read(one.content)) == one.label for one in taken) >= 29


def test_a_seven_on_paper_that_gets_brighter() -> None:
    light = np.linspace(150, 235, 320)
    page = np.tile(light, (320, 1))
    page[40:280, 40:280] *= 1 - 0.85 * (a_digit(7) / 255)
    assert digit_in(read(png(Image.fromarray(np.rint(page).astype(np.uint8))))) == 7


def test_a_black_pen_all_over_paper_lit_from_one_side_is_no_paper(tmp_path: Path) -> None:
    written = np.hstack([a_digit(3), a_digit(5)]) > 127
    light = np.tile(np.linspace(235, 150, written.shape[1]), (len(written), 1))
    Image.fromarray(np.where(written, 30, np.rint(light)).astype(np.uint8)).save(tmp_path / "page.png")
    ink = read_picture(tmp_path / "page.png", alone=False)
    assert np.mean((ink > 0.5) != written) < 0.02


@pytest.mark.parametrize("noise", [0, 4])
def test_light_alone_is_no_ink(noise: float) -> None:
    page = np.tile(np.linspace(120, 230, 300), (200, 1)) + np.random.default_rng(0).normal(0, noise, (200, 300))
    assert not read(png(Image.fromarray(np.rint(page).astype(np.uint8)))).any()


def test_chalk_on_a_board_that_is_lit_from_one_side() -> None:
    board = np.tile(np.linspace(30, 60, 320), (320, 1))
    board[40:280, 40:280] += 140 * (a_digit(3) / 255)
    board += np.random.default_rng(0).normal(0, 4, board.shape)
    assert digit_in(read(png(Image.fromarray(np.rint(np.clip(board, 0, 255)).astype(np.uint8))))) == 3


@pytest.mark.parametrize("shape", ["rectangle", "ellipse"])
@pytest.mark.parametrize("label", range(10))
def test_a_frame_on_a_clean_picture_is_left_out(label: int, shape: str) -> None:
    plain = Image.fromarray(255 - np.pad(a_digit(label), 60))
    framed = plain.copy()
    pen = ImageDraw.Draw(framed)
    getattr(pen, shape)((20, 20, 340, 340), outline=0, width=5)
    without = ink_of_picture(read_picture_bytes(png(plain), "plain"))
    assert np.abs(read(png(framed)) - without).mean() < 0.02


def test_a_stroke_that_crosses_its_frame_is_not_torn() -> None:
    page = Image.new("L", (300, 300), 255)
    pen = ImageDraw.Draw(page)
    pen.line([(150, 40), (150, 260)], fill=0, width=14)
    alone = read(png(page))
    pen.rectangle((70, 70, 230, 230), outline=0, width=4)
    framed = read(png(page))
    assert np.abs(framed - alone).mean() < 0.02


@pytest.mark.parametrize("label", [0, 4, 8])
def test_a_digit_of_straight_strokes_is_no_frame(label: int) -> None:
    page = Image.new("L", (200, 300), 255)
    pen = ImageDraw.Draw(page)
    lines = {0: [(0, 0, 1, 2)], 8: [(0, 0, 1, 1), (0, 1, 1, 2)]}
    for left, top, right, bottom in lines.get(label, []):
        pen.rectangle((50 + 100 * left, 50 + 100 * top, 50 + 100 * right, 50 + 100 * bottom), outline=0, width=12)
    if label == 4:
        pen.line([(50, 50), (50, 150), (150, 150)], fill=0, width=12)
        pen.line([(150, 50), (150, 250)], fill=0, width=12)
    ink = read_picture_bytes(png(page), "digit")
    assert np.array_equal(ink > 0.5, np.asarray(page) < 128)


def test_two_digits_side_by_side_stay_two(tmp_path: Path) -> None:
    page = Image.fromarray(255 - np.hstack([a_digit(1), a_digit(5)]))
    page.save(tmp_path / "two.png")
    assert np.array_equal(read_picture(tmp_path / "two.png") > 0.5, np.asarray(page) < 127)


@pytest.mark.parametrize("label", range(10))
def test_a_digit_cut_out_close_is_whole(label: int) -> None:
    digit = a_digit(label)
    rows, columns = np.flatnonzero(digit.any(axis=1)), np.flatnonzero(digit.any(axis=0))
    close = digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert np.abs(read(png(Image.fromarray(255 - close))) - read(png(Image.fromarray(255 - digit)))).mean() < 0.02
