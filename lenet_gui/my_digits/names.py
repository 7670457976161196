"""Which names a person can have: what model.profiles would refuse is said while it is typed."""

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

LONGEST = 100


def refusal(name: str, taken: Iterable[str]) -> str:
    """Why a name will not do beside those that are taken, for the person to read; empty where it will.

    Names that differ only in capitals, accents' coding or blanks are the same.
    """
    tidy = " ".join(name.split())
    if not tidy:
        return QCoreApplication.translate("Names", "Type a name.")
    if len(tidy) > LONGEST:
        return QCoreApplication.translate("Names", "A name can have at most {most} characters.").format(most=LONGEST)
    for other in taken:
        if _same(other) == _same(tidy):
            return QCoreApplication.translate("Names", "There is already somebody named {name}.").format(name=other)
    return ""


def _same(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
