"""The headers that every answer has: what a page may load, and what others learn of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_policy(frames: Iterable[str] = ()) -> str:
    """A Content-Security-Policy: all from here, nothing inline; frames only from `frames`."""
    rules = {
        "default-src": "'none'",
        **dict.fromkeys(
            ("script-src", "style-src", "img-src", "media-src", "font-src", "connect-src"),
            "'self'",
        ),
        "form-action": "'self'",
        "frame-ancestors": "'self'",
        "base-uri": "'none'",
        "frame-src": " ".join(sorted(frames)) or "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


# Referrer-Policy: a provider's player refuses to play where it learns no origin, and the origin
# is all it learns.
HEADERS = {
    "Content-Security-Policy": content_policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def framing(frames: Iterable[str]) -> dict[str, str]:
    """The headers of a page on which the reader has asked for players of others."""
    return {"Content-Security-Policy": content_policy(frames)}


class SecurityHeaders:
    """ASGI middleware that adds `HEADERS` where an answer has none of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to the answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
