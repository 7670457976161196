"""How strongly digits are distorted while a network is trained on them: plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Distortion:
    """How strongly each training digit is distorted anew each time it is shown; every strength is the largest change.

    Shifts and elastic bends are in pixels of the 32x32 field, angles in degrees, the others are fractions.
    """

    shift_px: float = 0.0
    scale: float = 0.0
    squeeze: float = 0.0
    """One axis grows by this much while the other shrinks."""
    shear: float = 0.0
    rotation_degrees: float = 0.0
    elastic_px: float = 0.0
    """Each crossing of a 6x6 grid moves by up to this much; the ink between follows smoothly."""
    thickness: float = 0.0
    """Strokes grow or shrink: 1 is a whole pixel on each side."""
    flags: float = 0.0
    """The share of ones that get a flag, and of sevens that get a bar, as Europe writes them."""

    @property
    def is_none(self) -> bool:
        return self == Distortion()


DISTORTION_LIMITS: dict[str, float] = {
    "shift_px": 8.0,
    "scale": 0.5,
    "squeeze": 0.5,
    "shear": 1.0,
    "rotation_degrees": 45.0,
    "elastic_px": 5.0,
    "thickness": 1.0,
    "flags": 1.0,
}
"""How strong each distortion may be."""
