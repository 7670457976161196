"""Where a run starts from, on which digits, and where it is computed."""

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QWidget

from lenet_gui.base.form_fields import Choice, Combo, Count, add_row, narrow_form
from lenet_gui.training.forms.digits_kind import DigitsKind, offer_of
from lenet_gui.training.forms.fields import PathField
from lenet_gui.training.forms.own_digits_rows import OwnDigitsRows
from lenet_gui.training.forms.stroke_files import StrokeFiles
from model.digits.data_source import MNIST_TRAINING_DIGITS, DataSource
from model.limits import MOST_DIGITS
from model.training.recipes import TrainingConfig
from model.training.setup import AUTOMATIC, Engine, OwnPart, RunSetup, StartKind

Field = TypeVar("Field", Choice, Count, PathField, StrokeFiles)


class SetupForm(QWidget):
    """Everything of a RunSetup but its recipe; ``devices`` are torch's name and the shown text of each."""

    changed = Signal()  # something has changed

    def __init__(self, devices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._form = narrow_form()
        self._form.setContentsMargins(8, 8, 8, 8)
        self.setLayout(self._form)
        self._held_out, self._pen, self._rubbish = 0, False, False
        self._add_start()
        self._add_digits()
        self._add_computing(devices)
        self.show_own("", (), "")

    def _add(self, label: str, field: Field, tip: str) -> Field:
        add_row(self._form, label, field, tip)
        field.edited.connect(self._on_edited)
        return field

    def _add_start(self) -> None:
        starts = {
            StartKind.RANDOM: self.tr("Random weights"),
            StartKind.IN_USE: self.tr("The weights in use"),
            StartKind.MNIST_ONLY: self.tr("The MNIST-only weights"),
            StartKind.FILE: self.tr("A file"),
        }
        self.start_kind = self._add(
            self.tr("Start from"),
            Choice(StartKind, starts),
            self.tr("The weights before the first update. Random ones are drawn by the recipe's seed (appendix A)."),
        )
        weights, wish = self.tr("Weights (*.safetensors)"), self.tr("Choose the weights file to start from.")
        self.start_file = self._add(
            self.tr("Weights file"),
            PathField(self.tr("Choose weights"), weights, wish=wish),
            self.tr("A file of weights that this program has saved."),
        )

    def _add_digits(self) -> None:
        offers = {kind: offer_of(kind) for kind in DigitsKind}
        self._kind_tip = self.tr(
            "What to train on. MNIST's 60,000 training digits come with the program (section III.A); own digits are "
            "those in My digits, as they are when the run starts."
        )
        titles = {kind: offer.title for kind, offer in offers.items()}
        self.data_kind = self._add(self.tr("Digits"), Choice(DigitsKind, titles), self._kind_tip)
        self.path_fields = {
            kind: tuple(self._add(row.label, PathField(row.wish, folder=row.is_folder), row.tip) for row in offer.rows)
            for kind, offer in offers.items()
        }
        self.count = self._add(
            self.tr("How many"),
            Count((0, MOST_DIGITS), 1000),
            self.tr("How many of the digits to take, drawn by the recipe's split seed. Fewer make a pass shorter."),
        )
        self.count.setSpecialValueText(self.tr("all"))
        self.strokes = self._add(
            self.tr("Pen strokes"),
            StrokeFiles(),
            self.tr(
                "Files of pen strokes, JSON Lines or UNIPEN, for the recipe's shares of pen digits and rubbish: digits "
                "in them are trained on, letters and the like are rubbish. "
                "Behind a path, :1-24 takes only these writers."
            ),
        )
        self.own_rows = OwnDigitsRows(self._form, self.data_kind, self)
        self.own_rows.edited.connect(self._on_edited)

    def _add_computing(self, devices: Sequence[tuple[str, str]]) -> None:
        self.place = Combo()
        self.set_devices(devices)
        self.place.currentIndexChanged.connect(self._on_edited)
        tip = self.tr("Where the run is computed. A graphics processor only pays off for large batches.")
        add_row(self._form, self.tr("Compute on"), self.place, tip)
        self.thread_count = self._add(
            self.tr("Threads"),
            Count((AUTOMATIC, os.cpu_count() or 1)),
            self.tr(
                "How many processor threads to use. Automatic measures for a moment which number is fastest now; "
                "the run keeps it. One thread keeps the window smooth."
            ),
        )
        self.thread_count.setSpecialValueText(self.tr("automatic"))
        engines = {Engine.FAST: self.tr("Fast"), Engine.PLAIN: self.tr("Plain (torch's autograd)")}
        self.engine_kind = self._add(
            self.tr("Engine"),
            Choice(Engine, engines),
            self.tr(
                "How gradients are computed. Plain does it as textbooks do, for comparison: same weights, but slower."
            ),
        )

        self.test_error = QCheckBox(self.tr("after each pass"))
        self.test_error.toggled.connect(self._on_edited)
        tip = self.tr(
            "Measures the error on MNIST's 10,000 test digits after each pass, for the curves. "
            "It is only for you to look at: nothing is chosen by it."
        )
        add_row(self._form, self.tr("Test error"), self.test_error, tip)

    def set_devices(self, devices: Sequence[tuple[str, str]]) -> None:
        """Offer other places to compute on; the one that is chosen stays so, if it is among them."""
        chosen = self.device
        with QSignalBlocker(self.place):
            self.place.clear()
            for name, text in devices:
                self.place.addItem(text, name)
        self._set_device(chosen)

    def _set_device(self, device: str) -> None:
        with QSignalBlocker(self.place):
            self.place.setCurrentIndex(max(0, self.place.findData(device)))

    @property
    def _kind(self) -> DigitsKind:
        return DigitsKind(self.data_kind.exact)

    @property
    def _paths(self) -> tuple[PathField, ...]:
        return self.path_fields[self._kind]

    @property
    def data(self) -> DataSource:
        strokes = self.strokes.sources if self._pen or self._rubbish else ()
        if self._kind is DigitsKind.OWN:
            return DataSource(strokes=strokes)
        paths = tuple(field.path for field in self._paths)
        return DataSource(self._kind.data_kind, paths, self.count.exact or None, strokes)

    @property
    def own(self) -> OwnPart | None:
        return self.own_rows.part

    @property
    def start(self) -> StartKind:
        return StartKind(self.start_kind.exact)

    @property
    def start_path(self) -> str:
        """The weights file; empty unless the run starts from one."""
        return self.start_file.path if self.start is StartKind.FILE else ""

    @property
    def device(self) -> str:
        return str(self.place.currentData())

    def setup(self, config: TrainingConfig) -> RunSetup:
        """The run, with its recipe; of own digits alone, fewer may be held out than the recipe asks for."""
        if (own := self.own) is not None:
            config = replace(config, held_out=own.held_out(config.held_out))
        engine, threads = Engine(self.engine_kind.exact), self.thread_count.exact
        test_error = self.test_error.isChecked()
        return RunSetup(config, self.data, self.start, self.start_path, self.device, threads, engine, test_error, own)

    def set_setup(self, setup: RunSetup) -> None:
        """Show another run's; an unknown device becomes the first one, too many threads or digits are cut.

        Of its own digits only the share is shown; whose they are stays as it is.
        """
        if replace(setup, recipe="") == self.setup(setup.config):
            return
        self.start_kind.set_exact(setup.start)
        self.start_file.set_path(setup.start_path)
        self.data_kind.set_exact(DigitsKind.of(setup))
        if setup.own is not None and setup.own.share is not None:
            self.own_rows.share.set_exact(setup.own.share)
        for field, path in zip(self._paths, setup.data.paths, strict=False):
            field.set_path(path)
        self.strokes.set_sources(setup.data.strokes)
        self.count.set_exact(setup.data.count or 0)
        self._set_device(setup.device)
        self.thread_count.set_exact(setup.threads)
        self.engine_kind.set_exact(setup.engine)
        with QSignalBlocker(self.test_error):
            self.test_error.setChecked(setup.test_error)
        self._on_edited()

    def mark_changed(self, setup: RunSetup) -> None:
        """Mark what differs from this run, as in the recipe; files of pen strokes, and whose digits, do not count."""
        shown, same_kind = self.setup(setup.config), self._kind is DigitsKind.of(setup)
        changed: dict[QWidget, bool] = {
            self.start_kind: shown.start is not setup.start,
            self.start_file: shown.start_path != setup.start_path,
            self.data_kind: not same_kind,
            self.count: shown.data.count != setup.data.count,
            self.place: shown.device != setup.device,
            self.thread_count: shown.threads != setup.threads,
            self.engine_kind: shown.engine is not setup.engine,
            self.test_error: shown.test_error != setup.test_error,
        }
        for row, path in zip(self._paths, setup.data.paths, strict=False):
            changed[row] = same_kind and row.path != path
        for field, is_changed in changed.items():
            label = self._form.labelForField(field)
            font = QFont(label.font())
            font.setBold(is_changed)
            label.setFont(font)

    def show_own(self, person: str, labels: Sequence[int], problem: str) -> None:
        self.own_rows.show_own(person, labels, problem)
        self._on_edited()

    def show_own_of_run(self, own: OwnPart) -> None:
        self.own_rows.show_part(own)
        self._on_edited()

    def follow_recipe(self, config: TrainingConfig) -> None:
        """Say what another recipe comes to."""
        self._held_out, self._pen, self._rubbish = config.held_out, config.pen_share > 0, config.rubbish > 0
        self._follow()

    @property
    def _wrong_path(self) -> PathField | None:
        needed = (self.start_file,) if self.start is StartKind.FILE else ()
        return next((field for field in (*needed, *self._paths) if field.problem), None)

    @property
    def problem(self) -> str:
        """What is missing before a run can start, in plain words; empty when nothing is."""
        path = self._wrong_path
        return path.problem if path else self.strokes_problem or self.own_rows.problem(self._held_out)

    @property
    def wrong_field(self) -> QWidget:
        """The field to change where there is a problem."""
        return self._wrong_path or (self.strokes if self.strokes_problem else self.data_kind)

    @property
    def needs_strokes(self) -> bool:
        """Whether the recipe cannot do without files of pen strokes."""
        return self._pen

    @property
    def strokes_problem(self) -> str:
        """What is wrong with the files of pen strokes, in plain words; empty when nothing is."""
        if self._pen and not self.strokes.sources:
            return self.tr("First choose files of pen strokes, or set Pen digits to 0 in the recipe.")
        return self.strokes.problem if self._pen or self._rubbish else ""

    def _follow(self) -> None:
        self._form.setRowVisible(self.start_file, self.start is StartKind.FILE)
        for kind, fields in self.path_fields.items():
            for field in fields:
                self._form.setRowVisible(field, kind is self._kind)
        self._form.setRowVisible(self.strokes, self._pen or self._rubbish)
        self.strokes.show_problem(self.strokes_problem)
        self._form.setRowVisible(self.count, self._kind is not DigitsKind.OWN)
        mnist = min(self.count.exact or MNIST_TRAINING_DIGITS, MNIST_TRAINING_DIGITS)
        said = self.own_rows.follow(mnist, self._held_out)
        self.data_kind.setAccessibleDescription(f"{self._kind_tip} {said}".strip())

    @Slot()
    def _on_edited(self) -> None:
        self._follow()
        self.changed.emit()
