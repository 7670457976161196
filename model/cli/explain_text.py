"""A unit's arithmetic as plain text.

Patches and kernels are rounded to three decimals so that they lie side by side; sums have six.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from model.network.architecture import TANH_AMPLITUDE
from model.network.explain import (
    ConvolutionExplanation,
    Explanation,
    FullExplanation,
    Patch,
    PenaltyExplanation,
    PixelExplanation,
    SubsamplingExplanation,
    SumExplanation,
)
from model.network.records import Squashing
from model.network.wiring import INPUT, Block, Unit, shape_of

STRONGEST = 10
"""So many contributions of C5 and F6 are told one by one."""

_CURVES = {
    Squashing.TANH: f"{TANH_AMPLITUDE} tanh(2/3 total)",
    Squashing.LOGISTIC: "1 / (1 + exp(-total))",
}

_Table = NDArray[np.floating]
_Row = tuple[str, float]


def explanation_text(explanation: Explanation) -> str:
    """Every term of the unit's value, and what they come to; several lines."""
    name = name_of(explanation.unit)
    lines = [f"{name} = {explanation.value:z.6f}"]
    if explanation.unit.layer != INPUT:
        lines.append(f"it sees {_place(explanation.field)} of the drawing")
    lines.append("")
    match explanation:
        case PixelExplanation():
            lines += [f"1.275 x ink {explanation.ink:.6f} - 0.1 = {explanation.value:z.6f}"]
        case ConvolutionExplanation():
            lines += _patches(explanation.patches)
            lines += _rows([*((_map(patch.block), patch.sum) for patch in explanation.patches), *_end(explanation)])
        case SubsamplingExplanation():
            lines += [f"{_map(explanation.block)}, {_place(explanation.block)}"]
            lines += _beside(_cells(explanation.inputs))
            lines += ["", *_rows([*_subsampled(explanation), *_end(explanation)])]
        case FullExplanation():
            lines += _contributions(explanation)
        case PenaltyExplanation():
            lines += ["F6, the class's code, and the squared difference of each cell:"]
            lines += _beside(_cells(explanation.f6), _picture(explanation.code), _cells(explanation.squares))
            lines += ["", *_rows([("sum of the 84 squares", explanation.result)])]
    return "\n".join(lines)


def versus_text(one: PenaltyExplanation, other: PenaltyExplanation) -> str:
    """Two classes side by side: where their codes differ, what each such cell speaks for, and which speak loudest."""
    here, there = one.unit.map, other.unit.map
    # Where the codes agree, both squares are the same number.
    differences = other.squares - one.squares
    order = np.argsort(-np.abs(differences), axis=None, kind="stable")[:STRONGEST]
    loudest = [divmod(int(place), differences.shape[1]) for place in order]
    apart = one.code != other.code
    lines = [
        f"{here} against {there}: the codes differ in {apart.sum()} of 84 cells",
        f"F6, the codes of {here} and {there}, and {there}'s squares less those of {here} (above 0 speaks for {here}):",
        *_beside(_cells(one.f6), _picture(one.code), _picture(other.code), _cells(differences, apart)),
        "",
        *_rows(
            [
                (f"penalty of {there}", other.result),
                (f"penalty of {here}", one.result),
                ("sum of the differences", float(differences.sum())),
            ]
        ),
        "",
        "the cells that decide most:",
        *_rows(
            (f"row {row}, column {column}, F6 {one.f6[row, column]:+.3f}", float(differences[row, column]))
            for row, column in loudest
        ),
    ]
    return "\n".join(lines)


def name_of(unit: Unit) -> str:
    """A unit's place in words."""
    if unit.layer == "OUTPUT":
        return f"OUTPUT, penalty of class {unit.map}"
    if shape_of(unit.layer)[1] == 1:
        return f"{unit.layer} unit {unit.map}"
    where = unit.layer if unit.layer == INPUT else f"{unit.layer} map {unit.map}"
    return f"{where}, row {unit.row}, column {unit.column}"


def _map(block: Block) -> str:
    return block.layer if block.layer == INPUT else f"{block.layer} map {block.map}"


def _place(block: Block) -> str:
    bottom, right = block.top + block.height - 1, block.left + block.width - 1
    return f"rows {block.top} to {bottom}, columns {block.left} to {right}"


def _patches(patches: tuple[Patch, ...]) -> list[str]:
    lines: list[str] = []
    for patch in patches:
        lines.append(f"{_map(patch.block)}, {_place(patch.block)}; values x kernel = products")
        lines += _beside(_cells(patch.inputs), "x", _cells(patch.kernel), "=", _cells(patch.products))
        lines += [f"their sum {patch.sum:z.6f}", ""]
    return lines


def _subsampled(explanation: SubsamplingExplanation) -> list[_Row]:
    return [
        ("sum of the four", explanation.input_sum),
        ("coefficient", explanation.coefficient),
        ("coefficient x sum", explanation.weighted),
    ]


def _contributions(explanation: FullExplanation) -> list[str]:
    chosen, rest = explanation.strongest(STRONGEST)
    count = explanation.products.size
    rows = [(f"{name_of(one.source)}: {one.input:+.6f} x {one.weight:+.6f}", one.product) for one in chosen]
    rows.append((f"the other {count - len(chosen)}", rest))
    return [f"the strongest {len(chosen)} of {count} inputs x weights", *_rows([*rows, *_end(explanation)])]


def _end(explanation: SumExplanation) -> list[_Row]:
    """From the weighted inputs to the value, the same in C1 to F6."""
    curve = _CURVES[explanation.squashing]
    rows = [("bias", explanation.bias), ("total", explanation.total)]
    if explanation.factor == 1:
        return [*rows, (curve, explanation.result)]
    return [*rows, (f"{explanation.factor:g} x {curve} (changed)", explanation.result)]


def _rows(rows: Iterable[_Row]) -> list[str]:
    """Names to the left, figures under each other by the point."""
    rows = list(rows)
    width = max(len(name) for name, _ in rows)
    figures = [f"{figure:z.6f}" for _, figure in rows]
    broad = max(map(len, figures))
    return [f"  {name:<{width}}  {figure:>{broad}}" for (name, _), figure in zip(rows, figures, strict=True)]


def _beside(*columns: list[str] | str) -> list[str]:
    """Tables of one height side by side; a text between them is a sign that stands in the middle row."""
    height = max(len(column) for column in columns if not isinstance(column, str))
    signs = [column if isinstance(column, list) else [""] * (height // 2) + [column] for column in columns]
    # A sign's empty rows are as wide as the sign.
    whole = [[f"{cell:1}" for cell in (sign + [""] * height)[:height]] for sign in signs]
    return ["  " + "  ".join(cells).rstrip() for cells in zip(*whole, strict=True)]


def _cells(table: _Table, shown: NDArray[np.bool_] | None = None) -> list[str]:
    texts = [[f"{cell:z.3f}" for cell in row] for row in table]
    if shown is not None:
        texts = [
            [text if yes else "." for text, yes in zip(*row, strict=True)] for row in zip(texts, shown, strict=True)
        ]
    width = max(len(text) for row in texts for text in row)
    return [" ".join(f"{text:>{width}}" for text in row) for row in texts]


def _picture(code: _Table) -> list[str]:
    return ["".join("#" if cell > 0 else "." for cell in row) for row in code]
