"""Views and activations as files, or on the clipboard."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from lenet_gui.base import theme
from lenet_gui.base.widgets import enable, open_save_dialog
from lenet_gui.saving.file_saver import SaveRequest
from model.errors import in_words
from model.network.activations_file import activations_npz
from model.network.recognition import Recognition


class ExportedView(NamedTuple):
    """A view by its name; there is something to export while ``shows_something``."""

    name: str
    view: QWidget
    shows_something: Callable[[], bool] = lambda: True


class ViewExport(QObject):
    """Copies views, each with its name, and has them and the newest answer's activations saved."""

    save_wanted = Signal(object)  # a SaveRequest
    failed = Signal(str)  # the error message to show
    said = Signal(str)  # what was done

    def __init__(
        self, window: QWidget, views: Sequence[ExportedView], answer: Callable[[], Recognition | None]
    ) -> None:
        super().__init__(window)
        self._window, self._views, self._answer = window, views, answer
        self._actions: list[tuple[ExportedView, QAction]] = []

    def fill(self, menu: QMenu) -> None:
        save = menu.addMenu(self.tr("&Export a view"))
        copy = menu.addMenu(self.tr("&Copy a view"))
        for one in self._views:
            ask = partial(self.ask_for_view, one.view, one.name)
            asking = save.addAction(self.tr("{view} ...").format(view=one.name), ask)
            copying = copy.addAction(one.name, partial(self.copy_view, one.view))
            self._actions += [(one, asking), (one, copying)]
        for opened in (save, copy):
            opened.setToolTipsVisible(True)
            opened.aboutToShow.connect(self._enable)
        save.addAction(self.tr("The field that the network reads, 32×32 ..."), self._ask_for_field)
        menu.addAction(self.tr("Export all &activations ..."), "Ctrl+Shift+S", self._ask_for_activations)

    @Slot()
    def _enable(self) -> None:
        for one, action in self._actions:
            enable(
                action, one.view.isVisible() and one.shows_something(), self.tr("It shows nothing now: open it first")
            )

    def copy_view(self, view: QWidget) -> None:
        from lenet_gui.saving.image_export import widget_image  # with SVG, which starting does not wait for

        try:
            QGuiApplication.clipboard().setImage(widget_image(view))
        except OSError as error:
            self.failed.emit(self.tr("The view could not be copied: {problem}").format(problem=in_words(error)))
        else:
            self.said.emit(self.tr("Copied."))

    def save_view(self, view: QWidget, path: Path) -> None:
        """Save a view as it is now as PNG or SVG, as the file's suffix says."""
        from lenet_gui.saving.image_export import widget_file

        problem = self.tr("The view could not be saved: {problem}")
        try:
            content = widget_file(view, path.suffix.lower())
        except (OSError, ValueError) as error:
            self.failed.emit(problem.format(problem=in_words(error)))
        else:
            self._save(path, content, problem)

    def save_field(self, path: Path) -> None:
        """Save the 32x32 pixels that the newest answer is about, black on white, as PNG."""
        from lenet_gui.saving.image_export import png_of

        answer = self._answer()
        if answer is None:
            self.failed.emit(self.tr("There is nothing to save yet: the network is still loading."))
            return
        light = theme.application_palette(False)
        picture = theme.picture(theme.ink_pixels(answer.ink, light))
        self._save(path, partial(png_of, picture), self.tr("The picture could not be saved: {problem}"))

    def _save(self, path: Path, content: Callable[[], bytes], problem: str) -> None:
        self.save_wanted.emit(SaveRequest(path, content, problem, self.failed.emit))

    def save_activations(self, path: Path) -> None:
        answer = self._answer()
        if answer is None:
            self.failed.emit(self.tr("There are no activations yet: the network is still loading."))
            return
        problem = self.tr("The activations could not be saved: {problem}")
        self._save(path, partial(activations_npz, answer), problem)

    def _ask(self, title: str, filters: list[str], name: str, taken: Callable[[Path], None]) -> None:
        open_save_dialog(self._window, title, filters, lambda chosen: taken(Path(chosen)), name)

    def ask_for_view(self, view: QWidget, name: str, file_name: str = "lenet5") -> None:
        filters = [self.tr("Picture (*.png)"), self.tr("Vector graphics (*.svg)")]
        title = self.tr("Export: {view}").format(view=name)
        self._ask(title, filters, file_name, lambda path: self.save_view(view, path))

    @Slot()
    def _ask_for_field(self) -> None:
        self._ask(self.tr("Export the field"), [self.tr("Picture (*.png)")], "field-32x32", self.save_field)

    @Slot()
    def _ask_for_activations(self) -> None:
        filters = [self.tr("NumPy arrays (*.npz)")]
        self._ask(self.tr("Export all activations"), filters, "activations", self.save_activations)
