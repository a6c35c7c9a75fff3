from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.languages import BadLanguage, Language, accepted, first_match

CASES = Path(__file__).parent / "cases"


def table(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and line[0] != "#"]


@pytest.mark.parametrize(("wanted", "there_are", "shown"), table("matching.txt"))
@pytest.mark.requirement("CL-2")
def test_a_reader_is_given_the_nearest_language_they_read(
    wanted: str, there_are: str, shown: str
) -> None:
    others = [Language.parse(tag) for tag in there_are.split(",")]
    found = Language.parse(wanted).match(others)
    assert (found.tag if found else "-") == shown


@pytest.mark.parametrize(("tag", "own", "direction", "spanish"), table("names.txt"))
def test_a_language_has_its_own_name_and_a_direction(
    tag: str, own: str, direction: str, spanish: str
) -> None:
    language = Language.parse(tag)
    assert (language.tag, language.name) == (tag, own)
    assert language.direction == direction
    assert language.named_in(Language("es")) == spanish


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("EN-gb", "en-GB"),
        ("en_GB", "en-GB"),
        (" en ", "en"),
        ("ZH-hans", "zh-Hans"),
        ("iw", "he"),
        ("EN-Simple", "en-simple"),
        ("cmn", "cmn"),
        ("sgn-GB", "bfi"),
        ("xho", "xh"),
    ],
)
def test_a_tag_is_put_into_canonical_form(text: str, tag: str) -> None:
    assert Language.parse(text).tag == tag


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "*", "und", "x-private", "english", "en-", "-en", "e", "en GB", "en\0", "../en"),
        *("en" * 40, "en-a", "zz-ZZ-zz", "\ud800", "ｅｎ", "<b>", "i-enochian", "zh-min-999"),
    ],
)
def test_what_is_no_language_tag_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadLanguage, match="is no language tag; expected one like en, en-GB"):
        Language.parse(text)


PIECES = st.sampled_from(
    [
        *("en", "GB", "zh", "min", "Hant", "simple", "x", "u", "t", "a", "001", "i", "klingon"),
        *("und", "root", "cmn", "valencia", "1994", "abcdefgh", "999", "", " ", "İ", "ß", "٣"),
        *("sgn", "\0"),
    ]
)
TAGS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=6).map("-".join),
    st.lists(PIECES, max_size=6).map("_".join),
)


@settings(deadline=None)
@given(TAGS)
def test_parsing_gives_a_stable_usable_tag_or_refuses(text: str) -> None:
    try:
        language = Language.parse(text)
    except BadLanguage:
        return
    assert Language.parse(language.tag) == language
    assert language.match([language]) == language
    assert language.name
    assert language.named_in(Language("ar"))
    assert language.direction in ("ltr", "rtl")


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("", ""),
        ("cy", "cy"),
        ("en;q=0.5, cy", "cy en"),
        ("en ; q = 0.5 , cy;Q=0.7,fr", "fr cy en"),
        ("fr, es, en", "fr es en"),
        ("en, EN, en-us", "en en-US"),
        ("*", ""),
        ("cy;q=0, en", "en"),
        ("cy;q=0.000, en;q=0.001", "en"),
        ("cy;q=1.000, en;q=0.9", "cy en"),
        ("cy;q=2, en;q=0.5", "cy en"),
        ("cy;q=nan, en;q=-1", "cy en"),
        ("cy;level=1;q=0.2, en;q=0.3", "en cy"),
        ("<script>, ../../etc, \0, \ud800, cy", "cy"),
        (",,;;q=,;q=1,cy", "cy"),
    ],
)
def test_accept_language_is_read_by_weight_and_then_by_order(header: str, tags: str) -> None:
    assert " ".join(language.tag for language in accepted(header)) == tags


def test_a_long_accept_language_is_read_only_at_its_beginning() -> None:
    assert accepted("," * 5000 + "cy") == ()
    assert accepted("en" * 100_000) == ()
    many = ", ".join(f"{language}-GB" for language in ["en", "cy", "gd", "fr", "es"] * 40)
    assert len(accepted(many, most=3)) == 3


@settings(deadline=None)
@given(st.text())
def test_no_accept_language_header_is_an_error(header: str) -> None:
    assert len(accepted(header)) <= 20


def test_the_first_wanted_language_with_a_match_is_taken() -> None:
    there_are = [Language("en"), Language("zh-Hant")]
    assert first_match([Language("so"), Language("zh-TW"), Language("en")], there_are) == Language(
        "zh-Hant"
    )
    assert first_match([Language("so")], there_are) is None
    assert first_match([], there_are) is None


def test_a_language_covers_one_that_differs_by_nothing_worth_telling() -> None:
    assert Language("en").covers(Language("en-GB"))
    assert Language("en-GB").covers(Language("en"))
    assert not Language("en-GB").covers(Language("en-US"))
    assert not Language("en").covers(Language("en-simple"))
    assert not Language("zh-Hans").covers(Language("zh-Hant"))
