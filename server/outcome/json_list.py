"""Problems as JSON: a list of objects with the fields of `Problem`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.outcome import Outcome


def write_json(outcome: Outcome) -> str:
    """The list; paths are seen from the site's folder."""
    return json.dumps([asdict(it) for it in outcome.problems], ensure_ascii=False, indent=1)
