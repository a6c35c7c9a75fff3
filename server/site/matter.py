"""TOML text to a validated value, each fault a `Problem` with its line.

Knows TOML and pydantic; does not know what the settings mean.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from server.languages import Language
from server.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails


class Matter(BaseModel):
    """Settings as an author writes them: unknown keys are faults, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _tag(text: str) -> str:
    return Language.parse(text).tag


def _link(text: str) -> str:
    if not re.match(r"(?i)(https?://[^\s/]+|mailto:\S+@|tel:\+?[\d-]+)", text):
        raise ValueError("expected an address that begins with https://, http://, mailto: or tel:")
    return text


# A language tag, put into canonical form; an address that is safe to link to.
Tag = Annotated[str, AfterValidator(_tag)]
Address = Annotated[str, AfterValidator(_link)]

Model = TypeVar("Model", bound=BaseModel)


def read_matter(text: str, model: type[Model]) -> tuple[Model | None, tuple[Problem, ...]]:
    """The value of TOML `text`, or None with every problem found, lines counted in `text`."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax(error, text),)
    try:
        return model.model_validate(_tuples(values)), ()
    except ValidationError as error:
        return None, tuple(_problem(one, text, model) for one in error.errors())


def _tuples(value: object) -> object:
    # Strict pydantic takes no list for a tuple, and the values of a site are tuples.
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(_tuples(one) for one in value)
    return value


def _syntax(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    message = str(error)
    place = re.search(r"\(at (?:line (\d+), column (\d+)|end of document)\)", message)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    said = message[: place.start()].strip() if place else message
    return Problem(
        rule="toml-syntax",
        message=f'This is not TOML: {said}. Texts stand in quotation marks: title = "…".',
        line=line,
        column=int(place[2]) if place and place[2] else 0,
    )


def _problem(error: ErrorDetails, text: str, model: type[BaseModel]) -> Problem:
    place = error["loc"]
    name = ".".join(str(part) for part in place if not isinstance(part, int))
    line = line_of(text, place)
    match error["type"]:
        case "extra_forbidden":
            known = _known(model, place)
            message = f"There is no key “{name}” here. {nearest(str(place[-1]), known)}"
            return Problem(rule="unknown-key", message=message.strip(), line=line)
        case "missing":
            return Problem(rule="missing-key", message=f"The key “{name}” is missing.", line=line)
        case _:
            said = error["msg"].removeprefix("Value error, ").rstrip(".")
            rule = "bad-language" if "language tag" in said else "wrong-value"
            return Problem(rule=rule, message=f"“{name}”: {said}.", line=line)


def _known(model: type[BaseModel], place: Sequence[int | str]) -> list[str]:
    for part in place[:-1]:
        if isinstance(part, int) or part not in model.model_fields:
            continue
        inner = re.findall(r"[\w.]+", repr(model.model_fields[part].annotation))
        below = {one.__name__: one for one in Matter.__subclasses__()}
        model = next((below[n.split(".")[-1]] for n in inner if n.split(".")[-1] in below), model)
    return list(model.model_fields)


def line_of(text: str, place: Sequence[int | str]) -> int:
    """The line, from 1, of the key at `place` (as `("help", 1, "phone")`), or of its table.

    tomllib keeps no places, so headers and keys are looked for where TOML has them, at the start
    of a line; a key that is missing has the line of the table it belongs to, else 1.
    """
    names = [str(part) for part in place if not isinstance(part, int)]
    numbers = [part for part in place if isinstance(part, int)]
    wanted = numbers[0] if numbers else 0
    table: list[str] = []
    seen = -1
    best = 1
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$", line):
            table = _parts(header[2])
            seen += header[1] == "[[" and table == names[:1]
            within = header[1] == "[" or seen == wanted
            if table == names[: len(table)] and within:
                best = number
            if table == names and within:
                return number
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            path = [*table, *_parts(key[1])]
            in_place = seen == wanted or not table or table != names[:1] or not numbers
            if path == names[: len(path)] and in_place:
                return number
    return best


def _parts(dotted: str) -> list[str]:
    found = re.findall(r"\"([^\"]*)\"|'([^']*)'|([^.\s\"']+)", dotted)
    return [one or two or three for one, two, three in found]
