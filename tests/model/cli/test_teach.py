"""``lenet teach`` as it is called."""

import json
from pathlib import Path

import numpy as np
import pytest

from model.assets import shipped_weights
from model.cli.main import main
from model.digits.datasets import mnist_test
from model.network.weights import load_weights
from model.teaching import material as teaching_material
from tests.model.hand import written
from tests.model.samples import write_jsonl


def test_it_says_what_it_does_and_writes_weights_that_know_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Reading all 10,000 twice takes most of the time.
    some = mnist_test().subset(np.arange(2000))
    monkeypatch.setattr(teaching_material, "mnist_test", lambda: some)
    digits, out = tmp_path / "me.jsonl.gz", tmp_path / "mine.safetensors"
    write_jsonl(digits, written(2))
    assert main(["teach", str(digits), "--out", str(out), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
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
    printed = capsys.readouterr().out
    assert "digit 1: the only 7, so not judged" in printed
    assert "MNIST test error" in printed
    assert printed.splitlines()[-1] == f"written: {out}"
    assert [each.digits for each in load_weights(out)[1].origin.taught] == [20, 1]


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
