"""The interface's words: every catalogue says all that the templates say, whole and in shape."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from gettext import c2py
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from server.languages import Language, locale
from server.storage.memory import MemoryStore
from server.web.theme import Theme
from server.web.words import faults, read_words
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages import Catalog, Message

CATALOGUES = {path.parent.name: path for path in ROOT.glob("templates/locale/*/messages.po")}
LANGUAGES = {
    *("cy", "es", "fr", "de", "pt-BR", "pl", "tr", "uk"),
    *("ar", "fa", "ur", "bn", "pa", "zh-Hans", "zh-Hant"),
}
EXTRACT = ("--no-location", "--omit-header", "--keywords", "_ pgettext:1c,2 npgettext:1c,2,3")
# Categories of CLDR that need no form of their own: beside a number, the noun is what it is there.
SAID_AS_OTHER = {"cy": ("zero",), "fa": ("one",), "tr": ("one",)}
# Columns. A label stands on a button, a sentence may take another line.
LABEL, LABEL_MORE, SENTENCE_MORE = 24, 14, 30
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the templates say."""
    pot = tmp_path_factory.mktemp("words") / "messages.pot"
    babel = (sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract")
    mapping = ("--mapping", ROOT / "babel.cfg", "--output", pot)
    subprocess.run([*babel, *EXTRACT, *mapping, "."], check=True, cwd=ROOT)
    return read_po(BytesIO(pot.read_bytes()))


def catalogue(language: str) -> Catalog:
    return read_po(BytesIO(CATALOGUES[language].read_bytes()), locale=locale(language))


def messages(of: Catalog) -> Iterator[Message]:
    return (message for message in of if message.id)


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, forms(message.id)


def columns(text: str) -> int:
    wide = {"W": 2, "F": 2}
    return sum(
        0 if unicodedata.combining(it) else wide.get(unicodedata.east_asian_width(it), 1)
        for it in text
    )


def test_the_interface_is_in_the_languages_that_the_documents_name():
    # English stands in the templates themselves, and is British.
    assert set(CATALOGUES) == LANGUAGES
    assert Language("en-GB").match(Theme().languages) == Language("en")


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_the_words_of_the_templates_and_no_others(language, said):
    needed, found = ({key(it) for it in messages(of)} for of in (said, catalogue(language)))
    assert needed - found == set(), "untranslated: run scripts/words"
    assert found - needed == set(), "unused: run scripts/words"


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_plural_forms_of_a_catalogue_are_those_of_cldr(language):
    own, cldr = catalogue(language), locale(language)
    form = c2py(own.plural_expr)
    used: dict[str, set[int]] = {}
    for number in range(1000):
        category = cldr.plural_form(number)
        merged = "other" if category in SAID_AS_OTHER.get(language, ()) else category
        used.setdefault(merged, set()).add(form(number))
    assert all(len(forms) == 1 for forms in used.values()), used
    assert len(set.union(*used.values())) == len(used) == own.num_plurals


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_word_is_translated_into_each_form_that_the_language_has(language):
    own = catalogue(language)
    for message in messages(own):
        assert not message.fuzzy, message.id
        expected = 1 if isinstance(message.id, str) else own.num_plurals
        assert len(forms(message.string)) == expected, message.id
        assert all(form.strip() for form in forms(message.string)), message.id


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_has_the_placeholders_and_marks_of_its_original(language):
    assert [it.message for one in messages(catalogue(language)) for it in faults(one)] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_translation_is_far_longer_than_its_original(language):
    """Twice as long, and a little more for what is short: labels stay on their buttons."""
    for message in messages(catalogue(language)):
        length = columns(forms(message.id)[-1])
        more = LABEL_MORE if length <= LABEL else SENTENCE_MORE
        for form in forms(message.string):
            assert columns(form) <= 2 * length + more, (message.id, form)


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_tells_who_translated_it_and_whether_a_native_speaker_looked(language):
    header = dict(catalogue(language).mime_headers) | _lines(language)
    assert header["Last-Translator"].strip()
    assert header["X-Reviewed"] in ("yes", "no")
    assert header["Language"] == language
    assert Theme().is_unreviewed(Language(language)) is (header["X-Reviewed"] == "no")


def _lines(language: str) -> dict[str, str]:
    """The header as it is written: Babel forgets lines that it does not know."""
    head = CATALOGUES[language].read_text(encoding="utf-8").partition("\n\n")[0]
    rows = (line.strip('"').removesuffix("\\n").partition(": ") for line in head.splitlines())
    return {name: value for name, colon, value in rows if colon}


FAULTS = {
    "a placeholder is missing": ("%(num)s of %(all)s", "%(num)s de", "lacks %(all)s"),
    "a placeholder is misspelt": ("%(num)s cues", "%(número)s", "lacks %(num)s"),
    "a placeholder of a script is missing": ("Go to {time}", "Ir", "lacks {time}"),
    "a percent sign is alone": ("Half", "50 %", "has %, and"),
    "a mark is not closed": ("<b>Now</b>", "<b>Ahora", "has other marks"),
    "a mark is another": ("<b>Now</b>", '<a href="https://x.example">Ahora</a>', "other marks"),
}


@pytest.mark.parametrize(("original", "translation", "found"), FAULTS.values(), ids=FAULTS)
def test_a_translation_that_would_break_a_page_is_left_out_and_told(original, translation, found):
    escaped = translation.replace('"', '\\"')
    po = f'{HEADER}msgid "{original}"\nmsgstr "{escaped}"\n\nmsgid "Off"\nmsgstr "No"\n'
    words, problems = read_words(po.encode(), Locale("es"))
    assert found in problems[0].message
    assert {(it.rule, it.line) for it in problems} == {("words", 4)}
    assert words.gettext(original) == original
    assert words.gettext("Off") == "No"


def test_a_site_with_a_broken_translation_is_served_with_ours():
    po = HEADER + 'msgid "%(name)s website"\nmsgstr "Sitio de %(nombre)s"\n'
    theme = Theme(
        MemoryStore(
            {
                "templates/locale/es/messages.po": po,
                "templates/own.html": '{{ _("%(name)s website", name="Mind") }}',
            }
        )
    )
    assert "Mind" in theme.render("own.html", Language("es"))
    assert {it.rule for it in theme.problems} == {"words"}
