"""What several commands ask for, and how it is read."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from server.captions.operations import frame_rate
from server.languages import BadLanguage, Language

if TYPE_CHECKING:
    from fractions import Fraction

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


def number(text: str) -> int:
    """A number of columns or lines."""
    if re.fullmatch(r"[0-9]{1,4}", text) and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is no number of them; expected 1 to 9999")


def duration(text: str) -> int:
    """Seconds, or minutes and hours with colons, before or after: `2.5`, `-1:30`; milliseconds."""
    found = re.fullmatch(
        r"([+-]?)(?:(?:([0-9]{1,4}):)?([0-9]{1,4}):)?([0-9]{1,6})(?:\.([0-9]{1,3}))?", text
    )
    if not found:
        raise argparse.ArgumentTypeError(f"“{text}” is no time; expected one like 2.5 or 1:02:03.5")
    sign, hours, minutes, seconds, part = found.groups()
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return (whole * 1000 + int((part or "").ljust(3, "0"))) * (-1 if sign == "-" else 1)


def moment(text: str) -> int:
    """A time in a file, in milliseconds."""
    if (time := duration(text)) < 0:
        raise argparse.ArgumentTypeError(f"“{text}” is before the beginning; expected 0 or later")
    return time


def frames(text: str) -> Fraction:
    """Frames per second, or another positive number."""
    try:
        return frame_rate(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
