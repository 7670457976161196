"""What the tour shows, in order, and which unit of a layer shows best what the layer does."""

from enum import Enum, auto
from typing import NamedTuple

from lenet_gui.base.keys import MY_DIGITS, TRAIN, written
from lenet_gui.base.translate import tr
from lenet_gui.story.terms import Term, TermTexts, explanation_of
from model.network.recognition import Recognition
from model.network.wiring import NAMES, OUTPUT, Unit


class Shows(Enum):
    """What the network shows beside a page."""

    NOTHING = auto()
    UNIT = auto()
    """A unit of the page's layer, with all that it depends on."""
    PENALTY = auto()
    """The arithmetic of the answer's penalty, below the network."""
    CHANGE = auto()
    """The network without a map of the page's layer."""


class TourPage(NamedTuple):
    """``layer`` is where a unit is shown, or a map switched off, if that is to be."""

    texts: TermTexts
    shows: Shows = Shows.NOTHING
    layer: str = ""


def tour_pages() -> list[TourPage]:
    layers = [TourPage(explanation_of(Term(layer)), Shows.UNIT, layer) for layer in NAMES[1:]]
    penalty = TourPage(explanation_of(Term.PENALTY), Shows.PENALTY)
    rejection = TourPage(explanation_of(Term.REJECTION))
    return [TourPage(explanation_of(Term.INPUT)), *layers, penalty, _what_if(), rejection, _last()]


def _what_if() -> TourPage:
    text = tr(
        "A map of C3 has just been switched off, and all that follows is computed without it. The dashed bars are the "
        "penalties from before. The answer mostly stays the same, as many maps find parts of one digit."
    )
    hint = tr("Draw on, or switch off another map with the right mouse button. The next page restores this one.")
    return TourPage(TermTexts(tr("What if?"), "", text, "", hint), Shows.CHANGE, "C3")


def _last() -> TourPage:
    text = tr(
        "That is all of LeNet-5. Every unit and every penalty can be clicked: where its value comes from is worked out "
        "below the network. There you can also switch units and maps off, and see what becomes of the answer."
    )
    hint = tr("Write a number such as 2026, teach it your own digits ({teach}), or train a network ({train}).")
    hint = hint.format(teach=written(MY_DIGITS), train=written(TRAIN))
    return TourPage(TermTexts(tr("Now it is your turn"), "", text, "", hint))


def unit_to_show(answer: Recognition, layer: str) -> Unit:
    """The unit that answers most to the ink: of OUTPUT the answer's, else the one farthest from what empty paper gives.

    A map's first unit sees paper alone, as the digit is in the middle; a layer of single units has no such place.
    """
    if layer == OUTPUT:
        return Unit(layer, answer.digit)
    values = answer.layer(layer)
    empty = values[:, :1, :1] if values.shape[-1] > 1 else 0
    at, rest = divmod(int(abs(values - empty).argmax()), values[0].size)
    return Unit(layer, at, *divmod(rest, values.shape[-1]))
