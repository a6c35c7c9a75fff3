"""The search path: a site's own templates, styles and words before ours."""

from __future__ import annotations

import datetime
import re

import pytest

from server.languages import Language
from server.problems import NotFound
from server.storage.memory import MemoryStore
from server.web.checking import check_pages
from server.web.snapshot import take
from server.web.theme import APART, Theme
from server.web.watching import retake
from tests.conftest import TOPIC, VIDEO

ENGLISH = Language("en")
SITE = {
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO + 'duration = 2\nembed = "vimeo:1"\n',
}
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _theme(**files: str | bytes) -> Theme:
    return Theme(MemoryStore({f"templates/{name}": text for name, text in files.items()}))


def test_a_sites_own_template_is_found_before_ours():
    theme = _theme(**{"error.html": "mine"})

    assert theme.read("error.html") == b"mine"
    assert theme.read("default:error.html") != b"mine"
    assert theme.read("topic.html") == Theme().read("topic.html")
    for name in ("none.html", "default:none.html", "../site.toml", "default:../pyproject.toml"):
        with pytest.raises(NotFound):
            theme.read(name)


def test_a_sites_own_template_extends_the_one_it_replaces(client):
    own = '{% extends "default:topics.html" %}{% block main %}MINE {{ super() }}{% endblock %}'
    site = client({**SITE, "templates/topics.html": own})

    page = site.get("/en/").text

    assert "MINE" in page
    assert "A topic" in page
    assert "MINE" not in site.get("/en/a-topic").text


def test_a_sites_own_component_is_used_by_our_pages(client):
    name = "templates/components/breadcrumb/breadcrumb.html"
    own = "{% macro breadcrumb(steps) %}<b>mine</b>{% endmacro %}"

    assert "<b>mine</b>" in client({**SITE, name: own}).get("/en/a-topic").text


def test_a_sites_own_assets_are_served_and_its_styles_come_with_ours(client):
    site = client(
        {
            **SITE,
            "templates/icon.svg": "<svg>mine</svg>",
            "templates/components/zebra/zebra.css": ".zebra { color: teal }",
            "templates/pictures/logo.webp": b"webp",
        }
    )
    assets = re.search(r'"(/assets/\w+/)style\.css"', site.get("/en/").text)[1]

    assert site.get(f"{assets}icon.svg").text == "<svg>mine</svg>"
    assert site.get(f"{assets}pictures/logo.webp").headers["Content-Type"] == "image/webp"
    assert ".zebra { color: teal }" in site.get(f"{assets}style.css").text


def test_the_base_style_comes_before_those_of_components():
    theme = _theme(**{"base.css": "a{}", "aaa.css": "b{}", "components/z/z.css": "c{}"})

    style = theme.assets["style.css"][0]

    # Ours have rules of their own; these three are a line each.
    lines = style.split(b"\n")
    assert lines.index(b"a{}") < lines.index(b"b{}") < lines.index(b"c{}")


def test_a_template_saved_with_a_byte_order_mark_is_the_same_template():
    theme = _theme(**{"own.html": b"\xef\xbb\xbf<!doctype html>"})

    assert theme.render("own.html", ENGLISH) == "<!doctype html>"


def test_a_sites_own_words_come_before_ours():
    theme = _theme(
        **{
            "locale/es/messages.po": PO + 'msgid "Own"\nmsgstr "Propio"\n',
            "own.html": "{{ _('Own') }} {{ _('Nobody says this') }}",
        }
    )

    assert Language("es") in theme.languages
    assert theme.render("own.html", Language("es")) == "Propio Nobody says this"
    assert theme.render("own.html", ENGLISH) == "Own Nobody says this"


def test_what_a_template_can_work_out_beforehand_is_in_the_readers_language():
    theme = _theme(**{"own.html": "{{ 1234.5|number }}"})

    said = [theme.render("own.html", Language(tag)) for tag in ("en", "es", "ar", "en")]

    assert said == ["1,234.5", "1.234,5", "1,234.5", "1,234.5"]


def test_a_template_that_has_changed_is_read_again_whatever_was_kept_of_it():
    before, after, again = (_theme(**{"own.html": text}) for text in ("one", "two", "one"))

    said = [theme.render("own.html", ENGLISH) for theme in (before, after, again)]

    assert said == ["one", "two", "one"]


def test_words_of_our_own_stay_where_a_site_changes_only_some():
    ours = Theme()
    language = next((one for one in ours.languages if one != ENGLISH), None)
    assert language, "the interface has words in no language but English"
    name = f"locale/{language}/messages.po"
    changed = _theme(
        **{
            name: PO + 'msgid "Find help"\nmsgstr "CHANGED"\n',
            "own.html": "{{ _('Find help') }}|{{ _('Useful links') }}",
        }
    )
    plain = _theme(**{"own.html": "{{ _('Find help') }}|{{ _('Useful links') }}"})

    before, after = plain.render("own.html", language), changed.render("own.html", language)

    assert after == f"CHANGED|{before.partition('|')[2]}"
    assert before.partition("|")[2] != "Useful links"


@pytest.mark.parametrize(
    "text",
    [
        "nonsense\n",
        b'msgid "a"\nmsgstr "\xff\xfe"\n',
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=none\\n"\n\nmsgid "a"\nmsgstr "b"\n',
        PO.replace('UTF-8\\n"', 'UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != ;\\n"')
        + 'msgid "a"\nmsgstr "b"\n',
    ],
)
def test_words_that_cannot_be_read_are_a_problem_and_ours_stay(text):
    store = MemoryStore(
        {
            **SITE,
            "templates/locale/es/messages.po": text,
            "templates/own.html": "{{ _('Find help') }}",
        }
    )

    snapshot, problems = take(store)

    (problem,) = [one for one in problems if one.path == "templates/locale/es/messages.po"]
    assert problem.rule == "words"
    ours = _theme(**{"own.html": "{{ _('Find help') }}"})
    shown = snapshot.theme.render("own.html", Language("es"))
    assert shown == ours.render("own.html", Language("es"))


def test_a_file_named_by_no_language_is_a_problem_and_breaks_nothing():
    store = MemoryStore(
        {
            **SITE,
            "templates/locale/zh_hans/messages.po": PO,
            "templates/locale/no language/messages.po": PO,
            "templates/guide/english.toml": "",
        }
    )

    _, problems = take(store)

    found = {problem.path: problem.message for problem in problems}
    assert "locale/zh-Hans/messages.po" in found["templates/locale/zh_hans/messages.po"]
    assert "no language tag" in found["templates/locale/no language/messages.po"]
    assert "no language tag" in found["templates/guide/english.toml"]


def test_a_guide_that_cannot_be_used_is_a_problem_and_english_is_shown(client):
    files = {**SITE, "templates/guide/es.toml": "player = 1\n", "site.toml": 'languages=["es"]\n'}

    _, problems = take(MemoryStore(files))

    assert [problem.path for problem in problems] == ["templates/guide/es.toml"]
    assert client(files).get("/es/captions-guide").status_code == 200


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\n{% if %}", 2, "Expected an expression"),
        ("one\ntwo {{ page.nothing }}", 2, "nothing"),
        ("{{ nothing }}", 1, "nothing"),
        ('{% extends "none.html" %}', 1, "none.html"),
        ("\n\n{{ page.site_name + 1 }}", 3, "TypeError"),
        (b"\xff", 0, "UnicodeDecodeError"),
    ],
)
def test_a_broken_template_is_a_problem_with_its_place(text, line, said):
    snapshot, _ = take(MemoryStore({**SITE, "templates/error.html": text}))

    problems = [one for one in check_pages(snapshot) if one.rule == "template"]

    (problem,) = problems
    assert (problem.path, problem.line) == ("templates/error.html", line)
    assert said in problem.message


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("site.toml", "nome = 1\n"),
        ("site.toml", b"\xff"),
        ("topics/b-topic.en.md", "+++\ntitel = 1\n+++\n"),
        ("templates/topic.html", "{% if %}"),
        ("templates/topic.html", "{{ page.nothing }}"),
        ("templates/locale/es/messages.po", "nonsense"),
        ("templates/guide/en.toml", "nonsense"),
        ("media/intro/video.toml", 'title = "x"\n'),
    ],
)
def test_a_bad_edit_keeps_the_last_good_site(key, text):
    store = MemoryStore(SITE)
    good, _ = take(store)
    store.write(key, text if isinstance(text, bytes) else text.encode())

    kept, problems = retake(good)

    assert kept is good
    assert key in {problem.path for problem in problems}


class _Failing(MemoryStore):
    """A store whose disk fails after a while."""

    failing = False

    def read(self, key: str) -> bytes:
        if self.failing:
            raise OSError("The disk does not answer.")
        return super().read(key)


def test_whatever_goes_wrong_while_reading_keeps_the_last_good_site():
    store = _Failing(SITE)
    good, _ = take(store)
    store.failing = True

    kept, (problem,) = retake(good)

    assert kept is good
    assert "The disk does not answer." in problem.message


def test_a_good_edit_is_the_site_from_then_on():
    store = MemoryStore(SITE)
    good, _ = take(store)
    store.write("topics/a-topic.en.md", TOPIC.replace("A topic", "Another").encode())

    now, problems = retake(good)

    assert problems == ()
    assert now.site.topics[0].title == "Another"


def test_an_error_that_was_there_before_stops_no_other_edit():
    store = MemoryStore({**SITE, "topics/bad.en.md": "+++\ntitle = 1\n+++\n"})
    good, _ = take(store)
    store.write("topics/a-topic.en.md", TOPIC.replace("A topic", "Another").encode())
    store.write("topics/bad.en.md", b"+++\n# One line down.\ntitle = 1\n+++\n")

    now, problems = retake(good)

    assert now.site.topics[0].title == "Another"
    assert [(problem.path, problem.line) for problem in problems] == [("topics/bad.en.md", 3)]

    store.write("topics/a-topic.en.md", b"+++\ntitle = 2\n+++\n")
    assert retake(now)[0] is now


def test_dates_and_numbers_are_written_as_a_language_writes_them():
    text = "{{ day | date }}|{{ 12345.5 | number }}|{{ 3723000 | clock }}|{{ 65999 | clock }}"
    theme = _theme(**{"own.html": text, "locale/tlh/messages.po": PO, "locale/es/messages.po": PO})
    day = datetime.date(2026, 11, 20)

    def shown(tag: str) -> str:
        return theme.render("own.html", Language(tag), day=day).replace("\N{NO-BREAK SPACE}", " ")

    assert shown("en") == "20 November 2026|12,345.5|1:02:03|1:05"
    assert shown("es").startswith("20 de noviembre de 2026|12.345,5|")
    # CLDR knows no Klingon: English then, whatever the server's own language is.
    assert shown("tlh").startswith("November 20, 2026|")


def test_a_template_has_no_way_to_show_what_nobody_gave_it():
    theme = _theme(**{"own.html": "<p>{{ text }}</p>"})

    assert theme.render("own.html", ENGLISH, text="<b>&") == "<p>&lt;b&gt;&amp;</p>"


def test_styles_are_sent_without_comments_and_mean_the_same(client):
    css = '/* why */\n.a :where(b) { content: "/* no */"; }\n  .c\n    d { margin: 0 }\n'
    site = client({"topics/a.en.md": '+++\ntitle = "A"\n+++\n', "templates/own.css": css})

    style = re.search(r"/assets/[^/]+/", site.get("/en/").text)[0] + "own.css"

    assert site.get(style).text == (
        '\n.a :where(b) { content: "/* no */"; }\n.c\nd { margin: 0 }\n'
    )


def test_a_page_is_sent_without_indents_and_without_drawings_that_it_does_not_use():
    icons = '{% from "components/icons/icons.html" import icon, icons %}{{ icons() }}'
    text = icons + '\n    <p>\n  {{ icon("eye") }}</p>\n  <pre>\n  one\n    two</pre>\n'

    page = _theme(**{"own.html": text}).render("own.html", ENGLISH)

    assert re.findall("<symbol id=.([a-z-]+)", page) == ["icon-eye"]
    assert page.index("<p>\n<svg") < page.index("<pre>\n  one\n    two</pre>")


@pytest.mark.parametrize(
    ("language", "title", "linked"),
    [("en", "en", False), ("uk", "uk", False), ("en", "ar", True), ("bn", "en", True)],
)
def test_faces_for_other_scripts_come_where_there_is_a_text_in_one(client, language, title, linked):
    site = client(
        {
            "site.toml": f'languages = ["{language}"]\nlanguage = "{language}"\n',
            f"topics/a-topic.{title}.md": '+++\ntitle = "A"\n+++\n',
        }
    )

    for path in ("", "a-topic"):
        assert ("/faces.css" in site.get(f"/{language}/{path}").text) == linked


def test_styles_that_stand_apart_are_served_and_not_joined():
    theme = Theme()

    for name in APART:
        assert theme.assets[name][0] not in theme.assets["style.css"][0]
