"""The figures of the seven layers and their arithmetic, as text."""

import csv
import io
import re
from dataclasses import astuple, dataclass

from lenet_gui.base.translate import tr
from model.network.architecture import LAYERS, Layer

CONNECTIONS = sum(layer.connections for layer in LAYERS)
CSV_COLUMNS = (
    "layer",
    "maps",
    "side",
    "trainable_parameters",
    "connections",
    "receptive_field_px",
    "step_px",
    "how_side",
    "how_parameters",
    "how_connections",
    "how_receptive_field",
)


@dataclass(frozen=True)
class How:
    """A layer's arithmetic as ``terms = figure``, for the side of its maps and so on; empty where there is none."""

    side: str
    parameters: str
    connections: str
    field: str


# Receptive field: the previous layer's, plus its step for each further unit along a side.
HOW = {
    "C1": How("32 - 5 + 1 = 28", "6 * (25 + 1) = 156", "156 * 28 * 28 = 122304", "1 + 4 * 1 = 5"),
    "S2": How("28 / 2 = 14", "6 * 2 = 12", "6 * 14 * 14 * (4 + 1) = 5880", "5 + 1 * 1 = 6"),
    "C3": How(
        "14 - 5 + 1 = 10",
        "6 * (3*25 + 1) + 6 * (4*25 + 1) + 3 * (4*25 + 1) + (6*25 + 1) = 1516",
        "1516 * 10 * 10 = 151600",
        "6 + 4 * 2 = 14",
    ),
    "S4": How("10 / 2 = 5", "16 * 2 = 32", "16 * 5 * 5 * (4 + 1) = 2000", "14 + 1 * 2 = 16"),
    "C5": How("5 - 5 + 1 = 1", "120 * (16*25 + 1) = 48120", "48120 * 1 * 1 = 48120", "16 + 4 * 4 = 32"),
    "F6": How("", "84 * (120 + 1) = 10164", "10164 * 1 * 1 = 10164", ""),
    "OUTPUT": How("", "", "10 * 84 = 840", ""),
}


def made_of(layer: str) -> str:
    return {
        "C1": tr("6 convolutions of INPUT: 25 weights and a bias each, shared by a map's 28×28 units"),
        "S2": tr("the sum of each 2×2 block of C1, times a coefficient, plus a bias; one of each per map"),
        "C3": tr("convolutions of 3, 4 or 6 S2 maps each (Table I): 25 weights for each map read, and a bias"),
        "S4": tr("the sum of each 2×2 block of C3, times a coefficient, plus a bias; one of each per map"),
        "C5": tr("convolutions of all 16 S4 maps, 25 weights for each map, and a bias"),
        "F6": tr("weighted sums of all 120 C5 units, and a bias"),
        "OUTPUT": tr("squared distances of F6 to the codes of the ten digits: 84 fixed values each"),
    }[layer]


def pretty(text: str) -> str:
    """Typeset arithmetic: signs for times and minus, commas in thousands."""
    left, equals, figure = text.rpartition(" = ")
    if not equals:
        return text
    parts = [f"{int(part):,}" if part.isdecimal() else part for part in left.replace(" - ", " − ").split(" ")]
    # A long sum may break only between its terms.
    whole = re.sub(r" \* |\([^)]*\)", lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), " ".join(parts))
    if ") + " not in whole:  # a single term: before its brackets
        whole = whole.replace("\N{NO-BREAK SPACE}(", " (")
    whole = whole.replace(" + ", "\N{NO-BREAK SPACE}+ ")
    return f"{whole.replace('*', '·')} =\N{NO-BREAK SPACE}{int(figure):,}"


def cells_of(layer: Layer) -> list[str]:
    """A layer's row of the table: each figure with its arithmetic below."""
    how = HOW[layer.name]
    output = f"{layer.maps}@{layer.side}×{layer.side}" if layer.side > 1 else f"{layer.maps}"
    field = tr("{side} px, step {step}").format(side=layer.receptive_field_px, step=layer.step_px)
    field = field.replace(" ", "\N{NO-BREAK SPACE}").replace(",\N{NO-BREAK SPACE}", ", ")  # breaks after the comma only
    as_before = tr("sees the whole drawing, like C5")
    none = tr("840 fixed values of ±1, not trained")
    return [
        layer.name,
        f"{output}\n{pretty(how.side)}".rstrip(),
        made_of(layer.name),
        f"{layer.parameters:,}\n{pretty(how.parameters) or none}",
        f"{layer.connections:,}\n{pretty(how.connections)}",
        f"{field}\n{pretty(how.field) or as_before}",
    ]


def _rows() -> list[tuple[str, ...]]:
    return [CSV_COLUMNS, *(tuple(map(str, (*layer, *astuple(HOW[layer.name])))) for layer in LAYERS)]


def as_csv() -> bytes:
    """One row for each layer, UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_rows())
    return text.getvalue().encode("utf-8")


def as_tabbed_text() -> str:
    """The same for the clipboard: spreadsheets put it into cells."""
    return "\n".join("\t".join(row) for row in _rows())
