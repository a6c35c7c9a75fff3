"""The front matter of a topic, as its author writes it."""

from __future__ import annotations

import datetime  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from server.site.matter import Address, Matter, Names, Tag, Words, a_link, once
from server.site.model import Part  # noqa: TC001


def _link_or_none(text: str) -> str:
    return a_link(text) if text else ""


class HelpMatter(Matter):
    """An organisation that helps: it can be reached by phone or by link."""

    name: Words
    purpose: str = ""
    phone: str = ""
    link: Annotated[str, AfterValidator(_link_or_none)] = ""
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

    title: Words
    link: Address
    source: str = ""
    language: Tag | None = None


class TopicMatter(Matter):
    """The keys of a topic; only `title` is needed."""

    title: Words
    summary: str = ""
    author: str = ""
    reviewed: datetime.date | None = None
    videos: Names = ()
    related: Names | None = None
    topics: tuple[str, ...] = ()
    translation: Literal["unreviewed", "reviewed"] = "reviewed"
    order: Annotated[tuple[Part, ...], AfterValidator(once)] = ()
    important: str | None = None
    help: tuple[HelpMatter, ...] = ()
    links: tuple[LinkMatter, ...] = ()
