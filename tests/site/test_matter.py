from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.site.matter import read_matter, split
from server.site.places import line_of, places
from server.site.topics import TopicMatter

TEXT = """\
title = "One"          # [not] = "a table"
lists = ["a", "b",
  # a note
  "c", ["d"]]
inline = { x = 1, "y z" = [2, 3] }
long = '''
[fake]
key = 1
'''
a.b."c.d" = 1979-05-27 07:32:00
quoted = "a \\" # ] ="

[table]
key = +1.5e3

[["many.dots"]]
one = 1

[["many.dots"]]
two = 2
[["many.dots".below]]
three = 3
[["many.dots".below]]
four = 4
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 1),
        (("lists", 1), 2),
        (("lists", 2), 4),
        (("lists", 3, 0), 4),
        (("inline", "y z", 1), 5),
        (("long",), 6),
        (("a", "b", "c.d"), 10),
        (("quoted",), 11),
        (("table",), 13),
        (("table", "key"), 14),
        (("table", "absent"), 13),
        (("many.dots", 0, "one"), 17),
        (("many.dots", 1), 19),
        (("many.dots", 1, "two"), 20),
        (("many.dots", 1, "one"), 19),
        (("many.dots", 1, "below", 1, "four"), 24),
        (("fake", "key"), 1),
        (("absent",), 1),
        ((), 1),
    ],
)
def test_the_line_of_a_key_is_found(place: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, place) == line
    assert line_of(TEXT.replace("\n", "\r\n"), place) == line


def test_every_key_that_tomllib_reads_has_a_place() -> None:
    def walk(value: object, place: tuple[str | int, ...]) -> None:
        assert place in places(TEXT) or place == ()
        inside = value.items() if isinstance(value, dict) else ()
        inside = enumerate(value) if isinstance(value, list) else inside
        for key, one in inside:
            walk(one, (*place, key))

    walk(tomllib.loads(TEXT), ())


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("[]{}=.,\"'#\\\n a1-"), max_size=60))
def test_no_text_keeps_the_search_for_places_from_its_end(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in places(text).values())


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("[]{}=.,\"'#\\\n a1-titlehelpvideos"), max_size=80))
def test_no_settings_raise(text: str) -> None:
    matter, problems = read_matter(text, TopicMatter)
    assert (matter is None) == bool(problems)


def test_a_long_text_with_many_faults_is_read_in_time() -> None:
    text = "".join(f"key{number} = 1\n" for number in range(2000))
    _, problems = read_matter(text, TopicMatter)
    assert [problem.line for problem in problems] == [1, *range(1, 2001)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('+++\ntitle = "A"\n+++\nBody.\n', ('title = "A"\n', "Body.\n", 3)),
        ("\ufeff+++\r\na = 1\r\n+++\r\nBody.", ("a = 1\r\n", "Body.", 3)),
        ("+++ \n+++\t", ("", "", 1)),
        ("+++\n+++\n", ("", "", 2)),
        ("+++\na = '+++'\n+++\n+++\n", ("a = '+++'\n", "+++\n", 3)),
        ("", ("", "", 0)),
        ("Text\n+++\na\n+++\n", ("", "Text\n+++\na\n+++\n", 0)),
        ("\n+++\n+++\n", ("", "\n+++\n+++\n", 0)),
        ("+++\nnever closed\n", ("", "+++\nnever closed\n", 0)),
        ("+++", ("", "+++", 0)),
        ("++++\na\n++++\n", ("", "++++\na\n++++\n", 0)),
    ],
)
def test_front_matter_stands_between_two_lines_of_plus_signs(
    text: str, parts: tuple[str, str, int]
) -> None:
    assert split(text) == parts


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("+\n\r a\ufeff"), max_size=40))
def test_splitting_loses_no_line(text: str) -> None:
    head, body, lines = split(text)
    assert text.endswith(body)
    assert lines == 0 or head.count("\n") + 2 >= lines
