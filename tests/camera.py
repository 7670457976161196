"""A camera for tests: photographs of a digit on paper, in bad light, the same ones for the same seed.

A page is a picture of reflectances, 0 to 1, (H, W, 3): paper, what is printed on it, and the digit, written with a pen.
The camera turns the page, lights it unevenly, blurs it, adds noise and packs it as JPEG or PNG.
"""

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from model.digits.datasets import Digits

Page = NDArray[np.float32]
SEEDS_APART = 10_000
MOST_DEGREES = 10.0
MOST_TILT = 0.04
"""So much nearer to the middle of the page, or farther from it, than a corner of the picture should be, may it be."""
STRONGEST_LIGHT = 2.0
"""The brightest place of a page gets so many times the light of the darkest."""

BLACK = ((0.10, 0.10, 0.12), (0.16, 0.16, 0.17), (0.30, 0.30, 0.32))
"""Ballpoint, felt pen, pencil."""
COLOURED = ((0.12, 0.20, 0.60), (0.65, 0.14, 0.16), (0.12, 0.45, 0.22), (0.45, 0.20, 0.55), (0.85, 0.45, 0.15))
RULES = ((0.62, 0.72, 0.85), (0.70, 0.70, 0.70), (0.80, 0.62, 0.62), (0.60, 0.78, 0.74), (0.35, 0.42, 0.60))
"""Colours of printed lines."""


@dataclass(frozen=True)
class Photograph:
    """What the camera took: a picture file's content, and what is on it.

    ``trouble`` is the kind of page, see ``TROUBLES``.
    """

    content: bytes
    label: int
    trouble: str


def strokes_of(digit: NDArray[np.uint8], side: int, random: np.random.Generator) -> NDArray[np.float32]:
    """(side, side), 0 to 1: a digit (28, 28) as a pen would have written it, with edges instead of grey steps."""
    large = Image.fromarray(digit).resize((side, side), Image.Resampling.BICUBIC)
    soft = np.asarray(large.filter(ImageFilter.GaussianBlur(side / 90)), dtype=np.float32) / 255
    edge = 28 / side * 2
    level = random.uniform(0.25, 0.42)
    sharp: NDArray[np.float32] = np.clip((soft - level) / edge + 0.5, 0, 1).astype(np.float32)
    return sharp


def _paper(height: int, width: int, random: np.random.Generator) -> Page:
    white = random.uniform(0.85, 0.97)
    tint = white * (1 - np.array([0, random.uniform(0, 0.03), random.uniform(0, 0.08)]))
    grain = random.normal(0, 1, (height // 3 + 1, width // 3 + 1)).astype(np.float32)
    grain = np.kron(grain, np.ones((3, 3)))[:height, :width]
    page: Page = (tint * (1 + 0.008 * grain[:, :, None])).astype(np.float32)
    return page


def _print_on(page: Page, colour: tuple[float, ...], draw: Callable[[ImageDraw.ImageDraw], None]) -> None:
    """Print with a colour where ``draw`` draws white; edges are smooth."""
    height, width = page.shape[:2]
    mask = Image.new("L", (2 * width, 2 * height))
    draw(ImageDraw.Draw(mask))
    _blend(page, np.asarray(mask.reduce(2), dtype=np.float32) / np.float32(255), colour)


def _blend(page: Page, cover: NDArray[np.float32], colour: tuple[float, ...]) -> None:
    """What is written goes over what is there: it takes the light of both."""
    page *= 1 - cover[:, :, None] * (1 - np.array(colour, dtype=np.float32))


def _plain(page: Page, side: int, random: np.random.Generator) -> None:
    del page, side, random


def _lined(page: Page, side: int, random: np.random.Generator) -> None:
    height, width = page.shape[:2]
    gap, thick = side * random.uniform(0.28, 0.7), max(1.0, side * random.uniform(0.008, 0.02))
    first = random.uniform(0, gap)

    def lines(draw: ImageDraw.ImageDraw) -> None:
        for y in np.arange(first, height, gap):
            draw.line([(0, 2 * y), (2 * width, 2 * y)], fill=255, width=round(2 * thick))

    _print_on(page, RULES[random.integers(len(RULES))], lines)


def _squared(page: Page, side: int, random: np.random.Generator) -> None:
    height, width = page.shape[:2]
    gap, thick = side * random.uniform(0.2, 0.45), max(1.0, side * random.uniform(0.007, 0.016))
    down, right = random.uniform(0, gap, 2)

    def squares(draw: ImageDraw.ImageDraw) -> None:
        for y in np.arange(down, height, gap):
            draw.line([(0, 2 * y), (2 * width, 2 * y)], fill=255, width=round(2 * thick))
        for x in np.arange(right, width, gap):
            draw.line([(2 * x, 0), (2 * x, 2 * height)], fill=255, width=round(2 * thick))

    _print_on(page, RULES[random.integers(len(RULES))], squares)


def _framed(page: Page, side: int, random: np.random.Generator) -> None:
    """A box as on forms, as dark as a pen, a little larger than the digit; it may touch it."""
    height, width = page.shape[:2]
    half, thick = side * random.uniform(0.42, 0.62), max(1.5, side * random.uniform(0.012, 0.03))
    x, y = (random.uniform(-0.04, 0.04, 2) * side + (width / 2, height / 2)).tolist()
    corners = [(2 * (x + half * right), 2 * (y + half * down)) for right, down in ((-1, -1), (1, -1), (1, 1), (-1, 1))]

    def frame(draw: ImageDraw.ImageDraw) -> None:
        draw.line([*corners, corners[0], corners[1]], fill=255, width=round(2 * thick))

    _print_on(page, BLACK[random.integers(len(BLACK))], frame)


TROUBLES: dict[str, Callable[[Page, int, np.random.Generator], None]] = {
    "light": _plain,
    "shadow": _plain,
    "lines": _lined,
    "squares": _squared,
    "coloured pen": _plain,
    "frame": _framed,
}
"""What is on the page besides the digit. Each page is lit unevenly, too, turned, and taken with noise."""


def _light(height: int, width: int, random: np.random.Generator) -> NDArray[np.float32]:
    """(H, W), 1 at the brightest place: light that falls off to one side, by a factor of up to two."""
    angle, ratio = random.uniform(0, 2 * math.pi), random.uniform(1, STRONGEST_LIGHT)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    along = columns * np.float32(math.cos(angle)) + rows * np.float32(math.sin(angle))
    along = (along - along.min()) / np.ptp(along)
    light: NDArray[np.float32] = np.float32(ratio) ** (-(along ** np.float32(random.uniform(0.7, 1.6))))
    return light


def _shadow(height: int, width: int, random: np.random.Generator) -> NDArray[np.float32]:
    """(H, W): the shadow of a head or an arm over a part of the page; its edge is soft."""
    angle, bend = random.uniform(0, 2 * math.pi), random.uniform(-0.6, 0.6)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (columns - width / 2) / max(height, width), (rows - height / 2) / max(height, width)
    across = x * math.cos(angle) + y * math.sin(angle) + bend * (x * math.sin(angle) - y * math.cos(angle)) ** 2
    soft = random.uniform(0.02, 0.15)
    inside = 0.5 + 0.5 * np.tanh((across - random.uniform(-0.2, 0.2)) / (soft / 2))
    shade: NDArray[np.float32] = (1 - random.uniform(0.25, 0.5) * inside).astype(np.float32)
    return shade


def photograph(digit: NDArray[np.uint8], label: int, trouble: str, seed: int) -> Photograph:
    """Take a photograph of a digit.

    Args:
        digit: (28, 28), 255 for full ink.
        label: what it is.
        trouble: one of ``TROUBLES``.
        seed: decides all the rest.
    """
    random = np.random.default_rng([2, seed])
    height = int(random.integers(200, 520))
    width = round(height * random.uniform(0.8, 1.4))
    side = round(min(height, width) * random.uniform(0.45, 0.85))  # of MNIST's square; the digit takes 20/28 of it
    # The page is larger than the picture, so that it still fills it when it is turned.
    tall = wide = round(1.45 * max(height, width))
    page = _paper(tall, wide, random)
    TROUBLES[trouble](page, side, random)
    pens = COLOURED if trouble == "coloured pen" or random.random() < 0.2 else BLACK
    cover = np.zeros((tall, wide), dtype=np.float32)
    top, left = ((size - side) / 2 + random.uniform(-0.04, 0.04) * side for size in (tall, wide))
    strokes = strokes_of(digit, side, random)
    cover[round(top) : round(top) + side, round(left) : round(left) + side] = strokes
    _blend(page, cover, pens[random.integers(len(pens))])
    seen = _seen(page, height, width, random)
    light = _light(height, width, random)
    if trouble == "shadow":
        light *= _shadow(height, width, random)
    return Photograph(_developed(seen * light[:, :, None], random), label, trouble)


def _seen(page: Page, height: int, width: int, random: np.random.Generator) -> Page:
    """(height, width, 3): the middle of a page, turned, and not held quite level."""
    angle = math.radians(random.uniform(-MOST_DEGREES, MOST_DEGREES))
    middle = np.array([page.shape[1], page.shape[0]]) / 2
    corners = np.array([(-1, -1), (-1, 1), (1, 1), (1, -1)]) * (width / 2, height / 2)
    corners *= 1 + random.uniform(-MOST_TILT, MOST_TILT, (4, 2))
    turn = np.array([(math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))])
    quad = (corners @ turn.T + middle).ravel().tolist()
    planes = [
        Image.fromarray(plane).transform((width, height), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
        for plane in np.moveaxis(page, 2, 0)
    ]
    return np.stack([np.asarray(plane) for plane in planes], axis=2)


def _developed(scene: Page, random: np.random.Generator) -> bytes:
    """Blurred, noisy, in 8 bits."""
    exact = np.clip(scene * random.uniform(0.9, 1.02), 0, 1)
    size = exact.shape[:2]
    noise = random.normal(0, random.uniform(2, 8), (*size, 1)) + random.normal(0, random.uniform(0, 4), (*size, 3))
    blurred = Image.fromarray(np.rint(exact * 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(random.uniform(0.4, 1.6))
    )
    values = np.clip(np.rint(np.asarray(blurred) + noise), 0, 255).astype(np.uint8)
    file = io.BytesIO()
    if random.random() < 0.5:
        Image.fromarray(values).save(file, "JPEG", quality=int(random.integers(55, 95)))
    else:
        Image.fromarray(values).save(file, "PNG", compress_level=1)
    return file.getvalue()


def photographs_of(digits: Digits, count: int, seed: int) -> Iterator[tuple[NDArray[np.uint8], Photograph]]:
    """Digits (28, 28) drawn by ``seed``, each with its photograph; the troubles take turns."""
    drawn = np.random.default_rng(seed).permutation(len(digits))[:count]
    troubles = list(TROUBLES)
    for number, place in enumerate(drawn.tolist()):
        digit, label = digits.images[place], int(digits.labels[place])
        trouble = troubles[number % len(troubles)]
        yield digit, photograph(digit, label, trouble, SEEDS_APART * seed + number)
