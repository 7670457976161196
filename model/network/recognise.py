"""One picture in, one answer out, with every layer on the way."""

import time

import numpy as np

from model.network.architecture import FIELD_SIZE
from model.network.changes import NO_CHANGES, Changes
from model.network.forward import check_ink, forward_of, penalties_of, to_input
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.records import FloatArray, Rejection, frozen


def recognise(
    parameters: Parameters, ink: FloatArray, rejection: Rejection, changes: Changes = NO_CHANGES
) -> Recognition:
    """Read one picture, ``ink`` (32, 32), 0 for background to 1 for full ink.

    MNIST's own pictures are bytes: ``digits.fields()[0] / np.float32(255)``. A picture of another size becomes ink by
    :func:`model.digits.preprocess.ink_of_picture`. Which answers are refused, ``rejection``, comes with the weights.

    Raises:
        ValueError: this is no ink, or a penalty is not finite.
    """
    started = time.perf_counter()
    check_ink(ink, (FIELD_SIZE, FIELD_SIZE))
    with forward_of(1) as forward:
        forward.run(parameters.matrices, to_input(ink), changes.gains())
        # Copies: the forward pass uses its memory again.
        layers = forward.c1, forward.s2, forward.c3, forward.s4, forward.c5, forward.f6
        return Recognition(
            ink=frozen(ink.copy()),
            values=frozen(np.concatenate(layers, axis=None)),
            penalties=frozen(penalties_of(forward.f6[0])),
            rejection=rejection,
            seconds=time.perf_counter() - started,
            parameters=parameters,
            changes=changes,
        )
