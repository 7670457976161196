"""Puts examples, pictures and drawings onto the canvas; saves, copies and replays what is on it."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QSysInfo, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from lenet_gui.base.jobs import Work, Worker
from lenet_gui.base.settings import Settings
from lenet_gui.base.translate import name_of_test_digit
from lenet_gui.base.widgets import file_dialog, open_save_dialog
from lenet_gui.canvas.ink_layer import picture_of_drawing
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.drawings.demonstration import Demonstration
from lenet_gui.drawings.player import Player
from lenet_gui.drawings.sources import Opened, TestDigits, picture_as_read, read_file, read_image
from lenet_gui.drawings.tray import Tray
from lenet_gui.saving.file_saver import SaveRequest
from model.digits.drawing import PICTURE_FILES, STROKE_FILES, Drawing
from model.errors import in_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PAUSE_MS = 300
"""Examples are read after the first answer, so as not to delay the next one."""


def _new_data() -> QMimeData:
    """Data for the clipboard, made by Qt: one made here would be Python's, which may have ended when Qt deletes it."""
    from PySide6.QtCore import QStringListModel

    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    data.clear()
    return data


def _local_file(url: QUrl) -> str:
    """A file's path; some programs name this machine in it, which Qt takes for a server's name."""
    if url.host() in ("localhost", QSysInfo.machineHostName().lower()):
        url.setHost("")
    return url.toLocalFile()


class DrawingsController(QObject):
    """A worker reads; the canvas shows what was read when it arrives."""

    save_wanted = Signal(object)  # a SaveRequest
    said = Signal(str)  # a line for the person
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, sketch: Sketch, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._sketch, self._window = sketch, window
        self.player = Player(sketch, self)
        self.demonstration = Demonstration(sketch, self.player, settings, window)
        self.demonstration.said.connect(self.said)
        self.tray = Tray()
        self._digits: TestDigits | None = None
        self._positions: list[int] = []
        self._noted, self._note = Drawing(), ""
        """What was put onto the canvas last, and what was said of it."""
        self._files = 1
        """How many were pasted or dropped at once."""
        self._reading, self._examples = Worker("pictures", self), Worker("examples", self)
        self._reading.finished.connect(self._on_read)
        self._reading.failed.connect(self._on_unread)
        self._examples.finished.connect(self._on_examples)
        self._examples.failed.connect(self.failed)
        self.tray.shuffle.clicked.connect(self.shuffle)
        self.tray.open.clicked.connect(self.ask_for_file)
        self.tray.tiles.taken.connect(self._on_taken)

    # Examples

    @Slot()
    def begin(self) -> None:
        """The window can answer: in a moment, fill the tray and draw the example."""
        QTimer.singleShot(_PAUSE_MS, self, self.read_examples)
        self.demonstration.prepare()

    @Slot()
    def read_examples(self) -> None:
        """Fill the tray; the window need not wait for it."""
        if self._digits is None and not self._examples.running:
            self._examples.start(lambda _job: TestDigits())

    @Slot(object)
    def _on_examples(self, digits: TestDigits) -> None:
        self._digits = digits
        self.shuffle()

    @Slot()
    def shuffle(self) -> None:
        """Ten other examples."""
        if self._digits is None:
            self.read_examples()
            return
        self._positions = self._digits.one_of_each()
        self.tray.tiles.show_examples(self._digits.fields(self._positions), list(map(self._name, range(10))))

    def _name(self, label: int) -> str:
        return name_of_test_digit(label, self._positions[label])

    @Slot(int)
    def _on_taken(self, label: int) -> None:
        assert self._digits is not None
        picture = self._digits.picture(self._positions[label], self._name(label))
        self._put(Drawing(picture=picture), self.tr("example"))

    @Slot(object, str)
    def show_pixels(self, pixels: "NDArray[np.uint8]", name: str) -> None:
        """Put a digit on the canvas as the network reads it.

        Args:
            pixels: (28, 28) or (32, 32), 255 for full ink.
            name: what it is, for the person.
        """
        self._put(Drawing(picture=picture_as_read(pixels, name)), self.tr("misread digit"))

    def show_test_digit(self, field: "NDArray[np.uint8]", label: int, position: int) -> None:
        """Put one of MNIST's test digits, (32, 32), on the canvas."""
        self._put(Drawing(picture=picture_as_read(field, name_of_test_digit(label, position))), self.tr("test digit"))

    def _put(self, drawing: Drawing, step: str, note: str = "") -> None:
        self.player.stop()
        before = self._sketch.drawing.picture
        if before is None or drawing.picture is None or not before.is_like(drawing.picture):
            self._sketch.change_to(drawing, step)  # two clicks of a double click are one step
        self._noted = self._sketch.drawing
        self._note = note or ("" if drawing.picture is None else drawing.picture.name)
        self.said.emit(self._note)

    # In

    @Slot()
    def ask_for_file(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in (*PICTURE_FILES, *STROKE_FILES, ".jsonl.gz"))
        filters = [self.tr("Pictures and drawings ({kinds})").format(kinds=kinds), self.tr("All files (*)")]
        file_dialog(self._window, self.tr("Open a picture or a drawing"), filters, self.open_file).open()

    @Slot(str)
    def open_file(self, name: str) -> None:
        """Put what is in a file onto the canvas; if it cannot be read, say why and leave the canvas as it is."""
        self._read(partial(read_file, Path(name)))

    def _read(self, work: Work, files: int = 1) -> None:
        self._files = files
        self.said.emit(self.tr("Reading ..."))
        self._reading.start(work)

    @Slot(object)
    def _on_read(self, opened: Opened) -> None:
        drawing = opened.drawing
        first = self.tr("The first of {count} files").format(count=self._files) if self._files > 1 else ""
        if opened.more and not first:
            is_drawn = drawing.picture is None
            first = self.tr("The first drawing of the file") if is_drawn else self.tr("The first page of the file")
        if drawing.picture is None:
            self._put(drawing, self.tr("drawing"), first)
            return
        # Several digits would be none, and no word why.
        note = self.tr("Read as one digit: {name}").format(name=drawing.picture.name)
        self._put(drawing, self.tr("picture"), ". ".join(filter(None, (first, note))))

    @Slot(str)
    def _on_unread(self, problem: str) -> None:
        self.said.emit(self._note if self._sketch.drawing is self._noted else "")
        self.failed.emit(problem)

    @staticmethod
    def can_take(data: QMimeData) -> bool:
        """Whether there is something to put onto the canvas."""
        return data.hasImage() or any(url.isLocalFile() for url in data.urls()) or data.text().lstrip()[:1] == "{"

    def take(self, data: QMimeData) -> None:
        """Put what was pasted or dropped onto the canvas."""
        files = [_local_file(url) for url in data.urls() if url.isLocalFile()]
        if files:
            self._read(partial(read_file, Path(files[0])), len(files))
        elif data.text().lstrip()[:1] == "{":
            self._take_text(data.text())
        elif data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self._read(partial(read_image, image, self.tr("pasted picture")))
            else:
                self.failed.emit(self.tr("The other program gave no picture that can be read, or too large a one."))
        else:
            self.said.emit(self.tr("There is no picture to paste."))

    def _take_text(self, text: str) -> None:
        from model.my_digits.drawing_file import drawing_of_line

        first, *others = text.strip().splitlines()
        is_one = not others or others[0].lstrip()[:1] != "{"  # it may be laid out in lines
        try:
            drawing = drawing_of_line((text if is_one else first).encode())
        except ValueError as error:
            self.failed.emit(self.tr("The text is not a drawing: {problem}.").format(problem=in_words(error)))
        else:
            self._put(drawing, self.tr("paste"), "" if is_one else self.tr("The first drawing of the text"))

    @Slot()
    def paste(self) -> None:
        # Some platforms have None for a clipboard on which there is nothing.
        self.take(QGuiApplication.clipboard().mimeData() or QMimeData())

    # Out

    @Slot()
    def copy(self) -> None:
        """Copy the drawing: as a picture for other programs, with its strokes for this one."""
        drawing = self._sketch.drawing
        if drawing.is_blank:
            self.said.emit(self.tr("Nothing is drawn yet."))
            return
        data = _new_data()
        data.setImageData(picture_of_drawing(drawing, self._sketch.normalises))
        if drawing.strokes:
            from model.my_digits.drawing_file import drawing_line

            with suppress(ValueError):  # too long to be pasted: a picture alone
                data.setText(drawing_line(drawing).decode())
        QGuiApplication.clipboard().setMimeData(data)
        self.said.emit(self.tr("Copied."))

    @Slot()
    def ask_where_to_save(self) -> None:
        if self._sketch.is_blank:
            self.said.emit(self.tr("Nothing is drawn yet."))
            return
        filters = [self.tr("Picture (*.png)")]
        if self._sketch.drawing.strokes:
            filters.insert(0, self.tr("Drawing (*.jsonl)"))
        open_save_dialog(self._window, self.tr("Save the drawing"), filters, self.save_file, self.tr("drawing"))

    @Slot(str)
    def save_file(self, name: str) -> None:
        """Save the drawing, with its strokes or as a picture, as the file's suffix says."""
        path, drawing = Path(name), self._sketch.drawing
        suffix, problem = path.suffix.lower(), self.tr("The drawing could not be saved: {problem}")
        if suffix in STROKE_FILES and drawing.strokes:
            from model.my_digits.drawing_file import drawing_line

            content = partial(drawing_line, drawing)
        elif suffix == ".png":
            from lenet_gui.saving.image_export import png_of

            content = partial(png_of, picture_of_drawing(drawing, self._sketch.normalises))
        else:
            # What follows a dot in a name is its suffix, also where a person means no such thing: 3.14.
            if drawing.strokes:
                wrong = self.tr("its name has to end in .jsonl or, for a picture, in .png: {name}")
            else:
                wrong = self.tr("the name of a picture has to end in .png: {name}")
            self.failed.emit(problem.format(problem=wrong.format(name=path.name)))
            return
        self.save_wanted.emit(SaveRequest(path, content, problem, self.failed.emit))

    def shut_down(self) -> None:
        """End all work; safe to call more than once."""
        self.player.stop()
        self._reading.shut_down()
        self._examples.shut_down()
