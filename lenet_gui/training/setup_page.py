"""What to choose before a run: a card, or every setting behind the cards; what that comes to stands beside Start."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.base.timers import timer
from lenet_gui.base.widgets import button, column, row, scrolled, widget_of, wrapped_label
from lenet_gui.style.tabs import Tabs
from lenet_gui.training.choice.choice_page import HELD_OUT, ChoicePage
from lenet_gui.training.choice.chosen import Asked, as_here, asked_for
from lenet_gui.training.choice.deck import CHOSEN, Deck
from lenet_gui.training.choice.recipe_name import ask_for_name
from lenet_gui.training.choice.summary import changed_in_words, summary_of
from lenet_gui.training.forms.recipe_form import RecipeForm
from lenet_gui.training.forms.setup_form import SetupForm
from lenet_gui.training.start_bar import StartBar
from lenet_gui.training.undo_bar import UndoBar
from model.digits.data_source import DataSource
from model.network.records import FloatArray
from model.training.cards import CARDS, Card
from model.training.log import TrainingLog
from model.training.setup import RunSetup, StartKind

FIRST_DEVICES = (("cpu", "CPU"),)
"""Where a run can always be computed; the training process adds others."""
_SETTLED_MS = 250
"""How long settings must stay as they are before the time is measured again."""


class SetupPage(QWidget):
    """Cards in front, all settings behind them; below, what they come to, and Start."""

    problem_found = Signal(str)  # what is missing before a run can start, for the person to read
    changed = Signal()  # another run is asked for now
    foretelling_wanted = Signal(object)  # a tuple of Cards: the runs whose time is wanted

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.recipe, self.setup_form = RecipeForm(), SetupForm(FIRST_DEVICES)
        self.deck = Deck(settings, self)
        self._chosen, self._editable = CARDS[0], True
        self._asked = Asked("", CARDS[0].setup, 0, True)
        self.choice = ChoicePage(self.deck.cards(False, self._asked))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.choice)
        self.pages.addWidget(self._make_settings())
        self._settled = timer(self, _SETTLED_MS, self.ask_for_times)
        self.note, self.undo_bar = wrapped_label(), UndoBar()
        parts = self.note, self.pages, self.undo_bar, self._make_footer()
        self.setLayout(column(*parts, grows=self.pages, margin=0, spacing=12))
        self.tell("")
        self._wire()
        self._show_deck()
        self.choose(CARDS[0].key)

    def _make_settings(self) -> QWidget:
        self.back = button(self.tr("← Reci&pes"), self.show_cards, self.tr("Back to the cards"))
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        tip = self.tr("Reset every setting to the chosen recipe's.")
        self.set_back = button(self.tr("Rese&t all"), self._reset, tip)
        self.forms = Tabs(self.tr("Settings of the run"))
        self.forms.addTab(self.recipe, self.tr("Recipe"))
        self._setup_area = scrolled(self.setup_form)
        self.forms.addTab(self._setup_area, self.tr("Digits and start"))
        top = row(self.back, self.title, None, self.set_back)
        return widget_of(column(top, self.forms, grows=self.forms, margin=0, spacing=10))

    def _make_footer(self) -> QWidget:
        tip = self.tr("Every setting of the recipe, the digits and the start; those that you changed are marked.")
        self.all_settings = button(self.tr("&All settings ..."), self.show_settings, tip)
        tip = self.tr("Keep these settings as a recipe of your own, under a name.")
        self.save_recipe = button(
            self.tr("Sa&ve recipe ..."), lambda: ask_for_name(self, self.deck.has_own, self._save), tip
        )
        self.bar = StartBar((self.all_settings, self.save_recipe))
        self.start = self.bar.start
        return self.bar

    def _wire(self) -> None:
        choice = self.choice
        choice.cards.chosen.connect(self._on_card)
        self.bar.reset.clicked.connect(self._reset)
        choice.cards.remove_wanted.connect(self._remove_recipe)
        choice.choose_files.clicked.connect(self.setup_form.strokes.choose)
        choice.hold_out.clicked.connect(self._hold_out)
        choice.test_error.toggled.connect(self.setup_form.test_error.setChecked)
        self.deck.changed.connect(self._show_deck)
        self.recipe.changed.connect(self._on_recipe)
        self.setup_form.changed.connect(self._on_setup)

    # What is asked for

    @property
    def setup(self) -> RunSetup:
        """The run that is asked for."""
        return self.setup_form.setup(self.recipe.config)

    def may_start(self) -> bool:
        """Whether a run can start; if not, turn to what is missing, and say what it is."""
        form, problem = self.setup_form, self.problem
        if not problem:
            return True
        # What is wrong with files of pen strokes stands where they are chosen, below the cards or among the settings.
        told = problem == form.strokes_problem
        if told and self.pages.currentIndex() == 0:
            self.choice.ask_for_files()
            return False
        area, field = self._setup_area, form.wrong_field
        if not form.problem:
            area, field = self.recipe.scroll_area, self.recipe.fields["held_out"]
        self.forms.setCurrentWidget(self._setup_area if form.problem else self.recipe)
        self.show_settings()
        area.ensureWidgetVisible(field)
        field.setFocus()
        if not told:
            self.problem_found.emit(problem)
        return False

    @property
    def problem(self) -> str:
        """Why no run can start, in plain words; empty if one can."""
        told = self.deck.foretold.get(CHOSEN)
        if self.setup_form.problem or not (self.setup.too_few or (told and not told.counts.digits)):
            return self.setup_form.problem
        return self.tr("The recipe would hold out more digits than there are. See Digits held out.")

    @Slot(str)
    def _on_card(self, key: str) -> None:
        # What was changed is not lost by a click on the card that is chosen already.
        if key != self._chosen.key:
            if not self._asked.as_expected:
                self._offer_changes()
            self.choose(key)

    @Slot()
    def _reset(self) -> None:
        self._offer_changes()
        self._take(self._chosen)

    def _offer_changes(self) -> None:
        """They are about to go."""
        chosen, run = self._chosen, Card("", "", "", self.setup)
        text = self.tr("Your changes to “{name}” are gone.").format(name=chosen.title)
        self.undo_bar.offer(text, lambda: self._bring_back(chosen, run))

    def _bring_back(self, chosen: Card, run: Card) -> None:
        if not self._asked.as_expected:
            self._offer_changes()  # what was set meanwhile
        self._take(chosen, run)

    @Slot(str)
    def choose(self, key: str) -> None:
        """Take a card's recipe; where it is computed and with which files of pen strokes stays as it is."""
        card = self.deck.named(key)
        if card is None:
            return
        here = replace(self.setup, data=DataSource(strokes=self.setup_form.strokes.sources))
        self._take(as_here(card, here))
        self._show_top()

    def take_log(self, log: TrainingLog) -> None:
        """Take the settings of an earlier or a current run; those that are not the recipe's count as changed.

        Threads stay as they are: a log has the number that was used, whether it was chosen or found automatically.
        """
        setup = replace(log.setup, threads=self.setup.threads)
        run = Card("", self.tr("The settings of an earlier run"), "", setup)
        found = (as_here(card, setup) for card in self.deck.offered if card.setup.config == setup.config)
        self._take(next(found, run), run)
        self._show_top()

    def _show_top(self) -> None:
        """All settings begin with the first one, wherever those of another recipe were left."""
        self.forms.setCurrentIndex(0)
        self.recipe.show_top()
        self._setup_area.verticalScrollBar().setValue(0)

    def _take(self, chosen: Card, run: Card | None = None) -> None:
        """Take a card and show its run, or another one that began as it."""
        self._chosen, shown = chosen, run or chosen
        self.recipe.set_base(chosen.setup.config)
        self.recipe.set_config(shown.setup.config)
        self.setup_form.set_setup(shown.setup)
        self._follow()

    @Slot(bool)
    def _hold_out(self, wanted: bool) -> None:
        held_out = (self._chosen.setup.config.held_out or HELD_OUT) if wanted else 0
        self.recipe.set_config(replace(self.recipe.config, held_out=held_out))

    @Slot()
    def _on_recipe(self) -> None:
        self.setup_form.follow_recipe(self.recipe.config)
        self._follow()

    @Slot()
    def _on_setup(self) -> None:
        self.recipe.set_from_random(self.setup_form.start is StartKind.RANDOM)
        self._follow()

    @property
    def asked(self) -> Asked:
        return self._asked

    def _follow(self) -> None:
        """Show what is asked for, everywhere."""
        setup, form = self.setup, self.setup_form
        self._asked = asked_for(self._chosen, setup, self.recipe.changed_settings)
        self.choice.show_measured(setup.config.held_out, setup.test_error)
        self.choice.show_files(form.needs_strokes, form.strokes.sources, form.strokes_problem)
        self.choice.show_rubbish(setup.config.rubbish > 0)
        form.mark_changed(self._chosen.setup)
        name, changed = self._chosen.title, self._asked.changed
        self.title.setText(f"{name} · {changed_in_words(changed)}" if changed else name)
        self._show_what()
        self.deck.forget_chosen()
        self._show_deck()
        self._settled.start()
        self.changed.emit()

    def _show_what(self) -> None:
        """Say beside Start what it runs, where that does not stand above."""
        changed, on_cards = self._editable and self._asked.changed > 0, self.pages.currentIndex() == 0
        self.set_back.setEnabled(changed)
        self.bar.show_what(self.title.text() if on_cards else "", changed and on_cards)

    # Pages

    @Slot()
    def show_cards(self) -> None:
        self._show_page(0)

    @Slot()
    def show_settings(self) -> None:
        self.forms.tabBar().setFocus()  # what led here is about to be disabled, or out of view
        self._show_page(1)

    def _show_page(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.all_settings.setEnabled(page == 0)
        self._show_what()

    def set_editable(self, editable: bool) -> None:
        """Whether everything can be changed, or only looked at."""
        if editable == self._editable:
            return
        self._editable = editable
        self.recipe.set_editable(editable)
        for part in (self.choice, self.setup_form, self.undo_bar, self.start, self.save_recipe):
            part.setEnabled(editable)
        self.deck.measures = editable
        self._show_deck()
        self._show_what()

    def tell(self, text: str) -> None:
        """Say above everything what became of the last run, or why none can start; empty for nothing."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    # Times

    @Slot()
    def ask_for_times(self) -> None:
        """Ask how long the run would take, and then each card's."""
        here = replace(self.setup, data=DataSource(strokes=self.setup_form.strokes.sources))
        wanted = []
        if not self.setup_form.problem or self.setup_form.strokes_problem:
            wanted.append(Card(CHOSEN, "", "", self.setup))
        # As each would be computed if it were chosen: the time beside Start is then the card's.
        wanted += [as_here(card, here) for card in self.deck.offered]
        self.foretelling_wanted.emit(tuple(wanted))

    def show_preview(self, inks: FloatArray, rubbish: bool) -> None:
        (self.recipe.rubbish if rubbish else self.recipe.distortions).preview.show_inks(inks)
        (self.choice.rubbish if rubbish else self.choice.preview).show_inks(inks)

    @Slot()
    def _show_deck(self) -> None:
        self.choice.cards.set_cards(self.deck.cards(bool(self.setup_form.strokes.sources), self._asked))
        self.choice.cards.choose(self._asked.key)
        told = self.deck.foretold.get(CHOSEN)
        words = "" if told is None else summary_of(told.counts, told.seconds, self.deck.measures)
        self.bar.show_summary(self.problem or self.deck.unreadable.get(CHOSEN) or words)

    # Own recipes

    def _save(self, name: str) -> None:
        self._take(self.deck.save(name, self.setup))
        self.show_cards()

    @Slot(str)
    def _remove_recipe(self, key: str) -> None:
        text = self.tr("Removed “{name}”.").format(name=self.deck.remove(key))
        self.undo_bar.offer(text, self.deck.undo)
        if key == self._chosen.key:
            self.choose(CARDS[0].key)
