"""Which topics are related: the author's choice, else the most alike.

Knows topics; likeness is the share of keywords and title words two topics have in common.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.languages import Language
    from server.site.model import Site, Topic

MOST = 4
# A keyword was chosen by the author; a word of a title may be there by chance.
KEYWORD_WEIGHT = 3


def related(site: Site, topic: Topic, language: Language) -> tuple[Topic, ...]:
    """The topics to go on with, in the reader's language where they are in it."""
    if topic.related is not None:
        found = (site.topic(slug, language) for slug in topic.related)
        return tuple(one for one in found if one)
    others = [one for one in site.topics_in(language) if one.slug != topic.slug]
    scored = [(likeness(topic, one), one) for one in others]
    scored.sort(key=lambda pair: (-pair[0], pair[1].slug))
    return tuple(one for score, one in scored[:MOST] if score > 0)


def likeness(one: Topic, other: Topic) -> float:
    """From 0, nothing in common, to 1."""
    keywords = _share(
        {word.casefold() for word in one.topics}, {w.casefold() for w in other.topics}
    )
    words = _share(_words(one), _words(other)) if one.language == other.language else 0.0
    return (KEYWORD_WEIGHT * keywords + words) / (KEYWORD_WEIGHT + 1)


def _words(topic: Topic) -> set[str]:
    # Short words are mostly articles and prepositions, in every language we know of but those
    # written without spaces, whose titles then simply have no words in common.
    return {word for word in re.findall(r"\w+", topic.title.casefold()) if len(word) > 4}


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
