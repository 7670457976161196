"""A person's taught weights: used while that person draws, and again at the next start."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.my_digits.people import People
from lenet_gui.workers.reading.weights_source import WeightsSource
from lenet_gui.workers.recognition import RecognitionService
from model.assets import shipped_weights
from model.errors import in_words
from model.files import written_whole
from model.my_digits.people import ProfileError, Profiles, WeightsFile
from model.network.parameters import Parameters
from model.network.records import WeightsKind

if TYPE_CHECKING:
    from lenet_gui.workers.teaching_process import Start
    from model.network.weights_info import WeightsInfo


def keep_base(base: "Start", path: Path) -> None:
    """Keep what teaching started from at ``path``; where that is the default weights, there is no such file."""
    from model.network.weights import save_weights

    if isinstance(base, tuple):
        save_weights(*base, path)
    elif base == shipped_weights():
        path.unlink(missing_ok=True)
    elif base != path:
        with written_whole(path, private=True) as temporary:
            copyfile(base, temporary)


class PersonalWeights(QObject):
    """Between a person's taught weights on the disk and the weights in use."""

    # whether the person's taught weights are in use, and whether there are some that are not
    changed = Signal(bool, bool)
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, profiles: Profiles, people: People, recognition: RecognitionService, parent: QObject) -> None:
        super().__init__(parent)
        self._profiles, self._people, self._recognition = profiles, people, recognition
        people.person_changed.connect(self._on_person_changed)
        people.renamed.connect(self._on_renamed)
        recognition.weights_changed.connect(self._tell)

    def start(self, weights: Path | None) -> None:
        """Start recognition with these weights; with None, with the person's taught weights if they were in use."""
        if weights is not None:
            self._recognition.start(WeightsSource.file(weights))
        else:
            taught = self._wanted()
            self._recognition.start(WeightsSource.shipped() if taught is None else self._source(taught))

    @property
    def in_use(self) -> bool:
        weights = self._recognition.weights
        return weights is not None and weights.kind is WeightsKind.PERSONAL

    @property
    def file(self) -> Path | None:
        """The person's own weights, in use or not; None where there are none, or they cannot be reached."""
        try:
            return self._profiles.weights(self._people.person)
        except (OSError, ProfileError):
            return None

    @property
    def base(self) -> "Start":
        """What teaching starts from.

        Never from weights that were taught the same digits before: each time, other digits would be forgotten a little.
        """
        if self.in_use:
            return self._profiles.weights(self._people.person, WeightsFile.BASE) or shipped_weights()
        weights, parameters = self._recognition.weights, self._recognition.parameters
        if weights is None or parameters is None or weights.kind is WeightsKind.DEFAULT:
            return shipped_weights()
        return parameters, weights.info

    def take(
        self, network: Parameters, info: "WeightsInfo", base: "Start", done: Callable[[], object] = lambda: None
    ) -> None:
        """Keep what was taught, starting from ``base``, and use it; ``done`` is called if it could be kept."""
        person, book = self._people.person, self._people.book

        def keep() -> None:
            from model.network.weights import save_weights

            keep_base(base, self._profiles.weights_path(person, WeightsFile.BASE))
            save_weights(network, info, self._profiles.weights_path(person))
            self._profiles.set_taught_in_use(person, True)

        def use(_: object) -> None:
            from model.network.weights_info import WeightsIdentity

            if book is self._people.book:
                self._recognition.use(WeightsIdentity(WeightsKind.PERSONAL, self._people.person, info), network)
                done()

        self._people.tasks.add(keep, use, self._people.tell)

    @Slot()
    def use(self) -> None:
        person = self._people.person

        def remember() -> Path | None:
            taught = self._profiles.weights(person)
            if taught is not None:
                self._profiles.set_taught_in_use(person, True)
            return taught

        def load(taught: Path | None) -> None:
            if taught is not None and person == self._people.person:
                self._recognition.load(self._source(taught))

        self._people.tasks.add(remember, load, self._people.tell)

    def use_shipped(self, kind: WeightsKind) -> None:
        """Use weights that come with the program; the taught ones are kept."""
        person = self._people.person

        def put_aside() -> None:
            if self._profiles.taught_in_use(person):
                self._profiles.set_taught_in_use(person, False)

        # Even where that could not be written: it is what the person wants now.
        self._people.tasks.add(put_aside, lambda _: None, self._people.tell)
        self._recognition.load(WeightsSource.shipped(kind))

    @Slot()
    def go_back(self) -> None:
        """Use the default weights."""
        self.use_shipped(WeightsKind.DEFAULT)

    def _source(self, path: Path) -> WeightsSource:
        return WeightsSource(path, WeightsKind.PERSONAL, self._people.person)

    def _wanted(self) -> Path | None:
        try:
            person = self._people.person
            return self._profiles.weights(person) if self._profiles.taught_in_use(person) else None
        except (OSError, ProfileError) as error:
            self.failed.emit(in_words(error))
            return None

    @Slot()
    def _on_person_changed(self) -> None:
        taught = self._wanted()
        if self._recognition.wanted[0] is WeightsKind.PERSONAL:
            # First, so that nobody is left with another person's weights if their own cannot be read.
            self._recognition.load(WeightsSource.shipped())
        if taught is not None:
            self._recognition.load(self._source(taught))
        self._tell()

    @Slot()
    def _on_renamed(self) -> None:
        """Those that are in use are told with the new name."""
        if self._recognition.wanted[0] is WeightsKind.PERSONAL and (taught := self.file) is not None:
            self._recognition.load(self._source(taught))

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.in_use, self.file is not None and not self.in_use)
