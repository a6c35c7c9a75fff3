"""What is the same for every reader, compressed once.

Knows bytes before and after; knows neither files nor pages.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette_compress import CompressMiddleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp

# Twice as many as a theme has styles and scripts: for those before an edit and after it.
MOST = 256


class CompressedOnce(CompressMiddleware):
    """Compresses as `CompressMiddleware` does, and remembers what came of it."""

    def __init__(self, app: ASGIApp, *, brotli_quality: int, gzip_level: int) -> None:
        super().__init__(app, zstd=False, brotli_quality=brotli_quality, gzip_level=gzip_level)
        for way in filter(None, (self._brotli, self._gzip)):
            way.oneshot = lru_cache(maxsize=MOST)(way.oneshot)
