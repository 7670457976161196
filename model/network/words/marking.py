"""Texts that are to be translated, marked where they stand: this package cannot ask Qt for a translation."""

from collections.abc import Callable

Translate = Callable[[str], str]
"""From an English text to the reader's language; placeholders in braces stay as they are."""


def mark(text: str) -> str:
    """The text itself. As QT_TR_NOOP it only shows the tool that collects texts where they are."""
    return text


untranslated: Translate = mark
"""For a reader of English."""
