"""How often one sender may do a thing in an hour; kept in memory, by a hash nobody can undo."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict, deque

HOUR = 60 * 60  # seconds
MOST_SENDERS = 10_000


class Limits:
    """At most `each` times an hour for one sender, `all_together` for everybody."""

    def __init__(self, each: int, all_together: int) -> None:
        self._each = each
        self._all = all_together
        self._salt = secrets.token_bytes(16)
        self._times: OrderedDict[bytes, deque[float]] = OrderedDict()
        self._every: deque[float] = deque()

    def allow(self, sender: str, now: float) -> bool:
        """Whether `sender` may do it at `now`, in seconds; what is allowed counts."""
        name = hashlib.blake2b(sender.encode(), key=self._salt, digest_size=16).digest()
        own = self._times.pop(name, deque())
        for times in (own, self._every):
            while times and times[0] <= now - HOUR:
                times.popleft()
        allowed = len(own) < self._each and len(self._every) < self._all
        if allowed:
            own.append(now)
            self._every.append(now)
        if own:
            self._times[name] = own
        while len(self._times) > MOST_SENDERS:
            self._times.popitem(last=False)
        return allowed
