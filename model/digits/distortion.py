"""How strongly digits are distorted while a network is trained on them: plain data."""

from dataclasses import dataclass

from model.settings import QT_TR_NOOP, DisplayUnit, check, setting


@dataclass(frozen=True)
class Distortion:
    """How strongly each training digit is distorted, differently each time it is shown; each strength is the largest
    change.

    Shifts and elastic bends are in pixels of the 32x32 field, angles in degrees, the others are fractions.

    Raises:
        ValueError: a strength is out of range; the text names it.
    """

    shift_px: float = setting(
        0.0,
        (0.0, 8.0),
        title=QT_TR_NOOP("Shift"),
        text=QT_TR_NOOP("How far a digit may be moved, across and down (section III.B)."),
        unit=DisplayUnit.PIXELS,
    )
    scale: float = setting(
        0.0,
        (0.0, 0.5),
        title=QT_TR_NOOP("Scale"),
        text=QT_TR_NOOP("How much a digit may grow or shrink (section III.B)."),
        unit=DisplayUnit.PERCENT,
    )
    squeeze: float = setting(
        0.0,
        (0.0, 0.5),
        title=QT_TR_NOOP("Squeeze"),
        text=QT_TR_NOOP("How much one axis may grow while the other shrinks (section III.B)."),
        unit=DisplayUnit.PERCENT,
    )
    shear: float = setting(
        0.0,
        (0.0, 1.0),
        title=QT_TR_NOOP("Shear"),
        text=QT_TR_NOOP("How much a digit may be slanted: sideways shift for each pixel of height (section III.B)."),
        unit=DisplayUnit.PERCENT,
    )
    rotation_degrees: float = setting(
        0.0,
        (0.0, 45.0),
        title=QT_TR_NOOP("Rotation"),
        text=QT_TR_NOOP("How far a digit may be turned, either way. The paper did not turn its digits."),
        unit=DisplayUnit.DEGREES,
    )
    elastic_px: float = setting(
        0.0,
        (0.0, 5.0),
        title=QT_TR_NOOP("Elastic"),
        text=QT_TR_NOOP(
            "How far each crossing of a 6 x 6 grid may move; the ink between follows smoothly. "
            "The paper did not bend its digits."
        ),
        unit=DisplayUnit.PIXELS,
    )
    thickness: float = setting(
        0.0,
        (0.0, 1.0),
        title=QT_TR_NOOP("Thickness"),
        text=QT_TR_NOOP(
            "How much strokes may grow or shrink; the largest value is one pixel on each side. "
            "The paper did not change its strokes."
        ),
        unit=DisplayUnit.PERCENT,
    )
    flags: float = setting(
        0.0,
        (0.0, 1.0),
        title=QT_TR_NOOP("Flags"),
        text=QT_TR_NOOP(
            "How many ones get a flag and how many sevens a bar, as in European handwriting; both are rare in MNIST."
        ),
        unit=DisplayUnit.PERCENT,
    )

    def __post_init__(self) -> None:
        check(self)

    @property
    def is_none(self) -> bool:
        """Whether every strength is 0."""
        return self == Distortion()
