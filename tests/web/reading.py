"""A page as tests of the web read it: its elements, headings, ids and text."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """The elements of a page in order, the text of each heading, and the whole text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.text = ""
        self._open = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
            self._open = int(tag[1])

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if re.fullmatch(r"h[1-6]", tag):
            self._open = 0

    def handle_data(self, data):
        self.text += data
        if self._open:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def all(self, tag: str, **values: str) -> list[dict[str, str]]:
        """The attributes of every `tag` that has these values."""
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(k) == v for k, v in values.items())
        ]

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [found["id"] for _, found in self.elements if "id" in found]


def read(answer) -> Page:
    """A page that came as it should."""
    assert answer.status_code == 200, answer.text[:200]
    return Page(answer.text)
