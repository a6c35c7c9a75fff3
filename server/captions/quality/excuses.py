"""Excuses: a NOTE above a cue that says why a rule may be broken there.

    NOTE excuse reading-speed: song lyrics

    00:01.000 --> 00:02.000
    …

Knows the form of such a note; a note may hold several, one a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from server.problems import nearest

from .draft import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.captions.cues import Captions

    from .draft import Draft

_EXCUSE = re.compile(r"[ \t]*excuse[ \t]+([a-z-]+)[ \t]*(?::[ \t]*(.*?))?[ \t]*", re.IGNORECASE)
# The ids that can be excused; the table fills it.
KNOWN: set[str] = set()


def excuses(captions: Captions) -> dict[tuple[int, str], str]:
    """Reasons by cue and rule; what gives no reason excuses nothing."""
    return {(at, rule): reason for at, rule, reason in _written(captions) if reason}


def bad_excuses(draft: Draft) -> Iterator[Finding]:
    """Excuses without a reason, and of rules that are not known."""
    last = len(draft.cues) - 1
    for at, rule, reason in _written(draft.captions):
        at = min(at, last)
        if rule not in KNOWN:
            yield Finding(
                at, f"“{rule}” is no rule that can be excused. {nearest(rule, KNOWN)}".strip()
            )
        elif not reason:
            message = "This excuse gives no reason; expected NOTE excuse"
            yield Finding(at, f"{message} {rule}: and why.")


def _written(captions: Captions) -> Iterator[tuple[int, str, str]]:
    for note in captions.notes:
        for line in note.text.split("\n"):
            if found := _EXCUSE.fullmatch(line):
                yield note.before, found[1].lower(), found[2] or ""
