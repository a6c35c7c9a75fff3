"""What readers write to the publisher: kept with the cue, or back with what is to be mended."""

from __future__ import annotations

import re
import time

import pytest

from server.reports import open_reports
from server.web import telling
from server.web.limits import Limits
from server.web.tokens import SOONEST, token
from tests.conftest import TOPIC, VIDEO, VTT, clip

SITE = {
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO,
    "media/intro/720p.mp4": clip(),
    "captions/intro/en.vtt": VTT.format("<v Ann>Good <i>morning</i>."),
}
PROBLEM = {"video": "intro", "track": "en", "t": "1", "what": "words", "suggestion": "Good night."}
REQUEST = {"video": "intro", "wanted": "so", "comment": "Please."}


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    monkeypatch.setattr(telling, "LIMITS", Limits(each=20, all_together=300))


@pytest.fixture
def kept(tmp_path):
    return open_reports(tmp_path / "site" / "reports.sqlite3")


@pytest.fixture
def send(client, kept):
    site = client(SITE)

    def sent(form, *, age=60.0, **more):
        mark = token(kept.secret(), time.time() - age)
        return site.post("/tell-us", data={"language": "en", "token": mark, **form}, **more)

    sent.site = site
    return sent


def test_a_problem_is_kept_with_the_caption_as_it_is_shown(send, kept):
    answer = send({**PROBLEM, "cue": "Something that nobody said"})

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/en/tell-us?done=kept"
    (found,) = kept.all("problem", closed=False)
    assert (found.video, found.track, found.language) == ("intro", "en", "en")
    assert (found.time, found.cue) == (1000, "Good morning.")
    assert (found.what, found.suggestion) == ("words", "Good night.")
    assert "Thank you." in send.site.get("/en/tell-us?done=kept").text


def test_a_request_is_kept(send, kept):
    assert send(REQUEST).status_code == 303
    (found,) = kept.all("request", closed=False)
    assert (found.language, found.video, found.comment) == ("so", "intro", "Please.")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({**PROBLEM, "what": ""}, "Choose what is wrong."),
        ({**PROBLEM, "what": "<b>"}, "Choose what is wrong."),
        ({**PROBLEM, "suggestion": "x" * 1001}, "Write at most 1,000 characters."),
        ({**REQUEST, "wanted": ""}, "Choose a language."),
        ({**REQUEST, "wanted": "so-such"}, "Choose a language."),
    ],
)
def test_what_cannot_be_used_comes_back_with_everything_that_was_written(send, kept, form, said):
    answer = send(form)

    assert answer.status_code == 422
    assert said in answer.text
    assert (form.get("comment") or form["suggestion"]) in answer.text
    assert kept.all("problem", closed=True) == kept.all("request", closed=True) == ()


@pytest.mark.parametrize("age", [0.0, SOONEST - 1.5, 60 * 60 * 24 * 2])
def test_a_form_that_was_open_for_very_short_or_long_comes_back_with_a_new_mark(send, kept, age):
    answer = send(PROBLEM, age=age)

    assert answer.status_code == 422
    assert "send it again" in answer.text
    assert "Good night." in answer.text
    assert re.search(r'name="token" value="\d+\.[0-9a-f]{64}"', answer.text)
    assert kept.all("problem", closed=True) == ()


def test_who_fills_in_the_hidden_field_is_thanked_and_nothing_is_kept(send, kept):
    assert send({**PROBLEM, "website": "https://spam.example"}).status_code == 303
    assert kept.all("problem", closed=True) == ()


def test_too_much_from_one_sender_comes_back_and_is_not_lost(send, kept, monkeypatch):
    monkeypatch.setattr(telling, "LIMITS", Limits(each=1, all_together=300))
    assert send(PROBLEM).status_code == 303
    answer = send({**PROBLEM, "suggestion": "Again."})

    assert answer.status_code == 429
    assert "Again." in answer.text
    assert len(kept.all("problem", closed=False)) == 1


def test_a_form_of_another_site_is_refused(send, kept):
    answer = send(PROBLEM, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert kept.all("problem", closed=True) == ()


def test_the_page_shows_the_caption_that_is_meant(send):
    page = send.site.get("/en/tell-us?video=intro&track=en&t=1").text
    assert "Good morning." in page
    assert "<dd>0:01</dd>" in page


@pytest.mark.parametrize("query", ["track=none", "video=none&track=en", "t=-1", "t=1e9", "track="])
def test_a_link_to_nothing_is_the_form_that_asks_for_a_language(send, query):
    answer = send.site.get(f"/en/tell-us?{query}")
    assert answer.status_code == 200
    assert 'name="wanted"' in answer.text


def test_a_site_that_keeps_nothing_says_where_to_write(client):
    contact = 'reports = ""\ncontact = "mailto:us@example.org"\n'
    site = client({**SITE, "site.toml": contact})

    page = site.get("/en/tell-us?video=intro&track=en").text

    assert "keeps no reports" in page
    assert "mailto:us@example.org" in page
    assert site.post("/tell-us", data=PROBLEM).status_code == 404


def test_every_language_that_has_a_name_can_be_asked_for(send):
    page = send.site.get("/en/tell-us").text
    for tag, name in (("so", "Soomaali"), ("ti", "ትግርኛ"), ("ps", "پښتو")):
        assert re.search(rf'<option value="{tag}" [^>]*>{name}</option>', page), tag
