"""How near the time that a card foretells comes to the time that its run takes.

For each card: the time is foretold as the training window does it, then the run is made and timed, from its setup to
the end of its last pass, without a window. Where the whole run would take longer than ``--longest`` seconds, one of
fewer passes is foretold and made instead, which is said; it has two passes at least. Checkpoints are written as in the
window. What must hold, on a quiet machine: each within 25 %.

``--strokes FILE`` gives files of pen strokes for the default's recipe; without, it is made of a few strokes of its own.
"""

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from model.training.cards import CARDS, Card
from model.training.foretell import Foreteller
from model.training.run import Run
from model.training.setup import RunSetup
from tests.benchmarks.harness import finish, parser_of
from tests.model.strokes.hands import written_file

LIMIT = 0.25


def shortened(setup: RunSetup, foreteller: Foreteller, longest_s: float) -> RunSetup:
    """The run with as many of its passes as should fit, two at least."""
    seconds = {passes: foreteller.seconds(with_passes(setup, passes)) for passes in (2, 3)}
    a_pass = max(1e-9, seconds[3] - seconds[2])
    fit = 2 + int(max(0.0, longest_s - seconds[2]) / a_pass)
    return with_passes(setup, min(setup.config.passes, fit))


def with_passes(setup: RunSetup, passes: int) -> RunSetup:
    return replace(setup, config=replace(setup.config, passes=passes))


def took(setup: RunSetup) -> float:
    """Seconds from the setup to the end of the last pass."""
    with tempfile.TemporaryDirectory(prefix="lenet-benchmark-") as folder:
        started = time.perf_counter()
        for _ in Run(setup, Path(folder) / "run.checkpoint").go():
            pass
        return time.perf_counter() - started


def measure(card: Card, strokes: tuple[str, ...], longest_s: float) -> dict[str, object]:
    """Foretell a card's run, and make it."""
    setup = card.setup
    if setup.config.pen_share:
        setup = replace(setup, data=replace(setup.data, strokes=strokes))
    # A new one each time: what was measured minutes ago says little about how busy the machine is now.
    foreteller = Foreteller()
    started = time.perf_counter()
    whole = foreteller.seconds(setup)
    measuring = time.perf_counter() - started
    made = shortened(setup, foreteller, longest_s)
    foretold, seconds = foreteller.seconds(made), took(made)
    return {
        "card": card.key,
        "whole_s": round(whole, 1),
        "measuring_s": round(measuring, 2),
        "passes": made.config.passes,
        "of": setup.config.passes,
        "foretold_s": round(foretold, 1),
        "took_s": round(seconds, 1),
        "ratio": round(seconds / foretold, 3),
    }


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--strokes", action="append", default=[], metavar="FILE", help="may be repeated")
    parser.add_argument("--longest", type=float, default=90.0, metavar="S", help="(default: %(default)s)")
    parser.add_argument("--cards", nargs="*", default=[card.key for card in CARDS], metavar="KEY")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lenet-benchmark-") as folder:
        strokes = tuple(arguments.strokes) or (str(written_file(Path(folder))),)
        figures = []
        for card in CARDS:
            if card.key in arguments.cards:
                one = measure(card, strokes, arguments.longest)
                figures.append(one)
                short = "" if one["passes"] == one["of"] else f" (shortened to {one['passes']} of {one['of']} passes)"
                print(
                    f"{card.title:<16} foretold {one['foretold_s']:>6} s, took {one['took_s']:>6} s:"
                    f" {one['ratio']} times{short}; measured in {one['measuring_s']} s; whole run {one['whole_s']} s",
                    flush=True,
                )
    within = all(abs(float(str(one["ratio"])) - 1) <= LIMIT for one in figures)
    print(f"each within {100 * LIMIT:.0f} %: {'yes' if within else 'no'}")
    finish({"cards": figures, "within": within}, arguments.json)


if __name__ == "__main__":
    main()
