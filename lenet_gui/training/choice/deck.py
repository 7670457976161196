"""The recipes to choose from: those that come with the program, and the person's own."""

from dataclasses import replace
from itertools import starmap

from PySide6.QtCore import QObject, Signal

from lenet_gui.base.settings import Settings
from lenet_gui.base.translate import tool_tip, tr
from lenet_gui.training.choice.card import RecipeCard
from lenet_gui.training.choice.chosen import Asked
from lenet_gui.training.choice.own_recipes import OwnRecipes
from lenet_gui.training.choice.summary import changed_in_words, time_in_words
from lenet_gui.workers.training_questions import ForetoldRun, Unreadable
from model.training.cards import CARDS, Card, Expected
from model.training.setup import RunSetup

CHOSEN = "chosen"
"""The key of what is asked for now, changed or not, among the runs whose time is estimated."""
_OWN = "own: "


class Deck(QObject):
    """All recipes to choose from, and the card of each."""

    changed = Signal()  # the recipes have changed, or what is known of them

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._saved = OwnRecipes(settings)
        self._before = self._saved.all
        self._expected: dict[str, Expected] = {}
        self.foretold: dict[str, ForetoldRun] = {}
        self.unreadable: dict[str, str] = {}
        """Why the files of a run cannot be used, by its key."""
        self.measures = True
        """Whether times are being measured: not while a run is on."""
        self._cards: dict[str, RecipeCard] = {}

    @property
    def offered(self) -> tuple[Card, ...]:
        built_in = (replace(card, title=tr(card.title), text=tr(card.text)) for card in CARDS)
        return (*built_in, *starmap(self._card_of, self._saved.all.items()))

    def _card_of(self, name: str, setup: RunSetup) -> Card:
        return Card(_OWN + name, name, self.tr("Your own recipe."), setup, is_own=True)

    def named(self, key: str) -> Card | None:
        return next((one for one in self.offered if one.key == key), None)

    def has_own(self, name: str) -> bool:
        return name in self._saved.all

    # The person's own

    def save(self, name: str, setup: RunSetup) -> Card:
        self._saved.keep(self._saved.all | {name: setup})
        self.foretold.pop(_OWN + name, None)
        self.changed.emit()
        return self._card_of(name, setup)

    def remove(self, key: str) -> str:
        """Remove one of the person's own recipes, until :meth:`undo`; returns its name."""
        name = key.removeprefix(_OWN)
        self._before = self._saved.all
        self._saved.keep({other: setup for other, setup in self._before.items() if other != name})
        self.changed.emit()
        return name

    def undo(self) -> None:
        """Bring back what was removed last."""
        self._saved.keep(self._before)
        self.changed.emit()

    # What is known of each

    def expect(self, expected: dict[str, Expected]) -> None:
        """Show what recipes have reached, by their keys."""
        self._expected = expected
        self.changed.emit()

    def show_foretold(self, run: ForetoldRun) -> None:
        self.unreadable.pop(run.key, None)
        self.foretold[run.key] = run
        self.changed.emit()

    def show_unreadable(self, run: Unreadable) -> None:
        self.unreadable[run.key] = run.problem
        self.changed.emit()

    def forget_chosen(self) -> None:
        """Something else is asked for now: nothing is known of it."""
        self.foretold.pop(CHOSEN, None)
        self.unreadable.pop(CHOSEN, None)

    def cards(self, strokes_chosen: bool, asked: Asked) -> list[RecipeCard]:
        """A card for each recipe, with all that is known of it; the same ones until the recipes change.

        That of a recipe whose settings were changed tells what is asked for.
        """
        shown = []
        for one in self.offered:
            card = self._cards.get(one.key)
            if card is None:
                card = RecipeCard(one.key, one.title, one.text, one.is_own)
            changed = asked.changed if one.key == asked.key else 0
            setup, key = (asked.setup, CHOSEN) if changed else (one.setup, one.key)
            expected = self._expected.get(one.key) if not changed or asked.as_expected else None
            missing = setup.config.pen_share and not (strokes_chosen or setup.data.strokes)
            notes = [changed_in_words(changed)] if changed else []
            notes += [self.tr("Needs files of pen strokes")] if missing else []
            card.show_facts(self._time(key), self._facts(setup, key, expected), "\n".join(notes))
            card.setToolTip(self._tip(expected))
            shown.append(card)
        self._cards = {card.key: card for card in shown}
        return shown

    def _time(self, key: str) -> str:
        told = self.foretold.get(key)
        if key in self.unreadable:
            return self.tr("time unknown")
        if told is None or told.seconds is None:
            return self.tr("measuring ...") if self.measures else self.tr("measured after this run")
        return self.tr("about {time}").format(time=time_in_words(told.seconds))

    def _facts(self, setup: RunSetup, key: str, expected: Expected | None) -> tuple[str, ...]:
        passes = setup.config.passes
        text = self.tr("{count} passes") if passes > 1 else self.tr("1 pass")
        facts = [text.format(count=f"{passes:,}")]
        # The line is there from the start, so that nothing moves when the digits are counted.
        if (told := self.foretold.get(key)) is None:
            facts += [self.tr("counting the digits ...")] if self.measures else []
        else:
            text = self.tr("{count} digits and rubbish") if told.counts.rubbish else self.tr("{count} digits")
            facts.append(text.format(count=f"{told.counts.trained_on:,}"))
        if expected is not None:
            error = self.tr("{percent} % misread").format(percent=f"{expected.test_error_percent:.2f}")
            facts.append(error)
        return tuple(facts)

    def _tip(self, expected: Expected | None) -> str:
        if expected is None:
            return ""
        tip = self.tr(
            "Misread: of MNIST's 10,000 test digits, by networks trained like this (runs: {runs}); yours will differ a "
            "little. The time is measured on this machine, as busy as it is now."
        )
        return tool_tip(tip.format(runs=expected.runs))
