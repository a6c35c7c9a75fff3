"""Cue text: its tree, its plain text, its flat spans, as the WebVTT specification reads it.

Knows one cue's text; knows nothing of cues or files. Linear in the text, and never recursive.
Source: https://www.w3.org/TR/webvtt1/#webvtt-cue-text-parsing-rules
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING, Literal

from .timestamps import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = frozenset({"b", "c", "i", "lang", "rt", "ruby", "u", "v"})

_START_TAG = re.compile(
    r"(?P<name>[^ \t\n\f.]*)(?P<classes>(?:\.[^ \t\n\f.]*)*)(?P<annotation>.*)", re.DOTALL
)
_SPACES = re.compile(r"[ \t\n\f\r]+")
_REFERENCE = re.compile(r"&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([A-Za-z][A-Za-z0-9]{1,31};?))")

# The tags that most cues have, all in order; matched without going back, so linear.
_STYLED = r"[^<]*+(?:<([biu])>[^<]*+</\%s>[^<]*+)*+"
_FAULTLESS = re.compile(
    rf"{_STYLED % 1}|(?:<v[ .][^<>]*+>{_STYLED % 2}(?:</v>[^<]*+)?+)++",
)

# What numbers 0x80–0x9F mean in HTML: the characters of Windows-1252, where it has one.
_WINDOWS = {
    number: bytes([number]).decode("cp1252")
    for number in range(0x80, 0xA0)
    if number not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of cue text: `value` is text, a tag's name or a time; `at` its place."""

    kind: Literal["text", "start", "end", "timestamp"]
    value: str
    at: int
    classes: tuple[str, ...] = ()
    annotation: str = ""
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment inside a cue, in milliseconds, from which the text after it shows."""

    time: int


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the tree. `annotation` is the voice of `v` and the tag of `lang`."""

    name: str
    classes: tuple[str, ...] = ()
    annotation: str = ""
    children: tuple[Node | Timestamp | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Text with all that holds for it: the innermost voice and language, every tag and class."""

    text: str
    voice: str = ""
    language: str = ""
    names: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    time: int | None = None


def tokens(text: str) -> Iterator[Token]:
    """The pieces of cue text, in order; a `<` without `>` makes a tag of all that follows."""
    at, length = 0, len(text)
    while at < length:
        tag = text.find("<", at)
        if tag < 0:
            tag = length
        if tag > at:
            yield Token("text", unescaped(text[at:tag]), at)
        if tag == length:
            return
        end = text.find(">", tag)
        closed = end >= 0
        yield _tag(text[tag + 1 : end if closed else length], tag, closed=closed)
        at = end + 1 if closed else length


def _tag(inner: str, at: int, *, closed: bool) -> Token:
    if inner.startswith("/"):
        return Token("end", inner[1:], at, closed=closed)
    if inner[:1] in _DIGITS:
        return Token("timestamp", inner, at, closed=closed)
    if inner in NAMES:
        return Token("start", inner, at, closed=closed)
    match = _START_TAG.fullmatch(inner)
    name, classes, annotation = match.groups() if match else (inner, "", "")
    return Token(
        "start",
        name,
        at,
        tuple(word for word in classes.split(".") if word) if classes else (),
        _SPACES.sub(" ", unescaped(annotation)).strip(" ") if annotation else "",
        closed,
    )


_DIGITS = frozenset("0123456789")


def tree(text: str) -> tuple[Node | Timestamp | str, ...]:
    """The nodes of cue text."""
    root = _Open(Node(""), [])
    path = [root]
    for token in tokens(text):
        if token.kind == "text":
            path[-1].children.append(token.value)
        elif token.kind == "timestamp":
            time = parsed(token.value)
            if time is not None:
                path[-1].children.append(Timestamp(time))
        elif token.kind == "start":
            if opens(token.value, path[-1].node.name):
                annotation = token.annotation if token.value in ("v", "lang") else ""
                path.append(_Open(Node(token.value, token.classes, annotation), []))
        else:
            for _ in range(closes(token.value, [part.node.name for part in path[-2:]])):
                path.pop().close(path[-1])
    while len(path) > 1:
        path.pop().close(path[-1])
    return tuple(root.children)


@dataclass(slots=True)
class _Open:
    node: Node
    children: list[Node | Timestamp | str]

    def close(self, parent: _Open) -> None:
        node = self.node
        closed = Node(node.name, node.classes, node.annotation, tuple(self.children))
        parent.children.append(closed)


def opens(name: str, inside: str) -> bool:
    """Whether a start tag of this name makes a node in a node named `inside`."""
    return name in NAMES and (name != "rt" or inside == "ruby")


def closes(name: str, innermost: list[str]) -> int:
    """How many open nodes an end tag closes; `innermost` names the last two, the last one last."""
    if not innermost or not name:
        return 0
    if innermost[-1] == name:
        return 1
    return 2 if name == "ruby" and innermost[-1] == "rt" else 0


def plain_text(text: str) -> str:
    """Cue text without tags, its character references resolved; lines stay lines."""
    if "<" in text:
        return "".join(token.value for token in tokens(text) if token.kind == "text")
    return unescaped(text)


def placed_in(text: str, at: int) -> int:
    """Where in cue text the character stands that has the index `at` in its plain text."""
    if "<" not in text and "&" not in text:
        return at
    for token in tokens(text):
        if token.kind != "text":
            continue
        if at < len(token.value):
            return _within_references(text, token.at, at)
        at -= len(token.value)
    return len(text)


def _within_references(text: str, start: int, at: int) -> int:
    """The same in a run of text that begins at `start`: references are longer than they mean."""
    for match in _REFERENCE.finditer(text, start):
        if match.start() - start >= at:
            break
        meant = len(_character(match))
        if match.start() - start + meant > at:
            return match.start()
        start += len(match[0]) - meant
    return start + at


def spans(text: str) -> tuple[Span, ...]:
    """The text in runs of one look; the concatenation of their texts is `plain_text(text)`."""
    found: list[Span] = []
    path = [Span("")]
    names = [""]
    time: int | None = None
    for token in tokens(text):
        here = path[-1]
        if token.kind == "text":
            span = Span(token.value, here.voice, here.language, here.names, here.classes, time)
            found.append(span)
        elif token.kind == "timestamp":
            moment = parsed(token.value)
            time = time if moment is None else moment
        elif token.kind == "start":
            if opens(token.value, names[-1]):
                names.append(token.value)
                path.append(_within(here, token))
        else:
            closing = closes(token.value, names[-2:]) if len(names) > 1 else 0
            del names[len(names) - closing :], path[len(path) - closing :]
    return tuple(found)


def _within(outer: Span, token: Token) -> Span:
    name = token.value
    # So many classes are kept and no more: nesting is endless in hostile text.
    classes = outer.classes + token.classes if len(outer.classes) < 100 else outer.classes
    return Span(
        "",
        token.annotation if name == "v" else outer.voice,
        token.annotation if name == "lang" else outer.language,
        outer.names | {name},
        classes,
    )


def unescaped(text: str) -> str:
    """The text with character references resolved as in HTML outside attributes."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def escaped(text: str) -> str:
    """Plain text as cue text: `&`, `<` and `>` as references."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if decimal:
        return _numbered(decimal.lstrip("0"), 10)
    if hexadecimal:
        return _numbered(hexadecimal.lstrip("0"), 16)
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]] + name[length:]
    return match[0]


def _numbered(digits: str, base: int) -> str:
    number = int(digits or "0", base) if len(digits) <= 7 else 0
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return _WINDOWS.get(number) or chr(number)


def text_faults(text: str) -> Iterator[tuple[str, int]]:
    """Tags that do not do what their author meant: a message and its place in the text."""
    if _FAULTLESS.fullmatch(text):
        return
    open_tags = [("", 0)]
    for token in tokens(text):
        name, shown = token.value, token.value[:20]
        if token.kind == "text":
            continue
        if not token.closed:
            yield (
                "A “<” without “>” hides what follows; write &lt; for a “<” in text.",
                token.at,
            )
        elif token.kind == "timestamp":
            if parsed(name) is None:
                yield f"“<{shown}>” is no time; expected one like <00:01.000>.", token.at
        elif token.kind == "start":
            if opens(name, open_tags[-1][0]):
                open_tags.append((name, token.at))
            else:
                yield f"“<{shown}>” is not known here and is left out of the text.", token.at
        else:
            closing = closes(name, [open_name for open_name, _ in open_tags[-2:]])
            del open_tags[len(open_tags) - closing :]
            if not closing:
                yield f"“</{shown}>” closes nothing that was opened last.", token.at
    # A voice may run to the end of its cue without an end tag.
    for name, at in open_tags[1:]:
        if name not in ("v", "rt"):
            yield f"“<{name}>” is not closed; write “</{name}>” where it ends.", at
