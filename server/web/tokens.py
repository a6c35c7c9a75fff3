"""Marks that a form carries, so that what is sent came from a page of ours that a person read.

No cookie and no CAPTCHA: a mark is the time it was made and a proof of it. Knows no forms.
"""

from __future__ import annotations

import hashlib
import hmac

# A person takes longer to write than a program, and does not leave a page open for days.
SOONEST = 2  # seconds
LATEST = 24 * 60 * 60  # seconds


def token(secret: bytes, now: float) -> str:
    """A mark made at `now`, in seconds since 1970."""
    made = str(int(now))
    return f"{made}.{_proof(secret, made)}"


def is_good(text: str, secret: bytes, now: float) -> bool:
    """Whether `text` is a mark of ours, neither too new nor too old at `now`."""
    made, _, proof = text.partition(".")
    if not (made.isascii() and made.isdigit() and len(made) < 15):
        return False
    ours = hmac.compare_digest(proof.encode(), _proof(secret, made).encode())
    return ours and SOONEST <= now - int(made) <= LATEST


def _proof(secret: bytes, made: str) -> str:
    return hmac.new(secret, made.encode(), hashlib.sha256).hexdigest()
