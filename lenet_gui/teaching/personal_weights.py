"""Whose hand the network in use has learned: it goes with the person, and is there again at the next start."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.my_digits.people import People
from lenet_gui.workers.recognition import RecognitionService, WeightsSource
from model.assets import shipped_weights
from model.errors import in_words
from model.my_digits.people import ProfileError, Profiles
from model.network.parameters import Parameters
from model.network.records import WeightsIdentity, WeightsInfo, WeightsKind

if TYPE_CHECKING:
    from lenet_gui.workers.teaching import Start


class PersonalWeights(QObject):
    """Between a person's taught weights on the disk and the weights in use.

    Signals:
        changed: whether the person's taught weights are in use, and whether there are some that are not.
        failed: what went wrong, for the person to read.
    """

    changed = Signal(bool, bool)
    failed = Signal(str)

    def __init__(self, profiles: Profiles, people: People, recognition: RecognitionService, parent: QObject) -> None:
        super().__init__(parent)
        self._profiles, self._people, self._recognition = profiles, people, recognition
        people.turned.connect(self._on_turned)
        recognition.weights_changed.connect(self._on_weights)

    def start(self, weights: Path | None) -> None:
        """Start recognition with these weights; with None, with what was learned of the person's hand, if in use."""
        if weights is not None:
            self._recognition.start(WeightsSource.file(weights))
        else:
            hand = self._wanted()
            self._recognition.start(WeightsSource.default() if hand is None else self._source(hand))

    @property
    def in_use(self) -> bool:
        """Whether the weights in use are what was learned of a person's hand."""
        weights = self._recognition.weights
        return weights is not None and weights.kind is WeightsKind.PERSONAL

    @property
    def base(self) -> "Start":
        """What a person's digits are to be learned from.

        Never from what was learned of them before: each time a little of the other digits would be forgotten.
        """
        if self.in_use:
            kept = self._profiles.base_path(self._people.person)
            return kept if kept.exists() else shipped_weights()
        weights, parameters = self._recognition.weights, self._recognition.parameters
        if weights is None or parameters is None or weights.kind is WeightsKind.DEFAULT:
            return shipped_weights()
        return parameters, weights.info

    def take(self, network: Parameters, info: WeightsInfo, base: "Start") -> bool:
        """Keep what was learned from ``base`` and take it into use; whether it could be kept."""
        from model.network.weights import save_weights

        person = self._people.person

        def keep() -> None:
            base_path = self._profiles.base_path(person)
            if not isinstance(base, Path):
                save_weights(*base, base_path)
            elif base == shipped_weights():
                base_path.unlink(missing_ok=True)
            save_weights(network, info, self._profiles.weights_path(person))
            self._profiles.set_hand_in_use(person, True)

        if not self._people.told(keep):
            return False
        self._recognition.use(WeightsIdentity(WeightsKind.PERSONAL, person, info), network)
        return True

    @Slot()
    def use(self) -> None:
        """Take what was learned of the person's hand into use again."""

        def use() -> None:
            person = self._people.person
            hand = self._profiles.hand(person)
            if hand is not None:
                self._profiles.set_hand_in_use(person, True)
                self._recognition.load(self._source(hand))

        self._people.told(use)

    @Slot()
    def go_back(self) -> None:
        """Take the weights that ship into use; what was learned is kept."""

        def put_aside() -> None:
            person = self._people.person
            if self._profiles.hand_in_use(person):
                self._profiles.set_hand_in_use(person, False)

        # Even where that could not be kept: it is what the person wants now.
        self._people.told(put_aside)
        self._recognition.load(WeightsSource.default())

    def _source(self, path: Path) -> WeightsSource:
        return WeightsSource(path, WeightsKind.PERSONAL, self._people.person)

    def _wanted(self) -> Path | None:
        try:
            person = self._people.person
            return self._profiles.hand(person) if self._profiles.hand_in_use(person) else None
        except (OSError, ProfileError) as error:
            self.failed.emit(in_words(error))
            return None

    @Slot()
    def _on_turned(self) -> None:
        hand = self._wanted()
        if self._recognition.wanted[0] is WeightsKind.PERSONAL:
            # First, so that nobody is left with another person's weights if their own cannot be read.
            self._recognition.load(WeightsSource.default())
        if hand is not None:
            self._recognition.load(self._source(hand))
        self._tell()

    @Slot()
    def _on_weights(self) -> None:
        self._tell()

    def _tell(self) -> None:
        try:
            there = self._profiles.hand(self._people.person) is not None
        except (OSError, ProfileError):
            there = False
        self.changed.emit(self.in_use, there and not self.in_use)
