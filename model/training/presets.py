"""The recipes that come with the program, by name."""

from dataclasses import replace

from model.digits.distortion import Distortion
from model.strokes.extras import PenField
from model.training.engine.criterion import Loss
from model.training.recipes import Optimizer, Schedule, TrainingConfig

MODERN = TrainingConfig(
    distortion=Distortion(shift_px=1.4, scale=0.10, shear=0.14, rotation_degrees=10.0, elastic_px=1.4, flags=0.03),
)
"""The recipe of the MNIST-only weights."""

ONE_MINUTE = replace(MODERN, optimizer=Optimizer.SOAP, passes=10, rate=1e-2, averaging=0.998)
"""A short run: one or two minutes on one core, longer beside other programs."""

DEFAULT = replace(MODERN, rubbish_j=6.0, passes=100, rate=8e-4, pen_share=0.12, rubbish_share=0.18)
"""The recipe of the default weights: from those of ``MODERN``, with pen digits and rubbish beside MNIST's."""

SWEEP = replace(DEFAULT, passes=25, pen_share=0.35, rubbish_share=0.35, averaging=0.999, pen_field=PenField.IN_ROW)
"""The recipe of the weights that sweep over rows of digits (section VII): from ``MODERN``'s, with digits in rows."""

PAPER_1998 = TrainingConfig(
    loss=Loss.MAXIMUM_A_POSTERIORI,
    rubbish_j=10.0,
    penalty_scale=1.0,
    optimizer=Optimizer.SDLM,
    rate=5e-4,
    schedule=Schedule.PAPER,
    momentum=0.0,
    weight_decay=0.0,
    batch_size=1,
    passes=20,
    averaging=0.0,
    held_out=0,
)
"""Section III.B: SDLM with its own schedule, one pattern an update, no distortions; eq. 9, as section II.C argues."""

PAPER_EQ8 = replace(PAPER_1998, loss=Loss.MEAN_SQUARED_ERROR)
"""The same with eq. 8."""

PRESETS = {
    "minute": ONE_MINUTE,
    "default": DEFAULT,
    "sweep": SWEEP,
    "modern": MODERN,
    "paper": PAPER_1998,
    "paper-eq8": PAPER_EQ8,
}

IN_WORDS = {
    "minute": "MNIST's digits, distorted: a short run",
    "modern": "the same, but for long, as the MNIST-only weights were trained",
    "default": "with pen digits and rubbish, as the default weights were trained: give --start mnist and --pen",
    "sweep": "the same with pen digits in rows, for lenet read --sweep",
    "paper": "MNIST's digits as they are, as in 1998",
    "paper-eq8": "the same with the loss of eq. 8",
}
"""What each preset is, in few words; some refer to the one before."""
