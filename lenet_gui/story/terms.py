"""The terms that the window explains: two sentences, where the paper has it, and what to try."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from lenet_gui.base.translate import tr
from model.network.wiring import shape_of


class Term(StrEnum):
    """What has a card; the layers by their names in :data:`model.network.wiring.NAMES`."""

    INPUT = "INPUT"
    C1 = "C1"
    S2 = "S2"
    C3 = "C3"
    S4 = "S4"
    C5 = "C5"
    F6 = "F6"
    OUTPUT = "OUTPUT"
    MAPS = "maps"
    ACTIVATION = "activation"
    PENALTY = "penalty"
    REJECTION = "rejection"


class TermTexts(NamedTuple):
    """``does`` are the two words beside a layer's name, empty for other terms; ``hint`` is what to try."""

    title: str
    does: str
    text: str
    section: str
    hint: str


def explanation_of(term: Term) -> TermTexts:
    return _EXPLANATIONS[term]()


def layer_does(layer: str) -> str:
    """What a layer does, in two words: "finds strokes"."""
    return explanation_of(Term(layer)).does


def size_of_layer(layer: str) -> str:
    """How large a layer is: "6 maps of 28×28", "120 units"."""
    maps, side = shape_of(layer)
    if layer == "OUTPUT":
        return tr("{maps} penalties").format(maps=maps)
    if side == 1:
        return tr("{maps} units").format(maps=maps)
    template = tr("{maps} maps of {side}×{side}") if maps > 1 else tr("{side}×{side} pixels")
    return template.format(maps=maps, side=side)


_EXPLANATIONS: dict[Term, Callable[[], TermTexts]] = {
    Term.INPUT: lambda: TermTexts(
        "INPUT",
        tr("your digit"),
        tr(
            "This is the picture of 32×32 pixels that the network reads: your drawing, scaled to fit 20×20 pixels, its "
            "centre of mass in the middle. So it does not matter how large you draw, or where."
        ),
        tr("Section III.A"),
        tr("Draw the same digit small and in a corner: INPUT looks the same."),
    ),
    Term.C1: lambda: TermTexts(
        "C1",
        tr("finds strokes"),
        tr(
            "Each of the 6 maps slides a kernel of 5×5 weights over INPUT: a unit adds up 25 pixels, each times its "
            "weight, plus a bias. All units of a map share weights and bias, so the map shows where its pattern is, "
            "such as a stroke or an edge in one direction."
        ),
        tr("Section II.B"),
        tr("Draw one line down and one across: which maps answer to which?"),
    ),
    Term.S2: lambda: TermTexts(
        "S2",
        tr("halves"),
        tr(
            "Each unit adds up four units of C1, a square of 2×2, times one coefficient, plus a bias. The map becomes "
            "half as wide and half as high, and it matters less where exactly a stroke lies."
        ),
        tr("Section II.B"),
        tr("Point at a unit: the 2×2 units that it reads light up in C1."),
    ),
    Term.C3: lambda: TermTexts(
        "C3",
        tr("combines"),
        tr(
            "Each of the 16 maps reads three, four or all six maps of S2 and answers to combinations of strokes, such "
            "as corners and line ends. Because they read different maps, as Table I says, they find different things."
        ),
        tr("Section II.B, Table I"),
        tr("Click a map, then “What does it find?” below the network: is it a corner, an end, an arc?"),
    ),
    Term.S4: lambda: TermTexts(
        "S4",
        tr("halves again"),
        tr(
            "As in S2, each unit adds up a square of 2×2 units, times a coefficient, plus a bias. What remains is 16 "
            "maps of 5×5 units, which say what was found, and roughly where."
        ),
        tr("Section II.B"),
        tr("Switch a map off with the right mouse button: does the answer change?"),
    ),
    Term.C5: lambda: TermTexts(
        "C5",
        tr("sees all"),
        tr(
            "Each of the 120 units reads all 16 maps of S4, so C5 is the first layer whose units depend on the whole "
            "drawing. The value of a unit says how well the drawing matches its pattern."
        ),
        tr("Section II.B"),
        tr("Click a unit, then “What does it find?”: the test digits in which its value is largest, and smallest."),
    ),
    Term.F6: lambda: TermTexts(
        "F6",
        tr("draws a code"),
        tr(
            "Its 84 units are a picture of 7×12 pixels that the network itself draws. Training taught it to draw one "
            "of ten fixed pictures, the code of the digit that it reads."
        ),
        tr("Section II.B, Fig. 3"),
        tr("Draw slowly, and watch F6 turn into the code of your digit."),
    ),
    Term.OUTPUT: lambda: TermTexts(
        "OUTPUT",
        tr("compares"),
        tr(
            "Each of the ten units measures how far the picture in F6 is from the code of one digit: that is the "
            "digit's penalty. The smallest penalty is the answer."
        ),
        tr("Section II.B, eq. 7"),
        tr("Click the second best digit: its squares show where F6 and the code differ."),
    ),
    Term.MAPS: lambda: TermTexts(
        tr("Maps and units"),
        "",
        tr(
            "A layer consists of maps, each a picture of where the layer found one pattern; every value in a map is a "
            "unit. The paper writes 6@28×28 for six maps that are 28 units wide and high."
        ),
        tr("Section II.B, Fig. 2"),
        tr("Point anywhere in a map to read a unit's value."),
    ),
    Term.ACTIVATION: lambda: TermTexts(
        tr("Activation"),
        "",
        tr(
            "The value of a unit, after the squashing function: the paper's tanh brings it between −1.72 and +1.72, "
            "the logistic function between 0 and 1. On this scale each value has one colour, in every layer and for "
            "every drawing."
        ),
        tr("Section II.B, eq. 6; appendix A"),
        tr("Choose other colours in the View menu."),
    ),
    Term.PENALTY: lambda: TermTexts(
        tr("Penalty"),
        "",
        tr(
            "How unlike F6 and a digit's code are: the sum of the 84 squared differences. 0 would be a perfect match; "
            "two codes are at least 48 apart."
        ),
        tr("Section II.B, eq. 7"),
        tr("Click a penalty to see its 84 squares."),
    ),
    Term.REJECTION: lambda: TermTexts(
        tr("Not a digit"),
        "",
        tr(
            "The network may refuse to answer: where no digit's penalty is small, or where the two smallest are nearly "
            "the same. The ten digits and rubbish share 100 % between them, and the best digit needs a large "
            "enough share."
        ),
        tr("Section III.D, eq. 9"),
        tr("Draw a letter, or scribble."),
    ),
}
"""Made when they are asked for, so that they are translated."""
