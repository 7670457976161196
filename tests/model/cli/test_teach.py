"""``lenet teach`` as it is called."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.assets import shipped_weights
from model.cli.main import main
from model.cli.teach import report_lines
from model.digits.evaluation import evaluation_of
from model.network.weights import load_weights
from model.teaching import report as teaching_report
from model.teaching.report import NOT_JUDGED, Doubt, TeachingReport
from tests.model.hand import written
from tests.model.samples import write_jsonl
from tests.model.teaching.made_up_person import QUICK, few_to_measure_on


@pytest.fixture
def _few() -> Iterator[None]:
    with few_to_measure_on():
        yield


@pytest.mark.usefixtures("_few")
def test_it_says_what_it_does_and_writes_weights_that_know_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # What it makes of so little is not asked here.
    monkeypatch.setattr(teaching_report, "TeachingConfig", lambda seed: replace(QUICK, seed=seed))
    digits, out = tmp_path / "me.jsonl.gz", tmp_path / "mine.safetensors"
    write_jsonl(digits, written(2))
    assert main(["teach", str(digits), "--out", str(out), "--json"]) == 0
    printed = capsys.readouterr()
    assert not printed.err  # no bar where there is no terminal
    figures = json.loads(printed.out)
    assert (figures["digits"], figures["judged"], figures["right_before"]) == (20, 20, 20)
    assert figures["doubtful"] == figures["left_out"] == []
    assert figures["right_after"] + len(figures["still_wrong"]) == 20
    assert 0 < figures["mnist_error_percent_before"] < 1
    _, before = load_weights(shipped_weights())
    _, info = load_weights(out)
    assert info.rejection == before.rejection
    (taught,) = info.origin.taught
    assert taught.digits == 20
    assert taught.of_each == (2,) * 10
    assert taught.right_after == figures["right_after"]
    assert info.origin.mnist_test_error_percent == pytest.approx(figures["mnist_error_percent"])
    # What is known of the weights it started from stays known.
    assert info.origin.recipe == before.origin.recipe

    (tmp_path / "one.jsonl").write_text('{"label": 7, "strokes": [[[20, 10], [70, 12], [40, 90]]]}\n')
    assert (
        main(["teach", str(tmp_path / "one.jsonl"), "--weights", str(out), "--out", str(out), "--force", "--anyway"])
        == 0
    )
    told = capsys.readouterr().out
    assert "Digit 1 is the only 7, so it is not judged." in told
    assert re.search(r"^MNIST's test error was 0\.\d\d % before, and is \d\.\d\d % now\.$", told, re.MULTILINE)
    assert told.splitlines()[-1] == f"Written: {out}"
    assert [each.digits for each in load_weights(out)[1].origin.taught] == [20, 1]


def report_of_five() -> TeachingReport:
    """What teaching five digits may have come to."""
    answers, labels = np.array([4, 4, 4, 9, NOT_JUDGED]), np.array([4, 4, 9, 9, 7])
    truth = np.arange(1000) % 10
    first, second = (
        evaluation_of(np.where(np.arange(1000) < wrong, 9 - truth, truth), truth.astype(np.uint8)) for wrong in (4, 5)
    )
    doubts = Doubt(2, 9, 4, left_out=True), Doubt(3, 9, 4, left_out=False)
    penalties = np.zeros((5, 10), np.float32)
    before = np.array([9, 4, 4, 9, 7])
    return TeachingReport(labels, before, answers, penalties, doubts, first, second, 0.75, 3.21)


def test_what_it_did_is_told_in_sentences() -> None:
    report = report_of_five()
    assert report_lines(report) == [
        "Of 4 digits, 2 were read correctly before teaching, and 3 are now, each by a network that was taught without"
        " it.",
        "Digit 5 is the only 7, so it is not judged.",
        "Digit 3, labelled 9, is still read as 4.",
        "Digit 3 is labelled 9, but looks like 4: it was left out.",
        "Digit 4 is labelled 9, but looks like 4: it was taught nevertheless.",
        "MNIST's test error was 0.40 % before, and is 0.50 % now.",
        "The weights moved only 75 % of the way: further, too many of MNIST's digits would be misread.",
        "Teaching took 3.2 s.",
    ]
    spoilt = report_lines(replace(report, answers_before=report.labels))
    assert "Digit 3, labelled 9, was read correctly, and is now read as 4." in spoilt
    in_vain = report_lines(replace(report, answers_before=report.answers_held_out))
    assert "These digits are read no better than before: the weights from before do just as well." in in_vain
    unchanged = report_lines(replace(report, share=0.0))
    assert (
        unchanged[-2] == "The weights are unchanged: any teaching would make them misread too many of MNIST's digits."
    )


def test_a_digit_with_one_example_is_taught_only_when_asked_for(tmp_path: Path) -> None:
    digits, out = tmp_path / "me.jsonl", tmp_path / "mine.safetensors"
    write_jsonl(digits, [*written(2)[:8], *written(1)[:9]])
    with pytest.raises(SystemExit, match="only one example of 8"):
        main(["teach", str(digits), "--out", str(out)])
    assert not out.exists()


def test_it_names_a_bad_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("nonsense\n")
    out = tmp_path / "mine.safetensors"
    assert main(["teach", str(bad), "--out", str(out)]) == 1
    assert str(bad) in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(("out", "reason"), [("missing/mine.safetensors", "not a folder"), ("", "is a folder")])
def test_it_says_at_once_where_it_cannot_write(tmp_path: Path, out: str, reason: str) -> None:
    with pytest.raises(SystemExit, match=reason):
        main(["teach", "me.jsonl", "--out", str(tmp_path / out)])


def test_a_seed_has_limits(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="seed"):
        main(["teach", "me.jsonl", "--out", str(tmp_path / "mine.safetensors"), "--seed", "-1"])
