"""Documents that are found: which, in which order, in which version, and what is shown of them."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.languages import Language
from server.problems import Unavailable
from server.search import MOST_HITS, Document, Hit, Part, build_index, open_index

EN, ES, AR, FR = map(Language, ("en", "es", "ar", "fr"))


def page(group: str, title: str, *texts: str, language: Language = EN, kind: str = "page"):
    """A document with a part for each text: `a`, `b` and so on."""
    return Document(
        kind=kind,
        group=group,
        version=language.tag,
        language=language,
        title=title,
        parts=tuple(Part(chr(97 + at), "", text) for at, text in enumerate(texts)),
    )


def found(index, query, *readers, **more):
    return index.search(query, kinds=("page",), readers=readers or (EN,), **more)


def groups(index, query, *readers, **more):
    return [hit.document.group for hit in found(index, query, *readers, **more).hits]


def shown(hit: Hit) -> str:
    return "".join(f"[{one.text}]" if one.found else one.text for one in hit.excerpt)


def test_all_the_words_must_be_there_in_any_order_and_any_part():
    index = build_index(
        [page("one", "Pain", "In the bladder."), page("two", "Bladder"), page("three", "Pain")]
    )
    assert groups(index, "bladder pain") == ["one"]
    assert set(groups(index, "bladder")) == {"one", "two"}


def test_a_word_of_the_title_counts_for_more():
    index = build_index([page("in text", "Other", "Ketamine. " * 3), page("in title", "Ketamine")])
    assert groups(index, "ketamine") == ["in title", "in text"]


def test_quotation_marks_keep_words_together():
    index = build_index([page("apart", "", "pain of the bladder"), page("as said", "bladder pain")])
    for marks in ('"{}"', "“{}”", "«{}»", "„{}“"):
        assert groups(index, marks.format("bladder pain")) == ["as said"]
    # One alone is no pair.
    assert set(groups(index, '"bladder pain')) == {"apart", "as said"}


def test_the_last_word_may_be_only_begun():
    index = build_index([page("whole", "A clinic"), page("longer", "A clinician")])
    assert set(groups(index, "clini")) == {"whole", "longer"}
    assert groups(index, "clinic")[0] == "whole"
    assert groups(index, '"clini"') == []


@pytest.mark.parametrize("typed", ["ketemine", "ketmine", "kettamine", "kteamine"])
def test_a_word_with_one_letter_wrong_finds_what_is_near(typed):
    result = found(build_index([page("one", "Ketamine", "It is a medicine.")]), typed)
    assert [hit.document.group for hit in result.hits] == ["one"]
    assert result.nearness == "near"


def test_what_has_the_very_word_hides_what_is_near():
    result = found(build_index([page("lamp", "A bright lamps"), page("far", "lamqs")]), "lamps")
    assert [hit.document.group for hit in result.hits] == ["lamp"]
    assert result.nearness == ""


def test_a_question_finds_what_has_half_of_its_words():
    index = build_index([page("one", "Stopping ketamine"), page("two", "Other things")])
    result = found(index, "how do I stop taking ketamine")
    assert result.nearness == ""  # nothing: a third of the words is too few
    assert result.hits == ()
    result = found(index, "please stop ketamine")
    assert [hit.document.group for hit in result.hits] == ["one"]
    assert result.nearness == "some"


def test_each_group_is_shown_once_in_the_language_that_the_reader_reads_best():
    index = build_index(
        page("one", "Ketamina" if language != FR else "Kétamina", language=language)
        for language in (EN, ES, FR)
    )
    for readers, expected in (((ES, EN), ES), ((FR,), FR), ((AR, EN), EN), ((AR, ES), ES)):
        [hit] = found(index, "ketamina", *readers).hits
        assert hit.document.language == expected
    assert found(index, "ketamina", AR).counts == {"page": 1}


def test_what_is_in_the_readers_language_comes_first_whatever_it_is_worth():
    index = build_index(
        [
            page("better", "Ketamina ketamina", "ketamina", language=ES),
            page("own", "Other", "And many more words before ketamina.", language=FR),
        ]
    )
    assert groups(index, "ketamina", FR) == ["own", "better"]
    assert groups(index, "ketamina", ES) == ["better", "own"]
    assert groups(index, "ketamina", FR, only=True) == ["own"]
    assert groups(index, "ketamina", Language("de"), only=True) == []


def test_a_version_with_more_documents_gives_all_of_them():
    said = [
        page("video", "", text, language=language)
        for text in ("Ketamina uno.", "Ketamina dos.", "Ketamina tres.")
        for language in (EN, ES)
    ]
    hits = found(build_index(said), "ketamina", ES).hits
    assert [hit.document.version for hit in hits] == ["es"] * 3


def test_kinds_come_one_after_the_other_and_are_counted_apart():
    index = build_index(
        [
            *(page(f"p{n}", "word") for n in range(3)),
            *(page(f"m{n}", "word", kind="moment") for n in range(4)),
        ]
    )
    result = index.search("word", kinds=("moment", "page"), readers=(EN,), start=2, most=3)
    assert [hit.document.kind for hit in result.hits] == ["moment", "moment", "page"]
    assert result.counts == {"moment": 4, "page": 3}


def test_no_more_are_counted_than_are_looked_at():
    index = build_index(page(str(n), "word") for n in range(MOST_HITS + 5))
    assert found(index, "word").counts == {"page": MOST_HITS}


def test_the_part_that_fits_best_is_shown_and_its_words_are_marked():
    [hit] = found(
        build_index([page("one", "Title", "Some pain.", "Pain in the <b>bladder</b>.", "Other.")]),
        "bladder pains",
    ).hits
    assert hit.part.anchor == "b"
    assert shown(hit) == "[Pain] in the <b>[bladder]</b>."


def test_what_a_document_is_named_after_is_read_from_its_beginning():
    [hit] = found(
        build_index([page("one", "Bladder", "What it is.", "bladder bladder bladder")]), "bladder"
    ).hits
    assert hit.part.anchor == "a"


def test_an_excerpt_begins_before_the_first_word_and_ends_at_a_word():
    [hit] = found(
        build_index([page("one", "", "before " * 50 + "needle " + "after " * 50)]), "needle"
    ).hits
    text = shown(hit)
    assert text.startswith("…before ")
    assert text.endswith(" after…")
    assert "[needle]" in text
    assert len(text) < 260


def test_an_excerpt_of_one_text_reaches_into_the_next_part():
    lines = ("Ketamine can", "damage the bladder", "and the kidneys.")
    document = Document(
        kind="page",
        group="v",
        version="en",
        language=EN,
        title="",
        parts=tuple(Part(str(1000 * at), "", line) for at, line in enumerate(lines)),
        is_one_text=True,
    )
    [hit] = found(build_index([document]), "bladder").hits
    assert hit.part.anchor == "1000"
    assert shown(hit) == "Ketamine can damage the [bladder] and the kidneys."


def test_chinese_is_found_by_one_character_or_several():
    zh = Language("zh-Hans")
    index = build_index([page("one", "", "氯胺酮是一种药物。", language=zh)])
    assert [shown(hit) for hit in found(index, "氯胺酮", zh).hits] == ["[氯胺酮]是一种药物。"]
    assert [shown(hit) for hit in found(index, "酮", zh).hits] == ["氯胺[酮]是一种药物。"]
    assert groups(index, "药物", zh) == ["one"]
    assert groups(index, "胺氯", zh) == []
    assert groups(index, "物种", zh) == []


HOSTILE = [
    *("", " ", '"', '""', "*", "?", "AND", "OR NOT", "title:x", "text_en:[a TO z]", "^2", "~1"),
    *("(", "((a)", "a AND (b", "\\", "/a/", "+a -b", "a" * 5000, "a " * 5000, "\0", "\ud800"),
    *("ﷺ", "\u0640", "“”", '"a', '"a" "', "‮abc", "🙂", "a\u0301" * 200, "氯" * 300),
]


@pytest.mark.parametrize("query", HOSTILE)
def test_there_is_no_syntax_to_get_wrong(query):
    found(build_index([page("one", "a", "text"), page("two", "氯", language=AR)]), query)


def test_an_empty_index_finds_nothing():
    assert found(build_index([]), "word").hits == ()


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_no_query_ever_fails(query):
    result = found(WORDS, query)
    assert len(result.hits) <= 20


# Letters, so that it is a word at all; no word of the other documents.
RARE = st.text(
    st.characters(categories=["Lu", "Ll", "Lo", "Nd"], max_codepoint=0x2FFF), min_size=4, max_size=9
)


@given(RARE, st.sampled_from(["en", "ar", "cy", "de", "tr", "ta", "zh-Hans", "th"]))
@settings(max_examples=100)
def test_a_documents_own_rare_word_finds_it(word, tag):
    language = Language(tag)
    own = page("own", "", f"Before {word}xq after.", language=language)
    index = build_index([*COMMON, own])
    assert "own" in groups(index, f"{word}xq", language)


COMMON = [page(str(n), "Common", "words of other documents") for n in range(3)]
WORDS = build_index(
    [page(tag, "Word", "A text of words.", language=Language(tag)) for tag in ("en", "ar", "zh")]
)


# Kept in a folder


def test_an_index_is_kept_and_made_of_documents_only_once(tmp_path):
    folder = tmp_path / "search"
    first = open_index(folder, "mark", [page("one", "Word")])
    assert groups(first, "word") == ["one"]

    def none():
        raise AssertionError("these are there already")
        yield

    again = open_index(folder, "mark", none())
    assert groups(again, "word") == ["one"]
    assert [one.name for one in folder.iterdir()] == [next(folder.iterdir()).name]


def test_another_mark_makes_another_and_takes_the_old_one_away(tmp_path):
    old = open_index(tmp_path, "old", [page("old", "Word")])
    (tmp_path / "notes.txt").write_text("not ours")
    (tmp_path / "folder").mkdir()
    new = open_index(tmp_path, "new", [page("new", "Word")])
    assert groups(new, "word") == ["new"]
    # Who still searches the old one goes on.
    assert groups(old, "word") == ["old"]
    ours = [one for one in tmp_path.iterdir() if one.name not in ("notes.txt", "folder")]
    assert len(ours) == 1
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("harm", ["meta.json", "everything"])
def test_an_index_that_is_broken_is_made_again(tmp_path, harm):
    open_index(tmp_path, "mark", [page("one", "Word")])
    [place] = tmp_path.iterdir()
    if harm == "everything":
        shutil.rmtree(place)
        place.mkdir()
    else:
        (place / harm).write_text("{")
    assert groups(open_index(tmp_path, "mark", [page("two", "Word")]), "word") == ["two"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="cannot be kept in"):
        open_index(tmp_path / "file", "mark", [])


def test_no_half_made_index_is_left_behind(tmp_path):
    def broken():
        yield page("one", "Word")
        raise Unavailable("gone")

    with pytest.raises(Unavailable, match="gone"):
        open_index(tmp_path, "mark", broken())
    assert list(tmp_path.iterdir()) == []
