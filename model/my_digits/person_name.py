"""What a person can be called, and when two names are one person's."""

import unicodedata

LONGEST_NAME = 100
"""The most characters of a name."""


def tidy(name: str) -> str:
    """Without superfluous blanks; empty where there is nothing else."""
    return " ".join(name.split())


def comparable(name: str) -> str:
    """What two names have in common that people would take for one: capitals, accents' coding and blanks aside."""
    return unicodedata.normalize("NFKC", tidy(name)).casefold()
