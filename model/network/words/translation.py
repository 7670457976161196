"""How a text gets into the reader's language: this package cannot ask Qt for it."""

from collections.abc import Callable

Translate = Callable[[str], str]
"""From an English text to the reader's language; placeholders in braces stay as they are.

A function that is given one names it ``tr``: ``lupdate`` collects the texts in calls of that name.
"""


def untranslated(text: str) -> str:
    """For a reader of English."""
    return text
