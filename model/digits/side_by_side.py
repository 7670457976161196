"""What stands side by side in a drawing: the digits of a number, where they do not touch."""

import numpy as np

from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.network.changes import Changes
from model.network.parameters import Parameters
from model.network.recognise import recognise
from model.network.recognition import Recognition, Verdict
from model.network.records import Rejection

LEAST_GAP = 0.04
"""Paper between two digits, as a part of the height of the whole drawing."""
MOST = 12


def side_by_side(drawing: Drawing) -> tuple[Drawing, ...]:
    """The drawing's parts from left to right, wherever a column of paper runs from top to bottom between strokes."""
    if not drawing.strokes:
        return ()
    boxes = [(stroke, np.array(stroke.points)) for stroke in drawing.strokes]
    heights = np.concatenate([points[:, 1] for _, points in boxes])
    gap = LEAST_GAP * float(np.ptp(heights))
    parts: list[list[Stroke]] = []
    edge = -np.inf
    for stroke, points in sorted(boxes, key=lambda each: float(each[1][:, 0].min())):
        if points[:, 0].min() - stroke.width > edge + gap:
            parts.append([])
        parts[-1].append(stroke)
        edge = max(edge, float(points[:, 0].max()))
    return tuple(Drawing(tuple(part)) for part in parts)


def digits_side_by_side(
    drawing: Drawing, parameters: Parameters, rejection: Rejection, changes: Changes
) -> tuple[Recognition, ...]:
    """The answers to each part of a drawing, if it has several and every one of them is a digit; else none."""
    parts = side_by_side(drawing)
    if not 1 < len(parts) <= MOST:
        return ()
    answers = [recognise(parameters, ink_of_drawing(part), rejection, changes) for part in parts]
    return tuple(answers) if all(answer.verdict is Verdict.DIGIT for answer in answers) else ()
