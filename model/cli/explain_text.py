"""A unit's arithmetic as plain text: its tables, and below them every term.

Tables are rounded to three decimals so that they lie side by side; terms have six.
"""

import numpy as np
from numpy.typing import NDArray

from model.network.explain import ConvolutionExplanation, Explanation, PenaltyExplanation, SubsamplingExplanation
from model.network.rbf_codes import CODE_COLUMNS, CODE_SIZE
from model.network.words.arithmetic import SUM_DECIMALS, about, arithmetic_lines, comparison_lines, heading
from model.network.words.figures import figure
from model.network.words.translation import untranslated
from model.network.words.unit_names import block_name, cell_name

STRONGEST = 10
"""The number of cells listed in which two codes differ most."""

_Table = NDArray[np.floating]


def explanation_text(explanation: Explanation) -> str:
    """Every term of the unit's value, and what they come to; several lines."""
    lines = [heading(explanation, untranslated, SUM_DECIMALS), about(explanation, untranslated), ""]
    match explanation:
        case ConvolutionExplanation(patches=patches):
            for patch in patches:
                lines.append(f"{block_name(patch.block, untranslated)}; input × kernel = products:")
                lines += _beside(_cells(patch.inputs), "×", _cells(patch.kernel), "=", _cells(patch.products))
                lines.append("")
        case SubsamplingExplanation():
            lines += [f"{block_name(explanation.block, untranslated)}:", *_beside(_cells(explanation.inputs)), ""]
        case PenaltyExplanation():
            lines.append("F6, the class's code, and the squared difference of each cell:")
            lines += _beside(_cells(explanation.f6), _picture(explanation.code), _cells(explanation.squares))
            lines.append("")
    return "\n".join([*lines, *arithmetic_lines(explanation, untranslated)])


def comparison_text(first: PenaltyExplanation, second: PenaltyExplanation) -> str:
    """Two classes side by side: where their codes differ, and how much each such cell adds to the difference."""
    one, other = first.unit.map, second.unit.map
    # Where the codes agree, both squares are the same number.
    differences, apart = second.squares - first.squares, first.code != second.code
    order = np.argsort(-np.abs(differences), axis=None, kind="stable")[:STRONGEST]
    strongest = [divmod(int(place), CODE_COLUMNS) for place in order]
    lines = [
        f"{one} against {other}: the codes differ in {apart.sum()} of {CODE_SIZE} cells",
        f"F6, the codes of {one} and {other}, and the squares of {other} less those of {one} "
        f"(positive: closer to {one}):",
        *_beside(_cells(first.f6), _picture(first.code), _picture(second.code), _cells(differences, apart)),
        "",
        *comparison_lines(first, second, untranslated),
        "",
        "the cells that decide most:",
        *(
            f"  {cell_name(*cell, tr=untranslated)}, F6 {figure(float(first.f6[cell]), 3)}: "
            f"{figure(float(differences[cell]), SUM_DECIMALS)}"
            for cell in strongest
        ),
    ]
    return "\n".join(lines)


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
