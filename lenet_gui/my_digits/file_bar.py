"""Digits on their way from a file or into one: how far it is, stop, and how it ended."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

_STEPS = 1000


class FileBar(QWidget):
    """Out of sight while there is nothing to say.

    Signals:
        stop_wanted: as its button says.
    """

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._import = False
        self._name = ""
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.progress = QProgressBar()
        # As in LearnBar: the percentage stands in the words.
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(10)
        self.progress.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.progress.setRange(0, _STEPS)
        self.progress.setAccessibleName(self.tr("How far the file is"))
        self.stop = QPushButton(self.tr("Sto&p"))
        self.stop.clicked.connect(self._on_stop)
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        line.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self.progress)
        self._say("", running=False)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    @property
    def running(self) -> bool:
        """Whether a file is being read or written."""
        return not self.progress.isHidden()

    def _say(self, text: str, running: bool) -> None:
        self._words.setText(text)
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self.setVisible(bool(text))

    def say_nothing(self) -> None:
        """What was said concerns nobody any more."""
        if not self.running:
            self._say("", False)

    def begin(self, is_import: bool, name: str) -> None:
        """A file is being read, or written."""
        self._import, self._name = is_import, name
        self.stop.setEnabled(True)
        self.show_progress(0.0)

    def show_progress(self, share: float) -> None:
        """How much is done, 0 to 1."""
        text = self.tr("Importing {name}: {percent} %") if self._import else self.tr("Exporting {name}: {percent} %")
        if not self.stop.isEnabled():
            text = self.tr("Stopping ...")
        self.progress.setValue(round(_STEPS * share))
        self._say(text.format(name=self._name, percent=round(100 * share)), True)

    @Slot()
    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self._words.setText(self.tr("Stopping ..."))
        self.stop_wanted.emit()

    def show_imported(self, count: int, new: int, person: str) -> None:
        """All have come.

        Args:
            count: how many digits the file holds.
            new: how many of them were not here before.
            person: whose they are now, where that is not the one who is shown; else empty.
        """
        if not new:
            text = self.tr("Nothing to import: {count} of {count} digits in {name} were here already.")
            text = self.tr("Nothing to import: the digit in {name} was here already.") if count == 1 else text
        elif new < count:
            text = self.tr("{new} of {count} digits in {name} were new and are here now.")
        else:
            text = self.tr("{new} digits have been imported from {name}.")
            text = self.tr("1 digit has been imported from {name}.") if new == 1 else text
        if new and person:
            text += " " + self.tr("They belong to {person}.")
        self._say(text.format(name=self._name, count=f"{count:,}", new=f"{new:,}", person=person), False)

    def show_exported(self, count: int) -> None:
        """It is written."""
        text = self.tr("{count} digits have been written to {name}.")
        text = self.tr("1 digit has been written to {name}.") if count == 1 else text
        self._say(text.format(name=self._name, count=f"{count:,}"), False)

    def show_ended(self, stopped: bool) -> None:
        """It was stopped, or failed: nothing has come of it."""
        if self._import:
            text = self.tr("Stopped; nothing was imported.") if stopped else self.tr("Nothing came from {name}.")
        else:
            text = self.tr("Stopped; nothing was written.") if stopped else self.tr("{name} was not written.")
        self._say(text.format(name=self._name), False)
