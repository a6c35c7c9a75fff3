"""Templates that were compiled in this process, kept for every snapshot after it.

Knows what Jinja makes of a source; knows no site and no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

# All there are in every language, and as many again for a site that is being edited.
MOST = 1200

_codes: dict[tuple[str, str, str], CodeType] = {}


class Compiled(BytecodeCache):
    """Code by the name and the text of its template: one that has changed is compiled anew. Each
    language has its own, since Jinja works out what it can, such as `{{ 3|number }}`, beforehand.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template its code, where there is any."""
        bucket.code = _codes.get((self._language, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template's code, and lets the oldest go where there is too much."""
        if bucket.code:
            _codes[self._language, bucket.key, bucket.checksum] = bucket.code
        for oldest in list(_codes)[:-MOST]:
            _codes.pop(oldest, None)
