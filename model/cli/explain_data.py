"""A unit's arithmetic as lists and unrounded numbers, ready for JSON."""

from typing import Any

import numpy as np

from model.network.explain import (
    ConvolutionExplanation,
    Explanation,
    FullExplanation,
    PenaltyExplanation,
    PixelExplanation,
    SubsamplingExplanation,
    SumExplanation,
)


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """Named as in the record: ``result`` is what the terms give, ``value`` the unit's value in the answer."""
    unit = explanation.unit
    data: dict[str, Any] = {"layer": unit.layer, "map": unit.map, "row": unit.row, "col": unit.column}
    data |= {"value": explanation.value, "field": explanation.field._asdict()}
    match explanation:
        case PixelExplanation():
            data |= _named(explanation, "ink")
        case ConvolutionExplanation(patches=patches):
            terms = ("inputs", "kernel", "products", "sum")
            data["patches"] = [patch.block._asdict() | _named(patch, *terms) for patch in patches]
        case SubsamplingExplanation():
            data["inputs"] = explanation.block._asdict() | {"values": explanation.inputs.tolist()}
            data |= _named(explanation, "input_sum", "coefficient")
        case FullExplanation():
            data["inputs"] = {"layer": explanation.source_layer, "values": explanation.inputs.tolist()}
            data |= _named(explanation, "weights", "products")
        case PenaltyExplanation():
            data |= _named(explanation, "f6", "code", "squares", "result")
    if isinstance(explanation, SumExplanation):
        data |= _named(explanation, "weighted", "bias", "total", "squashing", "factor", "result")
    return data


def _named(record: object, *names: str) -> dict[str, Any]:
    """Some values of a record, arrays as lists."""
    values = {name: getattr(record, name) for name in names}
    return {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in values.items()}
