"""A person's own digits in the training form: how many a pass has of them, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout, QSizePolicy

from lenet_gui.base.form_fields import Choice, ExactSpinBox, add_row
from lenet_gui.base.widgets import height_follows_width, wrapped_label
from lenet_gui.training.forms.digits_kind import DigitsKind
from model.training.setup import OWN_SHARES, PARTS_TO_HOLD_ONE_OUT, OwnPart

FIRST_SHARE = 0.1
LONGEST_TITLE = 32


class OwnDigitsRows(QObject):
    """Two rows of a form: the share, and a line that tells what that comes to; two of ``kinds`` name the person."""

    edited = Signal()  # the person chose another share

    def __init__(self, form: QFormLayout, kinds: Choice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form, self._kinds = form, kinds
        self._all = OwnPart("", 0)
        self._missing, self._problem = "", ""
        self.share = ExactSpinBox(OWN_SHARES, 0, 1.0, 100)
        self.share.set_exact(FIRST_SHARE)
        self.share.setSuffix(self.tr(" %"))
        self.share.edited.connect(self.edited)
        tip = self.tr(
            "How much of each pass is to be own digits: MNIST's are shown once, own ones as often as that takes."
        )
        add_row(form, self.tr("Own share"), self.share, tip)
        self.summary = wrapped_label()
        height_follows_width(self.summary, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        form.addRow(self.summary)

    def show_own(self, person: str, labels: Sequence[int], problem: str) -> None:
        """Offer a person's digits: what each is, no two drawn alike; or the problem why they cannot be read."""
        self.show_part(OwnPart(person, len(labels)))
        self._problem = problem
        if labels:
            self._missing = ", ".join(str(label) for label in range(10) if label not in labels)

    def show_part(self, part: OwnPart) -> None:
        """Show the digits of a resumed run, whatever there is now."""
        self._all, self._missing, self._problem = OwnPart(part.person, part.count), "", ""
        name, mine = part.person, part.is_mine or not part.person
        name = name if len(name) <= LONGEST_TITLE else name[: LONGEST_TITLE - 1] + "…"
        alone = self.tr("My digits") if mine else self.tr("{person}'s digits")
        beside = self.tr("MNIST and my digits") if mine else self.tr("MNIST and {person}'s digits")
        self._kinds.set_text(DigitsKind.OWN, alone.format(person=name))
        self._kinds.set_text(DigitsKind.BESIDE_MNIST, beside.format(person=name))

    @property
    def part(self) -> OwnPart | None:
        """What the run is to have of them; None where it is to have none."""
        if self._kinds.exact is DigitsKind.BESIDE_MNIST:
            return replace(self._all, share=self.share.exact)
        return self._all if self._kinds.exact is DigitsKind.OWN else None

    def problem(self, held_out: int) -> str:
        """What is wrong with them if this many digits are held out; empty if nothing is."""
        own = self.part
        if own is None or self._problem:
            return "" if own is None else self._problem
        if not own.count:
            return self.tr("There are no own digits yet: draw one on the canvas, then press the key of its digit.")
        if held_out and not own.held_out(held_out):
            return self.tr(
                "{count} digits are too few to hold any out: draw {fewest} or more, or hold none out (see Digits "
                "held out in the recipe)."
            ).format(count=own.count, fewest=PARTS_TO_HOLD_ONE_OUT)
        return ""

    def follow(self, mnist: int, held_out: int) -> str:
        """Show what is asked for, and say what that comes to with this many of MNIST's digits, and this many held out.

        Returns:
            What is said; empty where no own digits are chosen.
        """
        own = self.part
        self._form.setRowVisible(self.share, own is not None and own.share is not None)
        self._form.setRowVisible(self.summary, own is not None)
        text = "" if own is None else self.problem(held_out) or self._in_words(own, mnist, held_out)
        self.summary.setText(text)
        return text

    def _in_words(self, own: OwnPart, mnist: int, held_out: int) -> str:
        if own.share is not None:
            beside = max(0, mnist - held_out)
            times = own.times(beside)
            total = beside + times * own.count
            return self.tr(
                "A pass shows {beside} digits of MNIST once and own ones ({count}) {times} times each: {total} in all. "
                "Held out: {held_out} of MNIST, none of the own."
            ).format(
                total=f"{total:,}", beside=f"{beside:,}", count=f"{own.count:,}", times=times, held_out=f"{held_out:,}"
            )
        kept_back = own.held_out(held_out)
        text = self.tr("Own digits: {count}, of which {trained} to train on and {held_out} held out.").format(
            count=f"{own.count:,}", trained=f"{own.count - kept_back:,}", held_out=f"{kept_back:,}"
        )
        none = self.tr("Missing: {digits}. The network will not be trained on these.")
        return f"{text} {none.format(digits=self._missing)}" if self._missing else text
