"""``lenet explain``: the arithmetic of one unit for one picture."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from model.cli.explain_text import comparison_text, explanation_text
from model.cli.options import PICTURE, add_as_it_is, add_network, changes_of, whole
from model.cli.recognise import FIELDS, answer_figures, answer_line, read_page
from model.digits.preprocess import ink_of_picture
from model.network.explain import (
    ConvolutionExplanation,
    Explanation,
    FullExplanation,
    PenaltyExplanation,
    PixelExplanation,
    SubsamplingExplanation,
    SumExplanation,
    explain,
    explain_penalty,
)
from model.network.recognise import recognise
from model.network.weights import load_weights
from model.network.wiring import NAMES, Unit

_JSON = f"""print a JSON object:
file
{FIELDS}
layer, map, row, col, value: the unit
field: the part of INPUT that it sees
its inputs, weights and so on, and what they come to, not rounded
against: the same of the penalty to compare with"""


def add_options(parser: argparse.ArgumentParser) -> None:
    add_network(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help=PICTURE)
    parser.add_argument(
        "--layer", required=True, type=str.upper, metavar="NAME", help=f"the unit's layer: {', '.join(NAMES)}"
    )
    parser.add_argument(
        "--map", required=True, type=whole, metavar="N", help="its map, counted from 0; in OUTPUT, its digit"
    )
    parser.add_argument(
        "--row", type=whole, default=0, metavar="N", help="its row in the map, counted from 0 (default: %(default)s)"
    )
    parser.add_argument(
        "--col", type=whole, default=0, metavar="N", help="its column in the map, counted from 0 (default: %(default)s)"
    )
    parser.add_argument("--against", type=whole, metavar="N", help="in OUTPUT: compare with the penalty of this digit")
    add_as_it_is(parser)
    parser.add_argument("--json", action="store_true", help=_JSON)


def explain_unit(arguments: argparse.Namespace) -> int:
    """Run ``lenet explain``; returns the exit status.

    Raises:
        FileError: the picture or the weights cannot be read.
    """
    try:
        unit = Unit(arguments.layer, arguments.map, arguments.row, arguments.col)
        rival = _rival(unit, arguments.against)
    except ValueError as error:
        sys.exit(f"lenet: {error}")
    changes = changes_of(arguments)
    parameters, info = load_weights(arguments.weights)
    ink = ink_of_picture(read_page(arguments.file), normalise=not arguments.as_it_is)
    answer = recognise(parameters, ink, info.rejection, changes)
    explanation = explain(answer, unit)
    if arguments.json:
        figures = answer_figures(arguments.file, answer) | explanation_data(explanation)
        if rival:
            figures["against"] = explanation_data(explain_penalty(answer, rival.map))
        print(json.dumps(figures))
        return 0
    print(answer_line(arguments.file, answer))
    print()
    print(explanation_text(explanation))
    if rival:
        print()
        print(comparison_text(explain_penalty(answer, unit.map), explain_penalty(answer, rival.map)))
    return 0


def _rival(unit: Unit, digit: int | None) -> Unit | None:
    if digit is None:
        return None
    if unit.layer != "OUTPUT":
        raise ValueError(f"--against compares classes of OUTPUT, not units of {unit.layer}")
    if digit == unit.map:
        raise ValueError(f"class {digit} cannot be compared with itself")
    return Unit("OUTPUT", digit)


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
