"""The page of preferences without script: what it shows, keeps, refuses, gives away and forgets."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from server.languages import Language
from server.web import cookies, look, preferences
from server.web.preferences import Preferences
from tests.conftest import TOPIC, VIDEO, VTT

SITE = {
    "site.toml": 'languages = ["en", "ar"]\n',
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO + 'duration = 2\nembed = "youtube:20SHvU2PKsM"\n',
    "captions/intro/en.vtt": VTT.format("Hello."),
    "captions/intro/cy.vtt": VTT.format("Helo."),
    "captions/intro/ar.vtt": VTT.format("مرحبا."),
}
PAGE = "/en/preferences"
LARGE = look.code_of(look.PRESETS["large"])
CHOSEN = Preferences(
    captions=False,
    languages=(Language("cy"), Language("pl")),
    second=Language("ar"),
    place="below",
    spoken=True,
    wait=170,
    descriptions=True,
    voice="Ffion",
    sign=True,
    speed=110,
    controls="native",
    motion="less",
    look=look.code_of(look.Look(size=130, opacity=90, edge="outline", stays=True)),
)


class _Form(HTMLParser):
    """What a browser sends of the form with a class when its button, if any is named, is pressed:
    `fields`; and the ids of a page with the attributes of their elements."""

    def __init__(self, html: str, form: str = "preferences") -> None:
        super().__init__()
        self.form, self.inside, self.select = form, False, ""
        self.fields: list[tuple[str, str]] = []
        self.ids: dict[str, dict[str, str | None]] = {}
        self.options: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids[given["id"]] = given
        self.inside = self.inside or (tag == "form" and self.form in (given.get("class") or ""))
        name, value = given.get("name"), given.get("value") or ""
        if not self.inside:
            return
        if tag == "select":
            self.select = name
            self.fields.append((name, ""))
        elif tag == "option":
            self.options.setdefault(self.select, []).append(value)
            if "selected" in given:
                self.fields[-1] = (self.select, value)
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            self.options.setdefault(name, []).append(value)
            if "checked" in given:
                self.fields.append((name, value))
        elif tag == "input" and name:
            self.fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"

    def sent(self, **changes: str) -> str:
        kept = [(name, value) for name, value in self.fields if name not in changes]
        return urlencode([*kept, *changes.items()])


def _post(site, body: str, path: str = "/preferences"):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return site.post(path, content=body, headers=headers)


def _with(site, chosen: Preferences):
    site.cookies.set(cookies.COOKIE, cookies.text(chosen), domain="testserver.local", path="/")
    return site


def _kept(site) -> Preferences:
    return cookies.read(site.cookies.get(cookies.COOKIE) or "")


def _words(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.mark.requirement("DAC-2")
def test_the_page_shows_what_was_chosen_and_saving_it_changes_nothing(client):
    site = _with(client(SITE), CHOSEN)

    answer = _post(site, _Form(site.get(PAGE).text).sent())

    assert answer.status_code == 303
    assert _kept(site) == CHOSEN


def test_a_form_can_say_all_that_preferences_can_be(client):
    form = _Form(client(SITE).get(PAGE).text)
    named = {name for name, _ in form.fields} | form.options.keys()

    assert {*preferences.NAMES, *(f"look_{name}" for name in look.NAMES)} - named == {"look"}
    for name, words in preferences.CHOICES.items():
        assert set(form.options[name]) == set(words)
    for name, words in look.CHOICES.items():
        assert set(form.options[f"look_{name}"]) == set(words)


def test_the_fields_of_the_look_stand_in_the_order_of_its_code(client):
    html = client(SITE).get(PAGE).text

    found = dict.fromkeys(re.findall(r'name="look_(\w+)"', html))
    assert tuple(found) == look.NAMES


def test_saving_leads_back_to_where_the_reader_came_from_which_says_so_once(client):
    site = client(SITE)
    topic = site.get("/en/a-topic?t=1").text
    way = unescape(re.search(r'class="to-preferences" href="([^"]*)"', topic)[1])

    answer = _post(site, _Form(site.get(way).text).sent(speed="150"))

    assert answer.headers["Location"] == "/en/a-topic?t=1&done=saved"
    back = site.get(answer.headers["Location"])
    assert "Your preferences are saved." in _words(back)
    assert "done=" not in back.text
    assert "Your preferences are saved." not in _words(site.get("/en/a-topic?done=nonsense"))


def test_who_came_from_nowhere_stays(client):
    site = client(SITE)

    answer = _post(site, _Form(site.get(PAGE).text).sent())

    assert answer.headers["Location"] == f"{PAGE}?done=saved"


def test_a_box_that_is_not_ticked_is_off_in_a_whole_form_alone(client):
    site = _with(client(SITE), CHOSEN)
    _post(site, "place=above")
    assert _kept(site).spoken

    fields = _Form(site.get(PAGE).text)
    fields.fields = [pair for pair in fields.fields if pair[0] != "spoken"]
    _post(site, fields.sent())
    assert not _kept(site).spoken


@pytest.mark.requirement("DAC-2")
def test_languages_are_put_in_order_without_script(client):
    site = client(SITE)
    form = _Form(site.get(PAGE).text)
    assert form.options["languages"].count("cy") == 3, "a first, a second and a third"

    kept = [pair for pair in form.fields if pair[0] != "languages"]
    _post(site, urlencode([*kept, ("languages", "ar"), ("languages", ""), ("languages", "cy")]))

    assert _kept(site).languages == (Language("ar"), Language("cy"))
    again = [value for name, value in _Form(site.get(PAGE).text).fields if name == "languages"]
    assert again == ["ar", "cy", ""]


def test_languages_are_named_in_their_own_tongue(client):
    html = client(SITE).get(PAGE).text

    assert re.search(r'<option value="cy" lang="cy" dir="ltr">Cymraeg</option>', html)
    assert re.search(r'<option value="ar" lang="ar" dir="rtl">العربية</option>', html)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("speed", "900", "Write a number from 50 to 250."),
        ("speed", "", "Write a number from 50 to 250."),
        ("look_size", "twice", "Write a number from 50 to 400."),
        ("place", "elsewhere", "Choose one of these."),
    ],
)
def test_what_cannot_be_used_is_marked_and_nothing_is_lost(client, field, value, words):
    site = _with(client(SITE), CHOSEN)

    answer = _post(site, _Form(site.get(PAGE).text).sent(**{field: value, "brightness": "170"}))

    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers
    assert answer.text.count("autofocus") == 1
    form = _Form(answer.text)
    assert ("brightness", "170") in form.fields, "what else was changed is there"
    marked = form.ids[f"prefer-{field}"]
    assert marked["aria-invalid"] == "true"
    assert f"prefer-{field}-error" in (marked["aria-describedby"] or "")
    assert f'id="prefer-{field}-error">{words}' in answer.text
    assert f'<a href="#prefer-{field}">' in answer.text
    assert "<title>Not saved:" in answer.text
    if field != "place":
        assert (field, value) in form.fields


def test_what_an_error_page_shows_again_is_never_markup(client):
    site = client(SITE)

    answer = _post(site, _Form(site.get(PAGE).text).sent(speed='"><script>alert(1)</script>'))

    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


@pytest.mark.requirement("CC-9/preview")
def test_a_preview_shows_a_look_and_keeps_nothing(client):
    site = client(SITE)
    form = _Form(site.get(PAGE).text)

    answer = _post(site, form.sent(look_size="300", preview="1"))

    code = look.code_of(look.Look(size=300))
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert f'href="{look.look_url(code)}"' in answer.text
    assert "This is not saved yet." in _words(answer)
    assert ("look_size", "300") in _Form(answer.text).fields


@pytest.mark.requirement("CC-9/reset")
def test_a_look_is_taken_back_by_one_button(client):
    site = _with(client(SITE), CHOSEN)
    form = _Form(site.get(PAGE).text)

    answer = _post(site, form.sent(preset="usual"))
    assert "/captions-look/" not in re.search(r"<head>.*</head>", answer.text, re.S)[0]

    _post(site, _Form(answer.text).sent())
    assert _kept(site).look == ""
    assert _kept(site).speed == CHOSEN.speed


def test_colours_that_are_hard_to_read_are_told_and_allowed(client):
    site = client(SITE)
    form = _Form(site.get(PAGE).text)
    assert re.search(r'class="notice faint" hidden', site.get(PAGE).text)

    pale = form.sent(look_colour="yellow", look_background="white", look_background_opacity="100")
    answer = _post(site, f"{pale}&preview=1")

    assert "Their contrast is 1 to 1" in _words(answer)
    assert 'class="notice faint">' in answer.text
    assert _post(site, pale).status_code == 303


@pytest.mark.requirement("CC-9/kept")
def test_a_look_holds_on_every_page(client):
    site = _with(client(SITE), Preferences(look=LARGE))

    for path in ("/en/", "/en/a-topic", "/en/captions-guide", "/en/none", PAGE, "/ar/preferences"):
        link = f'<link rel="stylesheet" href="{look.look_url(LARGE)}" data-look>'
        assert link in site.get(path).text, path


def test_who_has_chosen_nothing_has_no_trace_of_it_on_a_page(client):
    site = client(SITE)

    for path in ("/en/", "/en/a-topic", PAGE):
        answer = site.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "<body>" in answer.text
        assert "data-look>" not in answer.text
        assert "data-motion" not in answer.text


def test_scripts_are_told_what_was_chosen(client):
    site = _with(client(SITE), CHOSEN)

    page = site.get("/en/a-topic").text

    told = json.loads(unescape(re.search(r'<body data-preferences="([^"]*)"', page)[1]))
    assert told == CHOSEN.told()
    assert '<html lang="en" dir="ltr" data-motion="less">' in page


def test_everything_is_forgotten_at_a_press(client):
    site = _with(client(SITE), CHOSEN)

    answer = site.post("/preferences", data={"forget": "1", "language": "ar"})

    assert answer.headers["Location"] == "/ar/preferences?done=forgotten"
    assert cookies.COOKIE not in site.cookies
    assert "Everything is forgotten" in _words(site.get(f"{PAGE}?done=forgotten"))
    told = _with(site, CHOSEN).get(f"{PAGE}?done=forgotten")
    assert "Everything is forgotten" not in _words(told), "a link alone has forgotten nothing"


def test_a_link_shows_what_it_would_set_and_changes_nothing_until_asked(client):
    theirs = client(SITE)
    link = re.search(r'href="(\S+\?set=[^"]*)"', _with(theirs, CHOSEN).get(PAGE).text)[1]
    theirs.cookies.clear()
    mine = _with(theirs, Preferences(speed=200, spoken=True))

    shown = mine.get(unescape(link))

    assert "Set-Cookie" not in shown.headers
    assert _kept(mine) == Preferences(speed=200, spoken=True)
    words = _words(shown)
    for told in ("Nothing has been changed yet", "Cymraeg", "110%", "Below the picture", "Ffion"):
        assert told in words
    assert "I read 170 words a minute" in words
    assert look.look_url(CHOSEN.look) in shown.text
    code = unescape(re.search(r'name="set" value="([^"]*)"', shown.text)[1])

    answer = mine.post("/preferences", data={"set": code, "language": "en"})

    assert answer.headers["Location"] == f"{PAGE}?done=saved"
    assert _kept(mine) == CHOSEN


@pytest.mark.parametrize("code", ["nonsense", "2.speed:900", "2", '"><script>alert(1)</script>'])
def test_a_link_without_preferences_says_so(client, code):
    site = _with(client(SITE), CHOSEN)

    answer = site.get(f"{PAGE}?{urlencode({'set': code})}")

    assert "This link holds no preferences." in _words(answer)
    assert "<script>alert" not in answer.text
    assert _kept(site) == CHOSEN


def test_a_file_is_taken_along_and_brought_back(client):
    site = _with(client(SITE), CHOSEN)
    file = site.get("/preferences/file")
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="legenda-preferences.json"'
    )
    assert file.headers["Cache-Control"] == "no-store"
    assert file.json()["languages"] == ["cy", "pl"]
    site.cookies.clear()

    answer = site.post(
        "/preferences/file", data={"language": "en"}, files={"file": ("x", file.content)}
    )

    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers, "it is shown first"
    assert "Use these preferences?" in _words(site.get(answer.headers["Location"]))
    assert answer.headers["Location"] == f"{PAGE}?{urlencode({'set': cookies.text(CHOSEN)})}"


REFUSED = [
    (b"", "Choose a file first."),
    (b"GIF89a", "This is no file of preferences of this site."),
    (b'{"speed": 150}', "This is no file of preferences of this site."),
    (b"x" * 9000, "This file is too large to hold preferences of this site."),
    (
        json.dumps({cookies.MARK: 2, "speed": 900, "place": "x"}).encode(),
        "Something in this file makes no sense. Nothing has been changed. "
        "Where captions stand, Speed",
    ),
]


@pytest.mark.parametrize(("content", "words"), REFUSED)
def test_a_file_that_cannot_be_used_is_refused_in_plain_words(client, content, words):
    site = _with(client(SITE), CHOSEN)

    answer = site.post(
        "/preferences/file", data={"language": "en"}, files={"file": ("a.json", content)}
    )

    assert answer.status_code == 422
    assert words in _words(answer)
    assert _Form(answer.text).ids["bring"]["aria-describedby"] == "bring-error"
    assert "Set-Cookie" not in answer.headers


def test_a_form_with_no_file_or_of_another_kind_is_answered(client):
    site = client(SITE)

    for answer in (
        site.post("/preferences/file"),
        site.post("/preferences/file", data={"file": "text"}),
        site.post("/preferences/file", content=b"x", headers={"Content-Type": "text/plain"}),
    ):
        assert answer.status_code == 422
        assert "Choose a file first." in _words(answer)
    broken = {"Content-Type": "multipart/form-data"}
    assert site.post("/preferences/file", content=b"x", headers=broken).status_code == 400
    huge = {"file": ("a.json", b"x" * 300_000)}
    assert site.post("/preferences/file", files=huge).status_code == 413


def test_no_other_site_brings_a_file(client):
    headers = {"Sec-Fetch-Site": "cross-site"}

    answer = client(SITE).post("/preferences/file", files={"file": ("x", b"{}")}, headers=headers)

    assert answer.status_code == 403


def test_the_stylesheet_of_a_look_is_kept_for_ever(client):
    answer = client(SITE).get(look.look_url(LARGE))

    assert answer.status_code == 200
    assert answer.text == look.stylesheet(look.PRESETS["large"])
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("code", ["x", LARGE.upper(), LARGE + "-", "%00", LARGE.replace("2", "9")])
def test_another_look_is_not_found(client, code):
    assert client(SITE).get(f"/captions-look/{code}.css").status_code == 404


@pytest.mark.requirement("CL-4/embeds", "EM-3/language", "EM-3/off")
def test_an_embedded_player_is_asked_for_the_first_language_there_is_or_for_none(client):
    site = _with(
        client(SITE), Preferences(captions=True, languages=(Language("pl"), Language("ar")))
    )

    def player() -> str:
        return unescape(
            re.search(r'<iframe src="([^"]*)"', site.get("/en/a-topic?load=intro").text)[1]
        )

    assert "cc_load_policy=1&cc_lang_pref=ar" in player()
    _post(site, "captions=off")
    assert "cc_" not in player()


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example", "javascript:alert(1)"])
def test_saving_leads_to_no_other_site(client, back):
    site = client(SITE)
    form = _Form(site.get(f"{PAGE}?{urlencode({'return': back})}").text)
    assert ("return", PAGE) in form.fields

    for answer in (
        _post(site, form.sent(**{"return": back})),
        _post(site, f"set=2.speed:150&return={back}"),
    ):
        assert answer.status_code == 303
        assert answer.headers["Location"] == "/"


def test_the_page_is_in_the_language_it_was_sent_from(client):
    site = client(SITE)

    answer = _post(site, _Form(site.get("/ar/preferences").text).sent(speed="900"))

    assert '<html lang="ar" dir="rtl"' in answer.text
    assert 'action="/preferences"' in answer.text
