"""Frozen dataclasses to JSON and back, with exact types: what logs, checkpoints and weights files say of themselves."""

import dataclasses
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(record: Any) -> dict[str, Any]:
    """A record's fields by name, without those that are None or empty; a trailing underscore is dropped from a name.

    Enumerations with text as values are text already.
    """
    values = dataclasses.asdict(record)
    return {name.rstrip("_"): value for name, value in values.items() if value is not None and value != ()}


def from_json(kind: type[T], values: object) -> T:
    """A record back from :func:`to_json`.

    A key that is missing takes its field's default. A key that the record does not know is passed over: a newer version
    may have written more.

    Raises:
        TypeError: a value is of another type.
        KeyError: a field without a default is missing.
        ValueError: an enumeration has no such member, or the record refuses a value.
    """
    if not isinstance(values, dict):
        raise TypeError(f"{kind.__name__} needs an object, not {values!r:.40}")
    hints, found = get_type_hints(kind), {}
    for each in dataclasses.fields(kind):  # type: ignore[arg-type]
        key = each.name.rstrip("_")
        if key in values:
            found[each.name] = _value(hints[each.name], values[key], key)
        elif each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING:
            raise KeyError(key)
    return kind(**found)


def _value(hint: Any, value: Any, key: str) -> Any:
    """A value as its type hint wants it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType:
        (wanted,) = (one for one in inner if one is not NoneType)
        return None if value is None else _value(wanted, value, key)
    if origin is tuple and isinstance(value, list | tuple):
        if inner[1:] == (...,):
            return tuple(_value(inner[0], item, key) for item in value)
        return tuple(_value(one, item, key) for one, item in zip(inner, value, strict=True))
    if origin is dict and isinstance(value, dict):
        return value
    if isinstance(hint, type):
        if dataclasses.is_dataclass(hint):
            return from_json(hint, value)
        if issubclass(hint, StrEnum):
            return hint(value)
        if isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
            return value
        if hint is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
    raise TypeError(f"{key} cannot be {value!r:.40}")
