"""TOML text to a validated value, each fault a `Problem` with its line.

Knows front matter, TOML and pydantic; does not know what the settings mean.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from typing import TYPE_CHECKING, Annotated, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, RootModel, ValidationError

from server.languages import BadLanguage, Language
from server.problems import Problem, nearest
from server.site.places import line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails


Model = TypeVar("Model", bound=BaseModel)
Text = TypeVar("Text", bound=str)


class Matter(BaseModel):
    """Settings as an author writes them: unknown keys are faults, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _tag(text: str) -> str:
    return Language.parse(text).tag


def a_link(text: str) -> str:
    """`text`, where it is an address that is safe to link to."""
    if not re.match(r"(?i)(https?://[^\s/]+|mailto:\S+@|tel:\+?[\d-]+)", text):
        raise ValueError("expected an address that begins with https://, http://, mailto: or tel:")
    return text


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("expected some words")
    return text.strip()


def once(names: tuple[Text, ...]) -> tuple[Text, ...]:
    """`names`, where none is there twice."""
    if twice := [name for number, name in enumerate(names) if name in names[:number]]:
        raise ValueError(f"expected each name once, and found “{twice[0]}” again")
    return names


# A language tag, put into canonical form; an address that is safe to link to; a text that says
# something; names, none of them twice.
Tag = Annotated[str, AfterValidator(_tag)]
Address = Annotated[str, AfterValidator(a_link)]
Words = Annotated[str, AfterValidator(_words)]
Names = Annotated[tuple[str, ...], AfterValidator(once)]

# pydantic's type of error → what an author should have written.
EXPECTED = {
    "string_type": 'expected a text in quotation marks: "…"',
    "tuple_type": 'expected a list in brackets: ["…", "…"]',
    "date_type": "expected a date without quotation marks: 2026-11-20",
    "date_from_datetime_inexact": "expected a date without a time: 2026-11-20",
    "float_type": "expected a number",
    "finite_number": "expected a number",
    "bool_type": "expected true or false",
    "model_type": "expected a table",
    "dict_type": "expected a table",
    "greater_than": "expected more than {gt:g}",
    "literal_error": "expected {expected}",
}

# tomllib's words → what an author can do about it.
SYNTAX = {
    "Cannot overwrite a value": "A key is there twice; expected each key once.",
    "Cannot mutate immutable": "A table is there twice; expected each name once.",
    "Cannot declare": "A table is there twice; expected each name once.",
    "Illegal character '\\n'": "A text has no closing quotation mark on its line; expected one.",
    "Unterminated string": "A text has no closing quotation marks; expected \"\"\" or '''.",
    'Expected \'"""\'': 'A text has no closing quotation marks; expected """.',
    "Invalid value": 'This is no value; texts stand in quotation marks: title = "…".',
}


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and how many lines stand before the body's first; matter may be empty.

    Without front matter, or where it is not closed, no lines stand before the body.
    """
    text = text.removeprefix("\ufeff")
    opened = re.match(r"\+\+\+[ \t]*\r?\n", text)
    closed = re.compile(r"^\+\+\+[ \t]*(\r?\n|\Z)", re.MULTILINE)
    found = closed.search(text, opened.end()) if opened else None
    if not opened or not found:
        return "", text, 0
    head, body = text[opened.end() : found.start()], text[found.end() :]
    return head, body, text.count("\n", 0, found.end())


def read_matter(text: str, model: type[Model]) -> tuple[Model | None, tuple[Problem, ...]]:
    """The value of TOML `text`, or None with every problem found, lines counted in `text`."""
    try:
        return model.model_validate(_tuples(tomllib.loads(text))), ()
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax(error, text),)
    except ValidationError as error:
        return None, tuple(_problem(one, text, model) for one in error.errors())
    except RecursionError:
        return None, (_no_toml("It is nested too deeply; expected a few levels.", 1),)
    except ValueError:  # Python reads no number of more than 4,300 digits
        return None, (_no_toml("A number is too long.", 1),)


def _tuples(value: object) -> object:
    # Strict pydantic takes no list for a tuple, and the values of a site are tuples.
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(_tuples(one) for one in value)
    return value


def _no_toml(message: str, line: int, column: int = 0) -> Problem:
    return Problem(rule="toml-syntax", message=message, line=line, column=column)


def _syntax(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    message = str(error)
    place = re.search(r"\(at (?:line (\d+), column (\d+)|end of document)\)", message)
    line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
    column = int(place[2]) if place and place[2] else 0
    said = message[: place.start()].strip() if place else message
    known = (words for begins, words in SYNTAX.items() if said.startswith(begins))
    return _no_toml(next(known, f"This is not TOML: {said}."), line, column)


def _problem(error: ErrorDetails, text: str, model: type[BaseModel]) -> Problem:
    # pydantic marks a fault in a key itself by a last part "[key]".
    place = tuple(part for part in error["loc"] if part != "[key]")
    name = ".".join(str(part) for part in place if not isinstance(part, int))
    line = line_of(text, place)
    match error["type"]:
        case "extra_forbidden":
            offered = nearest(str(place[-1]), _known(model, place))
            if len(place) > 1 and isinstance(error["input"], dict):
                offered = f'A name with a dot stands in quotation marks: ["{name}"].'
            message = f"There is no key “{name}” here. {offered}".strip()
            return Problem(rule="unknown-key", message=message, line=line)
        case "missing":
            message = f"The key “{name}” is missing; expected {place[-1]} = …"
            return Problem(rule="missing-key", message=message, line=line)
        case _:
            return _wrong(error, name, line)


def _wrong(error: ErrorDetails, name: str, line: int) -> Problem:
    context = error.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, BadLanguage):
        return Problem(rule="bad-language", message=f"“{name}”: {raised}", line=line)
    value = error["input"]
    if error["type"] == "tuple_type" and isinstance(value, dict):
        expected = f"expected [[{name}]], in two brackets, for each"
    elif raised or error["type"] not in EXPECTED:
        expected = str(raised or error["msg"])
    else:
        expected = EXPECTED[error["type"]].format(**context)
    found = "" if raised and not isinstance(value, str) else f" is {_shown(value)};"
    message = f"“{name}”{found or ':'} {expected.rstrip('.')}."
    return Problem(rule="wrong-value", message=message, line=line)


def _shown(value: object) -> str:
    """A value as its author may recognise it."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:.17g}"
        case str():
            return f"“{value[:60]}{'…' if len(value) > 60 else ''}”"
        case datetime.date() | datetime.time():
            return value.isoformat()
        case dict():
            return "a table"
        case _:
            return "a list"


def _known(model: type[BaseModel], place: Sequence[int | str]) -> list[str]:
    """The keys there may be beside the last of `place`."""
    at: type[BaseModel] | None = model
    for part in place[:-1]:
        if at is None or isinstance(part, int):
            continue
        field = at.model_fields.get("root" if issubclass(at, RootModel) else part)
        at = _model_in(field.annotation) if field else None
    return list(at.model_fields) if at else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The settings inside of `tuple[HelpMatter, ...]` or `dict[str, TrackMatter]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one))), None)
