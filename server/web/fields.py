"""Values from outside for the fields of a dataclass, each validated by its type, one by one.

Knows pydantic and dataclasses; knows neither what the fields mean nor where values come from.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")


def names(of: type[DataclassInstance] | DataclassInstance) -> tuple[str, ...]:
    """The names of the fields, in order."""
    return tuple(field.name for field in fields(of))


def validated(
    adapter: TypeAdapter[Value], base: Value, given: Mapping[str, object]
) -> tuple[Value, frozenset[str]]:
    """`base` with what is `given` by name, and the names of what does not fit and is left out."""
    whole: dict[str, Any] = {name: getattr(base, name) for name in names(base)}
    known = {name: value for name, value in given.items() if name in whole}
    try:
        return adapter.validate_python(whole | known), frozenset()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
    bad = frozenset(str(fault["loc"][0]) for fault in faults)
    fitting = {name: value for name, value in known.items() if name not in bad}
    return adapter.validate_python(whole | fitting), bad


def limits(adapter: TypeAdapter[Value]) -> dict[str, tuple[int, int]]:
    """The least and the most of each field that is a number."""
    known = adapter.json_schema()["properties"].items()
    return {name: (one["minimum"], one["maximum"]) for name, one in known if "minimum" in one}


def choices(adapter: TypeAdapter[Value]) -> dict[str, tuple[str, ...]]:
    """What each field that is one of some words may be."""
    known = adapter.json_schema()["properties"].items()
    return {name: tuple(one["enum"]) for name, one in known if "enum" in one}
