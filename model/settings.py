"""A setting, described once, on its dataclass field: its range, its words, and when it applies.

``lenet train`` makes its options and the window its form rows from these descriptions; :func:`check` refuses values out
of range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


def QT_TR_NOOP(text: str) -> str:
    """Mark a text for translation where it stands; ``lupdate`` knows this name, and the window does the translating."""
    return text


class DisplayUnit(Enum):
    """How the window shows a fraction or a length."""

    PIXELS = "pixels"
    PERCENT = "percent"
    DEGREES = "degrees"


@dataclass(frozen=True)
class Setting:
    """What is known of one setting.

    Attributes:
        low, high: the smallest and largest value, both included; only for numbers.
        title: its name in a form.
        text: what it does, in one or two sentences.
        heading: the title of the group that starts with it; empty inside a group.
        step: one step of the arrows of a spin box, as shown.
        decimals: how many a spin box shows; None for a number that ranges over decades.
        ladder: where the arrows stop instead, ascending.
        zero: what is shown for 0; empty for the figure.
        unit: how a strength is shown.
        choices: the members of an enumeration with their titles.
        only_with: it applies only where another setting has one of these values; empty if it always applies.
        comes_with_weights: it does not apply to a run that starts from weights.
    """

    low: float = 0.0
    high: float = 0.0
    title: str = ""
    text: str = ""
    heading: str = ""
    step: float = 1.0
    decimals: int | None = None
    ladder: Sequence[float] = ()
    zero: str = ""
    unit: DisplayUnit | None = None
    choices: Mapping[Any, str] = field(default_factory=dict)
    only_with: Sequence[StrEnum] = ()
    comes_with_weights: bool = False

    def applies_to(self, record: "DataclassInstance") -> bool:
        """Whether it makes a difference beside the other settings of a record."""
        if not self.only_with:
            return True
        values = [getattr(record, each.name) for each in fields(record)]
        return any(value is wanted for wanted in self.only_with for value in values)


def setting(default: T, limits: tuple[float, float] = (0.0, 0.0), **described: Any) -> T:
    """A dataclass field with a description; the arguments by name are those of :class:`Setting`.

    Raises:
        TypeError: it is neither a number with limits nor a member of an enumeration with ``choices``: what forms and
            options are made for.
    """
    described_as = Setting(*limits, **described)
    if not described_as.choices and (isinstance(default, bool | str) or not described_as.low < described_as.high):
        raise TypeError(f"a setting must be a number with limits, or have choices, not {default!r}")
    return field(default=default, metadata={"setting": described_as})


def settings_of(kind: "type[DataclassInstance]") -> dict[str, Setting]:
    """Every described field of a dataclass, in order."""
    return {each.name: each.metadata["setting"] for each in fields(kind) if "setting" in each.metadata}


def limits_of(kind: "type[DataclassInstance]") -> dict[str, tuple[float, float]]:
    """The smallest and largest value of every number."""
    return {name: (each.low, each.high) for name, each in settings_of(kind).items() if not each.choices}


def plain(number: float) -> str:
    """A number as it is said to a person: 60,000, 0.45."""
    return f"{number:,}" if isinstance(number, int) else f"{number:g}"


def check(record: "DataclassInstance") -> None:
    """Refuse values out of range.

    Raises:
        ValueError: names the setting, its range and the value.
    """
    for name, (low, high) in limits_of(type(record)).items():
        value = getattr(record, name)
        if not low <= value <= high:
            raise ValueError(f"{name} must be {plain(low)} to {plain(high)}, not {plain(value)}")
