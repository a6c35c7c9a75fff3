"""The XML of a TTML document to a tree, with what ttconv does not keep of each element.

That is its line, its id and its speaker. Of all attributes ttconv keeps the language: here it is
the key by which the others are found, and the true language is one of them.

Knows XML; entities of a document's own are refused, so that a small file stays small.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from .features import Losses

_XML = "{http://www.w3.org/XML/1998/namespace}"
_METADATA = "{http://www.w3.org/ns/ttml#metadata}"
TT = "{http://www.w3.org/ns/ttml}"
_TIMED = frozenset(f"{TT}{name}" for name in ("body", "div", "p", "span"))
KEY = "x-at-"
# Deeper than any real document, and than any reader should follow.
_DEEPEST = 200


class BadXML(ValueError):
    """A text that is no XML that is read here; with its place."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands in the file, its id and language there, and who speaks in it."""

    line: int
    id: str = ""
    language: str = ""
    agent: str = ""


Source = dict[str, Place]


def tree(text: str, losses: Losses) -> tuple[ET.ElementTree, Source]:
    """The tree, its timed elements named anew by keys of the source; raises `BadXML`."""
    reader = _Reader(losses)
    # What an XML declaration says of the encoding has been heeded; this is text by now.
    declared = re.match(r"\s*<\?xml[^>]*\?>", text)
    if declared:
        text = "\n" * declared[0].count("\n") + text[declared.end() :]
    try:
        reader.parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        message = f"This is no XML from here on: {what}."
        raise BadXML(message, error.lineno, error.offset + 1) from None
    root = reader.builder.close()
    if root.tag != f"{TT}tt":
        message = 'The file is no TTML: expected <tt xmlns="http://www.w3.org/ns/ttml">.'
        raise BadXML(message, 1, 1)
    return ET.ElementTree(root), reader.source()


class _Reader:
    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        self.builder = ET.TreeBuilder()
        self.places: Source = {}
        self.agents: dict[str, str] = {}
        self.agent = ""  # the id of the one that is being read
        self.naming = False
        self.depth = 0
        self.languages = [""]
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_: object) -> None:
        message = "A document type stands here, which TTML has not; remove <!DOCTYPE …>."
        raise BadXML(message, self.parser.CurrentLineNumber, 1)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        line = self.parser.CurrentLineNumber
        if self.depth > _DEEPEST:
            raise BadXML(f"Elements are nested more than {_DEEPEST} deep.", line, 1)
        tag = _qualified(name)
        named = {_qualified(key): value for key, value in attributes.items()}
        self.languages.append(named.get(f"{_XML}lang", self.languages[-1]))
        if tag in _TIMED:
            key = f"{KEY}{len(self.places)}"
            agent = named.get(f"{_METADATA}agent", "")
            self.places[key] = Place(line, named.get(f"{_XML}id", ""), self.languages[-1], agent)
            named[f"{_XML}lang"] = key
        elif tag == f"{_METADATA}agent":
            self.agent = named.get(f"{_XML}id", "")
        elif tag == f"{_METADATA}name" and self.agent:
            self.naming = True
        if any(key.endswith("}backgroundImage") for key in named):
            self.losses.add("pictures of text", line)
        self.builder.start(tag, named)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.languages.pop()
        tag = _qualified(name)
        if tag == f"{_METADATA}agent":
            self.agent = ""
        self.naming = False
        self.builder.end(tag)

    def data(self, text: str) -> None:
        if self.naming:
            self.agents.setdefault(self.agent, text.strip())
        self.builder.data(text)

    def source(self) -> Source:
        """The places, each agent by name."""
        return {
            key: replace(it, agent=self.agents.get(it.agent.split(" ")[0], ""))
            for key, it in self.places.items()
        }


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name
