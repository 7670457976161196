"""An import or export: its progress, a button that cancels it, and how it ended."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.widgets import button, column, row, thin_progress, wrapped_label
from lenet_gui.style.spoken import announce

_STEPS = 1000


class TransferBar(QWidget):
    """Hidden while there is nothing to say."""

    cancel_wanted = Signal()  # as its button says
    said = Signal()  # it says something else, or nothing

    def __init__(self) -> None:
        super().__init__()
        self._import, self._name = False, ""
        self._words = wrapped_label()
        self.progress = thin_progress(self.tr("Progress of the transfer"))
        self.progress.setRange(0, _STEPS)
        self.cancel = button(self.tr("&Cancel"), self._on_cancel)
        self.setLayout(column(row(self._words, self.cancel, grows=self._words), self.progress, margin=0))
        self._say("")

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def running(self) -> bool:
        return not self.progress.isHidden()

    def _say(self, text: str, running: bool = False) -> None:
        self._words.setText(text)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.setVisible(bool(text))
        self.said.emit()
        if not running:
            announce(self, text)

    def say_nothing(self) -> None:
        if not self.running:
            self._say("")

    @Slot(bool, str)
    def begin(self, is_import: bool, name: str) -> None:
        self._import, self._name = is_import, name
        self.cancel.setEnabled(True)
        self.show_progress(0.0)

    @Slot(object)
    def show_progress(self, share: float) -> None:
        text = self.tr("Importing {name}: {percent} %") if self._import else self.tr("Exporting {name}: {percent} %")
        if not self.cancel.isEnabled():
            text = self.tr("Cancelling ...")
        self.progress.setValue(round(_STEPS * share))
        self._say(text.format(name=self._name, percent=round(100 * share)), running=True)

    @Slot()
    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._words.setText(self.tr("Cancelling ..."))
        self.cancel_wanted.emit()

    def show_imported(self, count: int, new: int, person: str) -> None:
        """The import has finished: ``new`` of the file's digits the person did not have.

        ``person`` is who has them now, if that is not the one shown; else empty.
        """
        if not new:
            text = self.tr("Nothing to import: you already have all {count} digits in {name}.")
            text = self.tr("Nothing to import: you already have the digit in {name}.") if count == 1 else text
        elif new < count:
            text = self.tr("Imported {new} of {count} digits from {name}; you already had the others.")
        else:
            text = self.tr("Imported {new} digits from {name}.")
            text = self.tr("Imported 1 digit from {name}.") if new == 1 else text
        if new and person:
            text += " " + self.tr("They belong to {person}.")
        self._say(text.format(name=self._name, count=f"{count:,}", new=f"{new:,}", person=person))

    @Slot(int)
    def show_exported(self, count: int) -> None:
        text = self.tr("Exported {count} digits to {name}.")
        text = self.tr("Exported 1 digit to {name}.") if count == 1 else text
        self._say(text.format(name=self._name, count=f"{count:,}"))

    @Slot()
    def show_cancelled(self) -> None:
        imported, exported = self.tr("Cancelled; nothing was imported."), self.tr("Cancelled; nothing was exported.")
        self._say(imported if self._import else exported)

    @Slot()
    def show_failed(self) -> None:
        text = self.tr("{name} was not imported.") if self._import else self.tr("{name} was not exported.")
        self._say(text.format(name=self._name))
