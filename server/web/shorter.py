"""What is sent of a file or page: without what is only for those who work on it.

Knows texts, and that some spaces mean something. Why: docs/decisions/0009.
"""

from __future__ import annotations

import re

import rjsmin

_CSS_COMMENT = re.compile(rb"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/|\n\s+""", re.DOTALL)
# In these two an indent is text.
_INDENT = re.compile(r"(<(pre|textarea)\b.*?</\2>)|\n\s+", re.DOTALL)
_USED = re.compile(r'"#([\w-]+)"')
_SYMBOL = re.compile(r'<symbol id="([\w-]+)".*?</symbol>\n?', re.DOTALL)


def asset(name: str, content: bytes) -> bytes:
    """A script or stylesheet without its comments; anything else as it is."""
    shorter = _SHORTER.get(name.rpartition(".")[2])
    return bytes(shorter(content)) if shorter else content


def _plain_css(css: bytes) -> bytes:
    """A stylesheet without comments and indents; every other space may mean something."""
    return _CSS_COMMENT.sub(lambda found: found[1] or b"\n" * (found[0][:1] == b"\n"), css)


_SHORTER = {"css": _plain_css, "js": rjsmin.jsmin}


def page(html: str) -> str:
    """A page without indents, and without the drawings that nothing on it uses."""
    html = _INDENT.sub(lambda found: found[1] or "\n", html)
    used = set(_USED.findall(html))
    return _SYMBOL.sub(lambda found: found[0] if found[1] in used else "", html)
