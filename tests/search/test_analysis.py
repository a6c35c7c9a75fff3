"""How languages are cut into words, as a person who searches notices it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.languages import Language
from server.search.analysis import STEMMERS, analysis, cut, folded, terms

# language, what is written, another way in which it is looked for
SAME = [
    ("en", "Addictions", "addiction"),
    ("en-GB", "stopping", "STOP"),
    ("en", "café", "cafe"),
    ("es", "adicciones", "adicción"),
    ("es", "adicción", "adiccion"),
    ("fr", "kétamine", "ketamine"),
    ("de", "Straße", "STRASSE"),
    ("pt-BR", "dependências", "dependencia"),
    ("tr", "kaygı", "kaygi"),
    ("tr", "İLAÇ", "ilac"),
    ("pl", "uzależnienie", "uzaleznienie"),
    ("pl", "Ból", "bol"),
    ("cy", "tŷ", "ty"),
    ("ru", "ещё", "еще"),
    ("uk", "Ліки", "ліки"),
    ("ar", "الإدمان", "ادمان"),
    ("ar", "والإدمان", "الادمان"),
    ("ar", "المساعدة", "مساعده"),
    ("ar", "مُدَرِّس", "مدرس"),
    ("ar", "كـتـاب", "كتاب"),
    ("fa", "می‌خواهم", "ميخواهم"),
    ("fa", "کمک", "كمك"),
    ("fa", "۱۲۳", "123"),
    ("ur", "ہسپتال", "هسپتال"),
    ("bn", "সাহায্য", "সাহায্য"),
    ("pa", "ਮਦਦ", "ਮਦਦ"),
    ("hi", "५", "5"),
]


@pytest.mark.parametrize(("tag", "written", "looked_for"), SAME)
def test_a_word_is_one_however_it_is_written(tag, written, looked_for):
    how = analysis(Language.parse(tag))
    [one], [other] = terms(written, how), terms(looked_for, how)
    assert one.text == other.text


# language, text, what is found in it
CUT = [
    ("en", "Don’t stop: e-mail us.", ["don", "t", "stop", "e", "mail", "us"]),
    ("uk", "йод, її", ["йод", "її"]),
    ("bn", "সাহায্য চাই।", ["সাহায্য", "চাই"]),
    ("hi", "मदद है।", ["मदद", "है"]),
    ("zh-Hans", "氯胺酮。", ["氯胺", "胺酮", "酮"]),
    ("zh-Hans", "打999电话", ["打", "999", "电话", "话"]),
    ("ja", "助けを", ["助け", "けを", "を"]),
    ("th", "ยา", ["ยา", "า"]),
    ("en", "the word 氯胺", ["the", "word", "氯胺", "胺"]),
    ("en", "… – “”!", []),
]


@pytest.mark.parametrize(("tag", "text", "found"), CUT)
def test_a_text_is_cut_into_words_or_into_pairs(tag, text, found):
    assert [term.text for term in terms(text, analysis(Language(tag)))] == found


def test_different_letters_stay_different():
    # й is no и with an accent, ї no і: other words come of it.
    assert folded("мий") != folded("ми")
    assert folded("її") != folded("іі")
    # A vowel of an Indic script is a letter, whatever Unicode calls it.
    assert folded("কি") != folded("ক")


@given(st.text(), st.sampled_from(["plain", *STEMMERS]))
def test_any_text_is_cut_and_each_term_stands_where_it_says(text, how):
    found = terms(text, how)
    assert all(0 <= term.start < term.end <= len(text) for term in found)
    assert cut(text, how).split(" ") == [term.text for term in found] or not found
    assert all(term.text and not any(map(str.isspace, term.text)) for term in found)
