"""What several commands ask for, and how it is read."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from server.languages import BadLanguage, Language

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def tag(text: str) -> Language:
    """A language tag."""
    try:
        return Language.parse(text)
    except BadLanguage as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def port(text: str) -> int:
    """A port, 0 to 65535."""
    if re.fullmatch(r"[0-9]{1,5}", text) and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is no port; expected 0 to 65535")


def count(text: str) -> int:
    """A number of workers."""
    if re.fullmatch(r"[0-9]{1,2}", text) and 0 < int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is no number of workers; expected 1 to 64")


def add_site(parser: argparse.ArgumentParser, *, positional: bool = False) -> None:
    """The site a command is about, the folder one stands in unless said otherwise."""
    if positional:
        parser.add_argument("site", nargs="?", default=".", metavar="SITE", help="its folder")
    else:
        parser.add_argument("--site", default=".", metavar="SITE", help="its folder")
