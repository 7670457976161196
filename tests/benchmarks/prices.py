"""Finds the prices of ``model.numbers.prices`` on recorded digits, by discriminative forward training (section VI.D).

FILE has recorded digits as ``strokes.py`` takes them, ``--others`` a file with what is no digit. Numbers are made of
them (see ``practice.py``); those in which digits touch count less, for most do not. What is minimised is the cost of
the right cuts minus that of all cuts together, -log of the sum of e^-cost over all ways through the lattice; the
network stays as it is. A number counts for the last of ``MOST`` at most, so that those which cannot be read do not
decide; before that for more, so that none is given up too early.

The prices are printed for numbers that they were found on, with their mean loss and that of as many other numbers.
``several`` is a rule of the program, not found here.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import torch

from model.assets import shipped_weights, weights_file
from model.network.architecture import NOT_A_DIGIT
from model.network.forward import read_batch
from model.network.parameters import Parameters
from model.network.records import Rejection
from model.network.weights import load_weights
from model.numbers.patches import ink_of
from model.numbers.pieces import Patch, box_around
from model.numbers.prices import (
    PICTURE_PRICES,
    PRICES,
    Cut,
    Prices,
    cuts_of,
    groups_of,
    is_of_several_strokes,
    misfits,
    row_height,
    spanned,
)
from model.strokes.reading import read_pen_patterns
from tests.benchmarks.harness import parser_of, report
from tests.benchmarks.made_numbers import writers_of
from tests.benchmarks.practice import Practice, practice

NAMES = ("answer", "cut", *Cut._fields, "low", "small", "wide", "strokes", "mark", "high", "unlike")
USUAL = (1, 4, 5, 7)
"""These digits often have several strokes."""
MOST = 60.0, 20.0, 8.0
LARGEST_ROW, LARGEST_GROUP = 26, 12
"""Pieces; larger rows are left out, and those with larger digits."""
TOUCHING = 0.25
"""What a picture counts in which one piece of ink is of several digits."""
DECAY = 1e-4
IMPOSSIBLE = 1e9


class Lattices:
    """What the prices are multiplied by on each arc of many lattices, as tensors.

    ``values`` (N, 26, 12, 2, P): of the arc from each piece over 1 to 12 pieces, as a digit or as none; with the price
    of the cut at its end. ``there`` and ``right`` tell which arcs there are, and which are on the right way.
    """

    def __init__(
        self, numbers: Sequence[Practice], parameters: Parameters, rejection: Rejection, prices: Prices
    ) -> None:
        numbers = [number for number in numbers if _has_right_way(number)]
        shape = len(numbers), LARGEST_ROW, LARGEST_GROUP, 2
        values = np.zeros((*shape, len(NAMES)), dtype=np.float32)
        there, right = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        for place, number in enumerate(numbers):
            self._enter(number, parameters, rejection, prices, values[place], there[place], right[place])
        self.values, self.there, self.right = map(torch.from_numpy, (values, there, right))
        self.last = torch.tensor([len(number.row) for number in numbers])
        self.counts = torch.tensor([TOUCHING if _touch(number) else 1.0 for number in numbers])

    @staticmethod
    def _enter(
        number: Practice,
        parameters: Parameters,
        rejection: Rejection,
        prices: Prices,
        values: np.ndarray,
        there: np.ndarray,
        right: np.ndarray,
    ) -> None:
        row, height = number.row, row_height(number.row)
        groups = groups_of(row, height)
        inks = [ink_of([piece.part for piece in row[first:end]]) for first, end in groups]
        penalties = read_batch(parameters, np.stack(inks))
        shares = rejection.shares(penalties)
        cuts = spanned(cuts_of(row, height), groups, shares)
        unlike = shares[:, NOT_A_DIGIT] if prices.posterior else np.zeros(len(groups))
        owners = np.array(number.owners)
        answers = replace(prices, unlike=0.0).of_answers(rejection, penalties)
        for (first, end), costs, rubbish in zip(groups, answers, unlike.tolist(), strict=True):
            digit = int(costs[:NOT_A_DIGIT].argmin())
            strokes = float(is_of_several_strokes(row[first:end]) and digit not in USUAL)
            low, small, wide, high = misfits(box_around(piece.box for piece in row[first:end]), height)
            cut = (1.0, *cuts[end - 1]) if end < len(row) else (0.0,) * (1 + len(Cut._fields))
            there[first, end - first - 1] = True
            values[first, end - first - 1, 0] = costs[digit], *cut, low, small, wide, strokes, 0.0, 0.0, rubbish
            values[first, end - first - 1, 1] = costs[NOT_A_DIGIT], *cut, 0.0, 0.0, 0.0, 0.0, 1.0, high, rubbish
            owner = owners[first]
            whole = np.flatnonzero(owners == owner)
            if whole[0] == first and whole[-1] == end - 1:
                right[first, end - first - 1, int(number.labels[owner] == NOT_A_DIGIT)] = True

    def loss(self, prices: torch.Tensor, most: float = MOST[-1]) -> torch.Tensor:
        """How much more the right way costs than all ways together, at most so much; the mean over the numbers."""
        costs = self.values @ prices
        arcs = torch.where(self.there, -costs, -IMPOSSIBLE).logsumexp(dim=-1)
        ways = [torch.zeros(len(costs))]
        for node in range(1, LARGEST_ROW + 1):
            sizes = range(1, min(node, LARGEST_GROUP) + 1)
            ways.append(
                torch.stack([ways[node - size] + arcs[:, node - size, size - 1] for size in sizes]).logsumexp(0)
            )
        everything = torch.stack(ways, dim=1).gather(1, self.last[:, None])[:, 0]
        losses = ((costs * self.right).sum(dim=(1, 2, 3)) + everything).clamp(max=most)
        return (losses * self.counts).sum() / self.counts.sum()


def _touch(number: Practice) -> bool:
    pieces = zip(number.row, number.owners, strict=True)
    owners = {(piece.whole, owner) for piece, owner in pieces if isinstance(piece.part, Patch)}
    return len(owners) > len({whole for whole, _ in owners})


def _has_right_way(number: Practice) -> bool:
    """Whether the lattice has an arc for each of its digits."""
    owners = list(number.owners)
    if len(owners) > LARGEST_ROW or owners != sorted(owners):
        return False
    groups = set(groups_of(number.row, row_height(number.row)))
    ends = [place for place in range(1, len(owners)) if owners[place] != owners[place - 1]]
    return groups.issuperset(pairwise([0, *ends, len(owners)]))


def found_prices(lattices: Lattices) -> torch.Tensor:
    """The prices that minimise the loss, the answer's factor first."""
    prices = torch.zeros(len(NAMES))
    prices[0] = 0.5
    for most in MOST:
        prices = _minimised(lattices, prices, most)
    return prices


def _minimised(lattices: Lattices, start: torch.Tensor, most: float) -> torch.Tensor:
    prices = start.clone().requires_grad_()
    search = torch.optim.LBFGS([prices], max_iter=80, line_search_fn="strong_wolfe")
    minimise: Callable[[Callable[[], float]], object] = search.step

    def loss_and_slopes() -> float:
        search.zero_grad()
        loss = lattices.loss(prices, most) + DECAY * (prices**2).sum()
        torch.autograd.backward(loss)
        return float(loss.detach())

    minimise(loss_and_slopes)
    return prices.detach()


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--others", metavar="FILE")
    parser.add_argument("--numbers", type=int, default=2000, metavar="N")
    parser.add_argument("--pictures", action="store_true", help="prices for pictures, which have no strokes")
    parser.add_argument("--weights", type=weights_file, default=shipped_weights())
    arguments = parser.parse_args()
    parameters, info = load_weights(arguments.weights)
    writers = writers_of(arguments.file)
    others = [p for p in read_pen_patterns(arguments.others) if p.label is None] if arguments.others else []
    here, elsewhere = (
        Lattices(
            list(practice(writers, others, arguments.numbers, seed, arguments.pictures)),
            parameters,
            info.rejection,
            PICTURE_PRICES if arguments.pictures else PRICES,
        )
        for seed in (1, 2)
    )
    prices = found_prices(here)
    # In nats of the network's answers.
    figures = {name: round(float(price / prices[0]), 1) for name, price in zip(NAMES, prices, strict=True)}
    losses = {"loss": round(float(here.loss(prices)), 4), "other_loss": round(float(elsewhere.loss(prices)), 4)}
    rows = [(name, str(value)) for name, value in {**figures, **losses}.items()]
    report(f"prices found on {len(here.last)} numbers", rows, {**figures, **losses}, arguments.json)


if __name__ == "__main__":
    main()
