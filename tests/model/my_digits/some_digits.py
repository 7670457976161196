"""Drawings, and the digits that another start of the program finds."""

from pathlib import Path

from model.digits.drawing import Drawing, Stroke
from model.my_digits.digit import MyDigit
from model.my_digits.store import DigitStore

ONE = Drawing((Stroke(((0.4, 0.3), (0.5, 0.2), (0.5, 0.8)), 0.06),))
SEVEN = Drawing((Stroke(((0.3, 0.2), (0.7, 0.2), (0.4, 0.8)), 0.06), Stroke(((0.4, 0.5), (0.6, 0.5)), 0.03)))
LONG = Drawing((Stroke(tuple((i / 500, (i * 37 % 500) / 500) for i in range(500)), 0.06),))


def digits_in(folder: Path) -> tuple[MyDigit, ...]:
    """What another program start finds."""
    return DigitStore(folder).digits
