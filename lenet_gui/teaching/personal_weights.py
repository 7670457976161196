"""A person's taught weights: used while that person draws, and again at the next start."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.my_digits.people import People
from lenet_gui.workers.reading.weights_source import WeightsSource
from lenet_gui.workers.recognition import RecognitionService
from model.assets import shipped_weights
from model.files import written_whole
from model.my_digits.people import KeptWeights, Profiles, WeightsFile
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
        self._kept = KeptWeights()
        """Of the person who is drawing, as last read."""
        people.person_changed.connect(self._on_person_changed)
        people.renamed.connect(self._on_renamed)
        recognition.weights_changed.connect(self._on_weights)

    def start(self, weights: Path | None) -> None:
        """Start recognition with these weights; with None, with the person's taught weights if they were in use."""

        def found(kept: KeptWeights) -> None:
            self._kept = kept
            if weights is None:
                self._recognition.start(self._own or WeightsSource.shipped())

        def failed(problem: str) -> None:
            if weights is None:
                self.failed.emit(problem)
                self._recognition.start(WeightsSource.shipped())

        if weights is not None:
            self._recognition.start(WeightsSource.file(weights))
        self._people.begin(self._profiles.kept_weights, found, failed)

    @property
    def in_use(self) -> bool:
        weights = self._recognition.weights
        return weights is not None and weights.kind is WeightsKind.PERSONAL

    @property
    def file(self) -> Path | None:
        """The person's own weights, in use or not; None where there are none, or they cannot be reached."""
        return self._kept.taught

    @property
    def base(self) -> "Start":
        """What teaching starts from.

        Never from weights that were taught the same digits before: each time, other digits would be forgotten a little.
        """
        if self.in_use:
            return self._kept.base or shipped_weights()
        weights, parameters = self._recognition.weights, self._recognition.parameters
        if weights is None or parameters is None or weights.kind is WeightsKind.DEFAULT:
            return shipped_weights()
        return parameters, weights.info

    def take(
        self, network: Parameters, info: "WeightsInfo", base: "Start", done: Callable[[], object] = lambda: None
    ) -> None:
        """Keep what was taught, starting from ``base``, and use it; ``done`` is called if it could be kept."""
        person, book = self._people.person, self._people.book

        def keep() -> KeptWeights:
            from model.network.weights import save_weights

            keep_base(base, self._profiles.weights_path(person, WeightsFile.BASE))
            save_weights(network, info, self._profiles.weights_path(person))
            self._profiles.set_taught_in_use(person, True)
            return self._profiles.kept_weights(person)

        def use(kept: KeptWeights) -> None:
            from model.network.weights_info import WeightsIdentity

            if book is self._people.book:
                self._kept = kept
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
            if self._profiles.kept_weights(person).in_use:
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

    @property
    def _own(self) -> WeightsSource | None:
        """The person's own weights, if they were in use."""
        return self._source(self._kept.taught) if self._kept.taught is not None and self._kept.in_use else None

    def _look(self, then: Callable[[], object], failed: Callable[[str], object]) -> None:
        """Read what is kept of the person who is drawing."""
        book = self._people.book

        def found(kept: KeptWeights) -> None:
            if book is self._people.book:
                self._kept = kept
                then()

        self._people.tasks.add(partial(self._profiles.kept_weights, self._people.person), found, failed)

    @Slot()
    def _on_person_changed(self) -> None:
        def load() -> None:
            if (own := self._own) is not None and self._recognition.wanted == wanted:
                self._recognition.load(own)
            self._tell()

        def failed(problem: str) -> None:
            self.failed.emit(problem)
            self._tell()

        self._kept = KeptWeights()
        if self._recognition.wanted[0] is WeightsKind.PERSONAL:
            # First, so that nobody is left with another person's weights if their own cannot be read.
            self._recognition.load(WeightsSource.shipped())
        wanted = self._recognition.wanted
        self._look(load, failed)

    @Slot()
    def _on_renamed(self) -> None:
        """Those that are in use are told with the new name."""
        if self._recognition.wanted[0] is WeightsKind.PERSONAL and (taught := self.file) is not None:
            self._recognition.load(self._source(taught))
        self._look_again()

    @Slot()
    def _on_weights(self) -> None:
        self._tell()
        self._look_again()

    def _look_again(self) -> None:
        """Another window may have taught some."""
        self._look(self._tell, lambda _: None)

    def _tell(self) -> None:
        self.changed.emit(self.in_use, self.file is not None and not self.in_use)
