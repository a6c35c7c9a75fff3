"""The front matter of a topic, as its author writes it."""

from __future__ import annotations

import datetime  # noqa: TC003 - pydantic reads the annotations
from typing import Literal

from pydantic import Field, model_validator

from server.site.matter import Address, Matter, Tag
from server.site.model import Part  # noqa: TC001


class HelpMatter(Matter):
    """An organisation that helps: it can be reached by phone or by link."""

    name: str
    purpose: str = ""
    phone: str = ""
    link: Address | Literal[""] = ""
    hours: str = ""
    region: str = ""
    urgent: bool = False

    @model_validator(mode="after")
    def reachable(self) -> HelpMatter:
        """Help that cannot be reached is none."""
        if not self.phone and not self.link:
            raise ValueError("expected a phone or a link, or both")
        return self


class LinkMatter(Matter):
    """A useful page elsewhere."""

    title: str
    link: Address
    source: str = ""
    language: Tag | None = None


class TopicMatter(Matter):
    """The keys of a topic; only `title` is needed."""

    title: str = Field(min_length=1)
    summary: str = ""
    author: str = ""
    reviewed: datetime.date | None = None
    videos: tuple[str, ...] = ()
    related: tuple[str, ...] | None = None
    topics: tuple[str, ...] = ()
    translation: Literal["unreviewed", "reviewed"] = "reviewed"
    order: tuple[Part, ...] = ()
    important: str | None = None
    help: tuple[HelpMatter, ...] = ()
    links: tuple[LinkMatter, ...] = ()
