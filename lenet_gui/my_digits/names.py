"""Which names a person can have: what would be refused is said while it is typed."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from model.my_digits.person_name import LONGEST_NAME, comparable, tidy


def refusal(name: str, taken: Iterable[str]) -> str:
    """Why a name will not do beside those that are taken, for the person to read; empty where it will."""
    name = tidy(name)
    if not name:
        return QCoreApplication.translate("Names", "Type a name.")
    if len(name) > LONGEST_NAME:
        text = QCoreApplication.translate("Names", "A name can have at most {most} characters.")
        return text.format(most=LONGEST_NAME)
    for other in taken:
        if comparable(other) == comparable(name):
            return QCoreApplication.translate("Names", "There is already somebody named {name}.").format(name=other)
    return ""
