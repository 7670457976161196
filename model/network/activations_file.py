"""All of an answer's activations as one ``.npz`` file."""

import io
from typing import Any

import numpy as np

from model.network.changes import texts_of
from model.network.recognition import Recognition
from model.network.wiring import HIDDEN, INPUT


def activations_npz(answer: Recognition) -> bytes:
    """The content of an ``.npz`` file that ``numpy.load`` reads.

    ``ink`` (32, 32), 0 to 1; ``INPUT`` (32, 32), the same in the network's scale; ``C1`` (6, 28, 28),
    ``S2`` (6, 14, 14), ``C3`` (16, 10, 10), ``S4`` (16, 5, 5), ``C5`` (120,), ``F6`` (84,), squashed; ``OUTPUT`` (10,),
    the penalties in double precision; ``changes``, what the network was changed by, as ``C3.7=0``; empty for nothing.
    """
    layers: dict[str, Any] = {name: answer.layer(name).squeeze() for name in HIDDEN}
    file = io.BytesIO()
    np.savez(
        file,
        ink=answer.ink,
        INPUT=answer.layer(INPUT)[0],
        **layers,
        OUTPUT=answer.penalties,
        changes=np.array(texts_of(answer.changes), dtype=np.str_),
    )
    return file.getvalue()
