"""What may be wrong with how a text is written: rules over the tokens of its Markdown.

Knows tokens and lines; makes no HTML, and does not know what exists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from server.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

# What a link in a topic may begin with; anything else stays text.
SCHEMES = ("http:", "https:", "mailto:", "tel:")


def line(token: Token) -> int:
    """The line, from 1, where a block begins; 0 where the parser does not say."""
    return token.map[0] + 1 if token.map else 0


def unclosed(tokens: Iterable[Token], text: str) -> Iterator[Problem]:
    """`::: questions` without an end: the rest of the text would be an answer."""
    lines = re.split(r"\r\n?|\n", text)
    for token in tokens:
        if token.type != "container_questions_open" or not token.map:
            continue
        last = lines[token.map[1] : token.map[1] + 1]
        if not last or not last[0].lstrip(" >").startswith(":::"):
            message = "The questions are not closed; expected ::: alone on a line after them."
            yield Problem(rule="questions-unclosed", message=message, line=line(token))


def unknown_blocks(tokens: Iterable[Token]) -> Iterator[Problem]:
    """`:::` that begins no block and ends none."""
    for token in tokens:
        if token.type == "inline" and token.content.startswith(":::"):
            found = token.content.partition("\n")[0]
            message = f"“{found}” begins or ends no block; expected ::: questions, then ::: ."
            yield Problem(rule="block-unknown", message=message, line=line(token))


def levels(tokens: Iterable[Token], *, first: int) -> Iterator[Problem]:
    """Headings that are too high, and levels that are skipped."""
    level = first - 1
    for token in tokens:
        if token.type != "heading_open":
            continue
        found = int(token.tag[1])
        if found < first:
            yield Problem(
                rule="heading-too-high",
                message=f"A heading of level {found}; expected {'#' * first} or deeper: "
                "the levels above it belong to the page.",
                line=line(token),
            )
        elif found > level + 1:
            yield Problem(
                rule="heading-skipped",
                message=f"A heading of level {found} under one of level {level}; "
                f"expected level {level + 1} ({'#' * (level + 1)}).",
                line=line(token),
            )
        level = max(found, first - 1)


def text_faults(text: str, *, at: int) -> Iterator[Problem]:
    """Links and HTML that stayed text, which their author meant otherwise."""
    for found in re.finditer(r"\][(:]\s*<?([a-zA-Z][\w+.-]*:|//)", text):
        if found[1].lower() not in SCHEMES:
            message = f"A link to “{found[1]}” is not made; expected {', '.join(SCHEMES)}"
            yield Problem(rule="link-scheme", message=f"{message} or a topic.", line=at)
        elif found[0].startswith("]("):
            message = (
                "A link is not made; expected an address without spaces, and a closing bracket: "
                "[words](https://www.example.org/)."
            )
            yield Problem(rule="link-broken", message=message, line=at)
    if tag := re.search(r"</?[a-zA-Z][^<>]*>", text):
        message = f"HTML is shown as text: {tag[0][:40]}; use Markdown."
        yield Problem(rule="raw-html", message=message, line=at, severity=Severity.WARNING)
