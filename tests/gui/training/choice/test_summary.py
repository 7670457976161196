"""Digits and time in words."""

import pytest

from lenet_gui.training.choice.summary import counts_in_words, summary_of, time_in_words
from model.training.setup import Counts


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s"),
        (9.4, "9 s"),
        (53, "55 s"),
        (89, "90 s"),
        (91, "2 min"),
        (26.4 * 60, "26 min"),
        (48 * 60, "50 min"),
        (91 * 60, "1.5 h"),
        (20.4 * 3600, "20 h"),
    ],
)
def test_about_how_long(seconds: float, words: str) -> None:
    assert time_in_words(seconds) == words


def test_what_a_run_comes_to() -> None:
    assert summary_of(Counts(58_000, 2000), 2950) == "58,000 digits to train on, 2,000 held out, about 50 min"
    assert summary_of(Counts(58_000, 2000), None).endswith("2,000 held out, measuring the time ...")
    assert summary_of(Counts(58_000, 2000), None, measures=False).endswith("2,000 held out")
    assert counts_in_words(Counts(60_000, 0)) == "60,000 digits to train on, none held out"
    words = "58,000 digits to train on, 16,312 pen digits, 16,312 of rubbish, 2,000 held out"
    assert counts_in_words(Counts(58_000, 2000, 16_312, 16_312)) == words
