"""What to train: cards, and below them what belongs to the chosen one."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.translate import tool_tip
from lenet_gui.base.widgets import button, column, row, scrolled, widget_of, wrapped_label
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.text_size import Role, bold, font_for
from lenet_gui.training.choice.card import RecipeCard
from lenet_gui.training.choice.cards_view import CardsView
from lenet_gui.training.forms.pattern_preview import PatternPreview

HELD_OUT = 2000
"""How many digits are held out for the curves, where a recipe holds none out."""
BESIDE_BAR = 8
"""Room between what is scrolled and the scroll bar."""
PEN_DIGITS, PEN_LETTERS = "archive.ics.uci.edu/dataset/81", "archive.ics.uci.edu/dataset/160"
"""Where files of pen strokes can be had."""


def _linked(address: str) -> str:
    return f'<a href="https://{address}">{address}</a>'


class ChoicePage(Dressed):
    """Cards, the files that the chosen recipe needs, and what is measured for the curves."""

    def __init__(self, cards: Sequence[RecipeCard]) -> None:
        super().__init__()
        self._asked_for_files = False
        self.heading = QLabel(self.tr("What do you want to train?"))
        self.cards = CardsView()
        self.cards.set_cards(cards)  # before what is below them: so Tab leads there
        parts = self._make_undo(), self._make_files(), self._make_curves(), self._make_preview()
        self._page = widget_of(column(self.cards, *parts, None, margin=0, spacing=16))
        self._area = scrolled(self._page)
        self._area.verticalScrollBar().rangeChanged.connect(self._keep_clear_of_bar)
        self.setLayout(column(self.heading, self._area, grows=self._area, margin=0, spacing=12))
        self._dress()

    @Slot()
    def _keep_clear_of_bar(self) -> None:
        """Whether there is a bar is asked of the page without the margin, and without the bar.

        With the margin the page may be lower, for its digits are smaller: then the bar would go, the margin with it,
        and so on without end. With the bar it may be higher, for a card less fits beside the others: the bar would stay
        where none is needed.
        """
        room, margin = self._area.maximumViewportSize(), self._page.contentsMargins().right()
        scrolls = self._page.heightForWidth(room.width() + margin) > room.height()
        policy = Qt.ScrollBarPolicy
        self._area.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)
        self._page.setContentsMargins(0, 0, BESIDE_BAR if scrolls else 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_clear_of_bar()

    def _make_undo(self) -> QWidget:
        self._gone = QLabel()
        self._gone.setTextFormat(Qt.TextFormat.PlainText)
        self.undo = button(self.tr("&Undo"))
        self._undo_bar = widget_of(row(self._gone, self.undo, None, margin=0))
        self._undo_bar.hide()
        return self._undo_bar

    def _make_files(self) -> QWidget:
        self.files_problem, self.files_text = wrapped_label(), wrapped_label()
        self.files_text.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.files_text.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self.files_text.setOpenExternalLinks(True)
        self.files_text.setAccessibleName(self.tr("Where to find files of pen strokes"))
        self.choose_files = button(self.tr("Choose &files ..."))
        self._files = QFrame()
        self._files.setFrameShape(QFrame.Shape.StyledPanel)
        words = column(self.files_problem, self.files_text, margin=0, spacing=4)
        self._files.setLayout(row(words, self.choose_files, grows=words))
        self._files.hide()
        return self._files

    def _make_curves(self) -> QWidget:
        self.hold_out = QCheckBox()
        tip = self.tr(
            "Digits that the network is never trained on show how well it reads what it has not seen. They are lost "
            "to training: recipes as published hold out none."
        )
        self.hold_out.setToolTip(tool_tip(tip))
        self.test_error = QCheckBox(self.tr("Test &error after each pass"))
        tip = self.tr(
            "The error on MNIST's 10,000 test digits, as in the paper's Fig. 5. Nothing here is chosen by it, and "
            "nothing should be: once used to choose, an error says too little about new digits."
        )
        self.test_error.setToolTip(tool_tip(tip))
        for each in (self.hold_out, self.test_error):
            each.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._curves_heading = QLabel(self.tr("For the curves"))
        return widget_of(column(self._curves_heading, self.hold_out, self.test_error, margin=0, spacing=6))

    def _make_preview(self) -> QWidget:
        self._preview_heading = QLabel(self.tr("Digits, as the network will see them"))
        self._rubbish_heading = QLabel(self.tr("Rubbish, which it must refuse"))
        self.preview, self.rubbish = PatternPreview(), PatternPreview()
        self.rubbish.setAccessibleName(self.tr("Rubbish as training will see it"))
        parts = self._preview_heading, self.preview, self._rubbish_heading, self.rubbish
        return widget_of(column(*parts, margin=0, spacing=6))

    def show_rubbish(self, shown: bool) -> None:
        for part in (self._rubbish_heading, self.rubbish):
            part.setVisible(shown)

    def show_measured(self, held_out: int, test_error: bool) -> None:
        text = self.tr("Error on {count} &digits held out")
        self.hold_out.setText(text.format(count=f"{held_out or HELD_OUT:,}"))
        self.hold_out.setChecked(held_out > 0)
        self.test_error.setChecked(test_error)

    def show_files(self, needed: bool, sources: Sequence[str], problem: str) -> None:
        """Show which files of pen strokes are chosen, or which to get, where the recipe needs some."""
        self._files.setVisible(needed)
        self._files.setAccessibleDescription(problem)
        self.files_problem.setText(problem)
        self.files_problem.setVisible(bool(problem))
        if not problem:
            self._asked_for_files = False
            self._dress()
        if sources:
            names = [source.replace("\\", "/").rpartition("/")[2] for source in sources]
            text = self.tr("Pen strokes from: {names}").format(names=", ".join(names))
            self.files_text.setText(escape(text))
            return
        text = self.tr(
            "This recipe needs pen strokes, which do not come with the program. Download “Pen-Based Recognition of "
            "Handwritten Digits” ({digits}) and choose its file pendigits-orig.tra, unpacked. For letters, as examples "
            "of what is no digit, choose UJIpenchars-w01 to -w11 of “UJI Pen Characters” ({letters}) as well; it works "
            "without them, too."
        )
        self.files_text.setText(escape(text).format(digits=_linked(PEN_DIGITS), letters=_linked(PEN_LETTERS)))

    def ask_for_files(self) -> None:
        """Lead to the button that chooses the files that are missing, and say so clearly."""
        self._asked_for_files = True
        self._dress()
        self._area.ensureWidgetVisible(self._files)
        self.choose_files.setFocus()

    def offer_undo(self, text: str) -> None:
        """Say what is gone, and offer it back; empty for nothing."""
        self._gone.setText(text)
        self._undo_bar.setVisible(bool(text))

    def _dress(self) -> None:
        self.heading.setFont(font_for(Role.LEAD, self.font()))
        for heading in (self._curves_heading, self._preview_heading, self._rubbish_heading):
            heading.setFont(bold(self.font()))
        palette = self.palette()
        self.files_text.setPalette(theme.recoloured(palette, theme.quiet(palette)))
        warning = theme.recoloured(palette, theme.warning(palette))
        self.files_problem.setPalette(warning if self._asked_for_files else palette)
        self.files_problem.setFont(bold(self.font()))
