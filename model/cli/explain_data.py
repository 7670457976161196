"""A unit's arithmetic as lists and unrounded numbers, ready for JSON."""

from typing import Any

from model.network.explain import (
    ConvolutionExplanation,
    Explanation,
    FullExplanation,
    PenaltyExplanation,
    PixelExplanation,
    SubsamplingExplanation,
    SumExplanation,
)
from model.network.wiring import Block


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """Named as in the record: ``result`` is what the terms give, ``value`` the unit's value in the answer."""
    unit = explanation.unit
    data: dict[str, Any] = {
        "layer": unit.layer,
        "map": unit.map,
        "row": unit.row,
        "col": unit.column,
        "value": explanation.value,
        "field": _block(explanation.field),
    }
    match explanation:
        case PixelExplanation():
            data |= {"ink": explanation.ink}
        case ConvolutionExplanation():
            data["patches"] = [
                _block(patch.block)
                | {
                    "inputs": patch.inputs.tolist(),
                    "kernel": patch.kernel.tolist(),
                    "products": patch.products.tolist(),
                    "sum": patch.sum,
                }
                for patch in explanation.patches
            ]
        case SubsamplingExplanation():
            data |= {
                "inputs": _block(explanation.block) | {"values": explanation.inputs.tolist()},
                "input_sum": explanation.input_sum,
                "coefficient": explanation.coefficient,
            }
        case FullExplanation():
            data |= {
                "inputs": {"layer": explanation.source_layer, "values": explanation.inputs.tolist()},
                "weights": explanation.weights.tolist(),
                "products": explanation.products.tolist(),
            }
        case PenaltyExplanation():
            data |= {
                "f6": explanation.f6.tolist(),
                "code": explanation.code.tolist(),
                "squares": explanation.squares.tolist(),
                "result": explanation.result,
            }
    if isinstance(explanation, SumExplanation):
        data |= {
            "weighted": explanation.weighted,
            "bias": explanation.bias,
            "total": explanation.total,
            "squashing": explanation.squashing.value,
            "factor": explanation.factor,
            "result": explanation.result,
        }
    return data


def _block(block: Block) -> dict[str, Any]:
    return {
        "layer": block.layer,
        "map": block.map,
        "top": block.top,
        "left": block.left,
        "height": block.height,
        "width": block.width,
    }
