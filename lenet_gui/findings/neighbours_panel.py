"""The page of the drawing: the test digits that are nearest to it, in INPUT, C5 and F6, and its place among all."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import Signal

from lenet_gui.base.translate import a_digit, tr
from lenet_gui.findings.penalty_plane import PenaltyPlane
from lenet_gui.findings.survey_panel import SurveyPanel
from lenet_gui.findings.tiles import DigitTiles, Tile, TileRow
from model.digits.survey import Neighbour, Survey
from model.network.recognition import Recognition, Verdict
from model.network.wiring import INPUT

_COUNTED = 10
"""Of so many of the nearest digits it is told which class most of them have."""


class NeighboursPanel(SurveyPanel):
    """Follows the pen. Of a network that did not read the test digits it shows nothing: they are nowhere near."""

    compare_wanted = Signal(object)  # the Recognition whose neighbours are to be shown

    def __init__(self) -> None:
        plane = PenaltyPlane()
        hint = tr("Draw a digit to see which test digits are like it: as a picture, and as the network sees them.")
        super().__init__(tr("Nearest digits"), tr("What near is"), hint, DigitTiles(rows=3, at_least=_COUNTED), plane)
        self.plane = plane
        self.plane.taken.connect(self.taken)
        self._answer: Recognition | None = None
        self.refresh()

    @property
    def has_subject(self) -> bool:
        return self._answer is not None and self._answer.verdict is not Verdict.BLANK

    def show_recognition(self, answer: Recognition) -> None:
        before, self._answer = self.has_subject, answer
        if self.has_subject != before:
            self.refresh()
        elif self.survey is not None:
            self._follow(self.survey)

    def show_digits(self, survey: Survey) -> None:
        heading = self.tr("The {few} nearest of {count} test digits")
        self.heading.set_text(heading.format(few=_COUNTED, count=f"{len(survey.digits):,}"))
        self.plane.show_survey(survey)
        self._follow(survey)

    def _follow(self, survey: Survey) -> None:
        answer = self._answer
        if answer is None or not self.has_subject:
            return
        if answer.parameters is not survey.parameters:
            self.note.set_text(self.tr("They were read with the weights in use, the drawing with others."))
            self.plane.show_recognition(None)
            self.tiles.show_rows(())
            return
        note = self.tr("By squared distance in each layer. Labelled where the class is not the answer.")
        if answer.changes:
            note = self.tr("By squared distance in each layer. The test digits are read without your changes.")
        self.note.set_text(note)
        self.plane.show_recognition(answer)
        self.compare_wanted.emit(answer)

    def show_neighbours(self, answer: Recognition, neighbours: Mapping[str, Sequence[Neighbour]]) -> None:
        """Show those of an answer, which may be older than the one on the canvas."""
        survey, shown = self.survey, self._answer
        if survey is not None and self.has_subject and shown is not None and shown.parameters is answer.parameters:
            self.tiles.show_rows([self._row(survey, answer, *each) for each in neighbours.items()])

    def _row(self, survey: Survey, answer: Recognition, layer: str, neighbours: Sequence[Neighbour]) -> TileRow:
        some = survey.digits.subset(np.array([each.position for each in neighbours], dtype=np.int64))
        labels = some.labels.tolist()
        template = self.tr("{layer}: squared distance {distance}")
        tiles = []
        for (position, distance), field, label in zip(neighbours, some.fields(), labels, strict=True):
            words = template.format(layer=layer, distance=f"{distance:.1f}")
            tiles.append(Tile(position, field, label, distance, words, marked=label != answer.digit))
        return TileRow(self._title(layer, labels[:_COUNTED]), tiles)

    def _title(self, layer: str, labels: list[int]) -> str:
        name = self.tr("{layer}, by pixels").format(layer=layer) if layer == INPUT else layer
        if not labels:
            return name
        label, count = Counter(labels).most_common(1)[0]
        text = self.tr("{layer}: {count} of {all} are {digit}")
        return text.format(layer=name, count=count, all=len(labels), digit=a_digit(label))
