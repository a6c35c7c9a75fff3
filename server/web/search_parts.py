"""What a page shows of a hit: the contract with template authors, as `views` is for pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from server.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """What was found: the topic `title` with the `heading` of a section in it, or the video `title`
    at `time` (milliseconds, None for a topic) in the chapter `heading`. `excerpt` is safe HTML, the
    words that were found in `<mark>`; it and `heading` are in `language`."""

    url: str
    title: str
    title_language: Language
    heading: str
    excerpt: Markup
    language: Language
    time: int | None
