"""What is read of a request: all ink, or only the sign under the pen."""

from pathlib import Path

import numpy as np
import pytest

from lenet_gui.workers.reading.reader import InkRequest, Reader
from model.assets import shipped_weights
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.network.recognition import Recognition
from model.network.records import WeightsKind
from model.network.weights import load_weights
from model.network.weights_info import WeightsIdentity
from model.numbers.lattice import Numbers
from model.numbers.reader import NumberReader
from model.numbers.signs import ShownNumbers
from tests.model.hand import dense, number

Answer = tuple[InkRequest, ShownNumbers | None, Recognition]


class Asked:
    """A reader without its thread, and what it answered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reader, self.whole = Reader(), list[Drawing]()
        self._answers: list[Answer] = []
        parameters, info = load_weights(shipped_weights())
        self.reader.use(WeightsIdentity(WeightsKind.DEFAULT, "", info), parameters)
        self.reader.answered.connect(lambda *answer: self._answers.append(answer))
        read = NumberReader.read

        def noted(reader: NumberReader, drawing: Drawing) -> Numbers:
            self.whole.append(drawing)
            return read(reader, drawing)

        monkeypatch.setattr(NumberReader, "read", noted)

    def __call__(self, request: InkRequest) -> tuple[str, Recognition]:
        self.reader.read(request)
        _, numbers, answer = self._answers[-1]
        return "" if numbers is None else numbers.numbers.text, answer


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


def requests(text: str) -> list[InkRequest]:
    """For the digits but the last, and then for each point that the pen adds to the last one."""
    *others, last = number(text).strokes
    points = dense(last.points)
    drawings = [Drawing(tuple(others))]
    drawings += [Drawing((*others, Stroke(tuple(points[:end]), last.width))) for end in range(1, len(points) + 1)]
    return [InkRequest(at, each, True, (), at > 0, at == 0) for at, each in enumerate(drawings)]


def test_while_the_pen_moves_only_its_sign_is_read(asked: Asked) -> None:
    first, *moves = requests("2026")
    assert asked(first)[0] == "202"
    for request in moves:
        text, answer = asked(request)
        assert text.startswith("202")
        np.testing.assert_array_equal(answer.ink, ink_of_drawing(Drawing(request.drawing.strokes[-1:])))
    assert text == "2026"
    assert asked.whole == [first.drawing]
    assert asked(moves[-1]._replace(growing=False, resting=True))[0] == "2026"
    assert asked.whole[1:] == [moves[-1].drawing]


@pytest.mark.parametrize("change", ["chosen", "erased", "not centred", "other weights"])
def test_all_is_read_after_any_other_change(asked: Asked, change: str) -> None:
    first, *moves = requests("2026")
    asked(first)
    asked(moves[10])
    asked.whole.clear()
    request, drawing = moves[11], moves[11].drawing
    if change == "chosen":
        request = request._replace(chosen=drawing.strokes[:1])
    elif change == "erased":
        request = request._replace(drawing=Drawing(drawing.strokes[1:]))
    elif change == "not centred":
        assert asked(request._replace(normalise=False))[0] == ""
    else:
        asked.reader.follow(None)
    asked(request)
    assert asked.whole == [request.drawing]


def test_weights_that_memory_does_not_suffice_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(_path: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("model.network.weights.load_weights", too_much)
    reader, told = Reader(), list[str]()
    reader.load_failed.connect(told.append)
    reader.load(shipped_weights(), WeightsKind.DEFAULT, "")
    assert told == ["Not enough memory"]
