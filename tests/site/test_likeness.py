from __future__ import annotations

from dataclasses import replace

from server.languages import Language
from server.site.config import SiteMatter, config
from server.site.likeness import MOST, likeness, related
from server.site.model import Site, Topic

EN, ES = Language("en"), Language("es")


def topic(slug: str, *keywords: str, title: str = "", language: Language = EN) -> Topic:
    return Topic(slug=slug, language=language, title=title or slug, key=slug, topics=keywords)


def site(*topics: Topic) -> Site:
    return Site(config(SiteMatter()), topics, ())


def test_the_authors_choice_is_kept_in_its_order() -> None:
    one = replace(topic("one", "drugs"), related=("three", "two", "absent"))
    made = site(one, topic("two", "drugs"), topic("three"))
    assert [found.slug for found in related(made, one, EN)] == ["three", "two"]
    none = replace(one, related=())
    assert related(made, none, EN) == ()


def test_else_the_most_alike_come_first_and_none_without_likeness() -> None:
    one = topic("one", "Drugs", "health", "help")
    made = site(
        one,
        topic("far", "cooking"),
        topic("near", "drugs", "HEALTH"),
        topic("nearer", "drugs", "health", "help"),
        topic("bare"),
    )
    assert [found.slug for found in related(made, one, EN)] == ["nearer", "near"]


def test_no_more_than_a_few_are_related() -> None:
    one = topic("one", "drugs")
    made = site(one, *(topic(f"other-{number}", "drugs") for number in range(9)))
    assert len(related(made, one, EN)) == MOST


def test_long_words_of_titles_count_and_less_than_keywords() -> None:
    one = topic("one", "drugs", title="What is ketamine addiction?")
    by_title = topic("two", title="What is ketamine?")
    by_keyword = topic("three", "drugs", title="Other")
    assert 0 < likeness(one, by_title) < likeness(one, by_keyword) < 1
    assert likeness(one, one) == 1
    assert likeness(topic("a", title="What is it?"), topic("b", title="What is this?")) == 0


def test_related_topics_are_in_the_readers_language_where_they_are_in_it() -> None:
    one, two = topic("one", "drugs", language=ES), topic("two", "drugs")
    made = site(one, two, topic("two", "drugs", title="Dos", language=ES), topic("three", "drugs"))
    assert [found.title for found in related(made, one, ES)] == ["three", "Dos"]
