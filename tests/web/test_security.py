"""What an attacker may try: the headers, paths out of the site, markup, forms, redirects."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
from html.parser import HTMLParser
from urllib.parse import quote, urlencode, urlsplit

import pytest

from server.web.asking import KNOWN
from tests.conftest import TOPIC, VIDEO, VTT, serving

SITE = {
    "site.toml": 'languages = ["en", "es"]\n',
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO + 'duration = 2\nembed = "youtube:20SHvU2PKsM"\n',
    "media/intro/poster.webp": b"not a picture",
    "captions/intro/en.vtt": VTT.format("Hello."),
}
EVERYWHERE = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
}


class _Markup(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def _policy(answer) -> dict[str, str]:
    rules = answer.headers["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (rule.partition(" ") for rule in rules)}


ANSWERS = [
    ("/", 307),
    ("/en/", 200),
    ("/en/a-topic", 200),
    ("/en/captions-guide", 200),
    ("/en-GB/a-topic", 307),
    ("/en/none", 404),
    ("/tlh/", 404),
    ("/preferences", 405),
    ("/healthz", 200),
    ("/media/intro/poster.webp", 200),
    ("/media/none.mp4", 404),
    ("/captions/intro/en.vtt", 200),
    ("/captions/intro/none.vtt", 404),
    ("/assets/x/style.css", 307),
    ("/assets/x/none", 404),
    ("/a/b/c/d", 404),
    ("/en", 307),
]


def test_every_answer_has_the_headers(client):
    site = client(SITE)

    for path, status in ANSWERS:
        answer = site.get(path)

        assert answer.status_code == status, path
        assert set(answer.headers) >= {name.lower() for name in EVERYWHERE}, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_crash_has_the_headers_too_and_tells_nothing_of_the_inside(client, accept):
    broken = "{% extends 'default:topics.html' %}{% block main %}{{ none.none }}{% endblock %}"
    site = client({**SITE, "templates/topics.html": broken})

    answer = site.get("/en/", headers={"Accept": accept})

    assert answer.status_code == 500
    assert set(answer.headers) >= {name.lower() for name in EVERYWHERE}
    assert "Undefined" not in answer.text
    assert "Traceback" not in answer.text
    assert ("<h1" in answer.text) == (accept == "text/html")


def test_a_crash_while_showing_a_crash_is_still_an_answer(client):
    site = client({**SITE, "templates/base.html": "{{ none.none }}"})

    for path, status in (("/en/", 500), ("/en/none", 500), ("/healthz", 200)):
        answer = site.get(path)
        assert answer.status_code == status
        assert set(answer.headers) >= {name.lower() for name in EVERYWHERE}


def test_the_policy_lets_in_nothing_but_our_own_files(client):
    policy = _policy(client(SITE).get("/en/a-topic"))

    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-src"] == "'none'"
    for name in ("script-src", "style-src", "img-src", "media-src", "connect-src", "form-action"):
        assert policy[name] == "'self'"
    assert "unsafe" not in " ".join(policy.values())


def test_a_page_has_no_script_or_style_that_the_policy_would_stop(client):
    page = client(SITE).get("/en/a-topic?captions=en").text

    for tag, values in _Markup(page).elements:
        assert tag != "style", values
        assert "style" not in values, (tag, values)
        assert not [name for name in values if name.startswith("on")], (tag, values)
        assert tag != "script" or values.get("src", "").startswith("/assets/"), values
    assert not re.search(r"<script[^>]*>[^<]", page)


def test_frames_are_let_in_only_for_the_player_that_was_asked_for(client):
    site = client(SITE)

    before, after = site.get("/en/a-topic"), site.get("/en/a-topic?load=intro")
    other = site.get("/en/a-topic?load=https://evil.example")

    assert _policy(before)["frame-src"] == _policy(other)["frame-src"] == "'none'"
    assert _policy(after)["frame-src"] == "https://www.youtube-nocookie.com"
    assert "unsafe" not in after.headers["Content-Security-Policy"]


# Each stands below /media/, /captions/ and /assets/<fingerprint>/.
TRIES = [
    "../site.toml",
    "../../site.toml",
    "../secret.mp4",
    "../../../../../../etc/passwd",
    "intro/../../secret.mp4",
    "intro/../intro/video.toml",
    "./intro/video.toml",
    "/etc/passwd",
    "//etc/passwd",
    "%2e%2e/secret.mp4",
    "%2e%2e%2fsecret.mp4",
    "intro%2f..%2f..%2fsecret.mp4",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%252e%252e/secret.mp4",
    "%252e%252e%252fsecret.mp4",
    "..%c0%afsecret.mp4",
    "%c0%ae%c0%ae/secret.mp4",
    "..;/secret.mp4",
    "....//secret.mp4",
    "..%5csecret.mp4",
    "..\\secret.mp4",
    "intro\\..\\..\\secret.mp4",
    "intro%5cvideo.toml",
    "intro/a.mp4%00",
    "intro/video.toml%00.mp4",
    "%00",
    "C:/Windows/win.ini",
    "C:%5cWindows%5cwin.ini",
    "c:secret.mp4",
    "intro/a.mp4::$DATA",
    "%5c%5cserver%5cshare%5ca.mp4",
    "con",
    "intro/con.mp4",
    "NUL.mp4",
    "intro/aux.mp4",
    "com1.mp4",
    "lpt%C2%B9.mp4",
    "intro/a.mp4.",
    "intro/a.mp4%20",
    "intro/a.mp4%20.mp4",
    "intro//a.mp4",
    "intro/",
    "intro",
    "",
    "%0d%0aX-Evil:%20yes.mp4",
    ".hidden.mp4",
    "intro/.hidden.mp4",
    "out.mp4",
    "outside/secret.mp4",
    "outside/secret.vtt",
    "loop.mp4",
    "pipe.mp4",
    "~/secret.mp4",
    "~root/.bashrc",
    "file:///etc/passwd",
    "..%ef%bc%8fsecret.mp4",
    "．．/secret.mp4",
    "a" * 5000 + ".mp4",
    "a/" * 3000 + "a.mp4",
    "%ff%fe.mp4",
    "%ed%a0%80.mp4",
    "intro/secret%E2%80%AE4pm.vtt",
]


def test_no_path_leads_out_of_the_site(make_site, tmp_path):
    site = make_site({**SITE, "media/intro/a.mp4": b"a", "media/intro/.hidden.mp4": b"secret"})
    for place in (tmp_path, site):
        (place / "secret.mp4").write_bytes(b"secret")
        (place / "secret.vtt").write_text(VTT.format("secret"))
    for top in ("media", "captions", "captions/intro", "templates"):
        (site / top).mkdir(exist_ok=True)
        (site / top / "out.mp4").symlink_to(tmp_path / "secret.mp4")
        (site / top / "outside").symlink_to(tmp_path)
        (site / top / "loop.mp4").symlink_to("loop.mp4")
    (site / "captions/intro/cy.vtt").symlink_to(tmp_path / "secret.vtt")
    (site / "templates/out.css").symlink_to(tmp_path / "secret.mp4")

    os.mkfifo(site / "media/pipe.mp4")
    found = {}
    with serving(site) as address:

        def fetch(path: str) -> tuple[int, bytes]:
            # Not through httpx2, which puts a path right before it sends it.
            connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
            with contextlib.closing(connection):
                connection.putrequest("GET", path, skip_accept_encoding=True)
                connection.endheaders()
                answer = connection.getresponse()
                return answer.status, answer.read()

        assert fetch("/media/intro/a.mp4") == (200, b"a")
        page = fetch("/en/")[1].decode()
        assets = re.search(r'"(/assets/\w+/)', page)[1]
        starts = ("/media/", "/captions/", "/captions/intro/", assets, "/assets/x/", "/", "/en/")
        tries = [start + quote(one, safe="%/:\\;$~") for start in starts for one in TRIES]
        tries += ["/captions/intro/cy.vtt", f"{assets}out.css", "/captions/intro/out.mp4"]
        for path in tries:
            status, content = fetch(path)
            own = path in ("/", "/en/")
            # A redirect leads to another address of ours, which is tried like any other.
            if status not in (400, 404, 405, 307) and not own:
                found[path] = status
            if b"secret" in content.replace(b"secret.mp4", b"") or b"root:" in content:
                found[path] = content[:100]
    assert found == {}


def test_a_form_that_is_too_long_is_refused_whatever_it_says_of_its_length(client):
    site = client(SITE)
    short = {"captions": "en", "return": "/en/"}

    def pieces():
        for _ in range(100):
            yield b"x" * 1000

    assert site.post("/preferences", data=short).status_code == 303
    assert site.post("/preferences", data={**short, "more": "x" * 9000}).status_code == 413
    assert site.post("/preferences", content=pieces()).status_code == 413


NONSENSE = [
    b"",
    b"&" * 4000,
    b"a=1&" * 500,
    b"captions=%ff%fe",
    b"captions=\xff\xfe&return=\xff",
    b"captions=en%00",
    b"captions=en+GB",
    b"captions=" + b"a-" * 1000,
    b"return=/en/",
    b"{}",
    b"--x\r\nContent-Disposition: form-data; name=captions\r\n\r\nen\r\n--x--",
]


def test_a_form_that_makes_no_sense_is_a_fault_of_the_sender(client):
    site = client(SITE)

    for body in NONSENSE:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}

        answer = site.post("/preferences", content=body, headers=headers)

        assert answer.status_code == 400, body
        assert "Set-Cookie" not in answer.headers, body


HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 1234*5678 }}</style></title>"


def _assert_harmless(html: str) -> None:
    for tag, values in _Markup(html).elements:
        assert not [name for name in values if name.startswith("on")], (tag, values)
        assert tag != "script" or values.get("src", "").startswith("/assets/"), values
        assert values.get("src") != "x", values
        for name in ("href", "src", "action", "poster", "formaction", "data"):
            address = (values.get(name) or "").strip().lower()
            assert not address.startswith(("javascript:", "data:", "vbscript:")), (tag, values)
    assert "1234*5678" in html or "7006652" not in html


def test_hostile_texts_of_authors_never_become_markup(client):
    toml = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    topic = f"""+++
title = "{toml}"
summary = "{toml}"
author = "{toml}"
videos = ["intro"]
important = "{toml} [a](javascript:alert(1))"

[[help]]
name = "{toml}"
purpose = "{toml}"
phone = "{toml}"
hours = "{toml}"
region = "{toml}"

[[links]]
title = "{toml}"
link = "https://example.org/\\"><script>alert(1)</script>"
source = "{toml}"
+++

{HOSTILE} [link](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)>
[data](data:text/html,<script>alert(1)</script>) [two](<vbscript:x>) [tab](java&#9;script:x)

## {HOSTILE} {{#"><script>alert(1)</script>}}

{HOSTILE}

```"><script>alert(1)</script>
{HOSTILE}
```

::: questions
### {HOSTILE}

{HOSTILE}
:::
"""
    settings = f'name = "{toml}"\ntagline = {{en = "{toml}"}}\nimportant = {{en = "{toml}"}}\n'
    video = f'title = "{toml}"\nlanguage = "en"\ncredits = "{toml}"\nrights = "{toml}"\n'
    captions = VTT.format(f"<v {HOSTILE.replace('>', '')}>{HOSTILE}<b onclick=x()>b</b>")
    tracks = f'[en]\nby = "{toml}"\nnote = "{toml}"\norigin = "human"\n'
    chapters = VTT.format(HOSTILE)
    site = client(
        {
            "site.toml": settings,
            "topics/a-topic.en.md": topic,
            "media/intro/video.toml": video + 'duration = 2\nembed = "vimeo:1"\n',
            "captions/intro/en.vtt": captions,
            "captions/intro/en.chapters.vtt": chapters,
            "captions/intro/en.descriptions.vtt": chapters,
            "captions/intro/tracks.toml": tracks,
        }
    )

    for path in ("/en/", "/en/a-topic", "/en/captions-guide", "/en/none"):
        answer = site.get(path)
        assert answer.status_code in (200, 404)
        _assert_harmless(answer.text)
    page = site.get("/en/a-topic").text
    assert "&lt;script&gt;" in page, "the text itself is shown"


@pytest.mark.parametrize("name", [*KNOWN, "other"])
def test_hostile_values_of_a_query_never_become_markup(client, name):
    site = client({**SITE, "media/two/video.toml": SITE["media/intro/video.toml"]})

    for path in ("/en/a-topic", "/en/", "/en/transcripts/intro", "/en/captions-guide", "/en/none"):
        answer = site.get(f"{path}?{urlencode({name: HOSTILE})}")
        assert answer.status_code in (200, 404)
        _assert_harmless(answer.text)
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "header", ["Cookie", "Accept-Language", "User-Agent", "Host", "Referer", "Accept"]
)
def test_hostile_headers_never_become_markup(client, header):
    value = f"legenda=1.on.{HOSTILE}" if header == "Cookie" else f"text/html {HOSTILE}"

    answer = client(SITE).get("/en/a-topic", headers={header: value})

    assert answer.status_code == 200
    _assert_harmless(answer.text)
    assert "<script>alert" not in answer.text


ELSEWHERE = [
    "https://evil.example/",
    "HTTPS://evil.example",
    "//evil.example",
    "////evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "//[evil",
    "http://[",
    "http:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "",
    "?",
    "#",
    "//",
    "en/",
    "/en/\r\nSet-Cookie: evil=1",
    "/en/\x00",
    "http:/en/",
    "http:///en/",
]


def test_a_form_leads_back_to_no_other_site(client):
    site = client(SITE)

    for address in ELSEWHERE:
        answer = site.post("/preferences", data={"captions": "es", "return": address})

        assert answer.status_code == 303, address
        assert answer.headers["Location"] == "/", address
        assert "evil" not in str(answer.headers), address


ESCAPES = [
    "/en/%0d%0aSet-Cookie:%20evil=1",
    "/%5cevil.example",
    "/%2f/evil.example",
    "/./\\evil.example",
    "///evil.example",
]


def test_what_looks_like_an_escape_stays_escaped_on_the_way_back(client):
    site = client(SITE)

    for address in ESCAPES:
        answer = site.post("/preferences", data={"captions": "es", "return": address})

        way_back = answer.headers["Location"]
        assert way_back.startswith("/"), address
        assert not way_back.startswith(("//", "/\\")), address
        assert "\\" not in way_back, address
        assert "\n" not in way_back, address
        assert len(answer.headers.get_list("Set-Cookie")) == 1, address


def test_a_path_in_another_spelling_puts_nothing_into_the_headers(client):
    answer = client(SITE).get("/en-GB/%0d%0aSet-Cookie:%20evil=1")

    assert answer.status_code in (307, 404)
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer.headers.get("Location", "")


def test_a_path_of_any_letters_is_redirected_by_an_address_of_plain_letters(client):
    answer = client(SITE).get("/en-GB/%D8%A7%D9%84?captions=ar")

    assert answer.status_code == 307
    assert answer.headers["Location"] == "/en/%D8%A7%D9%84?captions=ar"


SENDERS = [
    ("cross-site", 403),
    ("same-site", 403),
    ("anything", 403),
    ("same-origin", 303),
    ("none", 303),
    (None, 303),
]


def test_only_our_own_pages_change_what_a_reader_chose(client):
    site = client(SITE)

    for site_of_sender, status in SENDERS:
        headers = {"Sec-Fetch-Site": site_of_sender} if site_of_sender else {}

        answer = site.post("/preferences", data={"captions": "es"}, headers=headers)

        assert answer.status_code == status, site_of_sender
        assert ("Set-Cookie" in answer.headers) == (status == 303), site_of_sender


def test_nothing_is_changed_by_following_a_link(client):
    site = client(SITE)

    for answer in (site.get("/preferences?captions=es"), site.get("/en/a-topic?captions=es")):
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("tag", ["es; Path=/; Secure", "es\r\nX: y", "es,en", 'es"', "es=1", "es;"])
def test_a_choice_puts_nothing_else_into_the_cookie(client, tag):
    answer = client(SITE).post("/preferences", data={"captions": tag})

    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_a_broken_address_is_answered_as_no_page(client):
    site = client(SITE)

    for path in ("/en/%00", "/%00/", "/en/%ff", "/%2e%2e/", "/en/a-topic/", "/en//a-topic", "/*"):
        assert site.get(path).status_code in (307, 404), path


def test_a_very_long_query_is_answered(client):
    site = client(SITE)

    answer = site.get(f"/en/a-topic?captions={'a' * 20_000}&t={'9' * 5000}&" + "x=1&" * 5000)

    assert answer.status_code == 200
    assert "aaaa" * 100 not in answer.text
