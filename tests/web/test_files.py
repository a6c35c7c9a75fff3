"""Bytes over HTTP: media with ranges, captions in every format, assets."""

from __future__ import annotations

import datetime
import gzip
import re
import sys
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from server.storage.memory import MemoryStore
from server.web.converting import Conversions
from server.web.snapshot import take
from tests.conftest import TOPIC, VIDEO, VTT

# Sixty-four bytes of which each names its own place.
BYTES = bytes(range(64))
MEDIA = {"topics/a.en.md": TOPIC, "media/intro/a.mp4": BYTES}
CAPTIONED = {
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO + 'duration = 2\nembed = "vimeo:1"\n',
    "captions/intro/en.vtt": VTT.format("Hello."),
}


def test_a_media_file_is_served_whole(client):
    answer = client(MEDIA).get("/media/intro/a.mp4")

    assert answer.status_code == 200
    assert answer.content == BYTES
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == "64"
    assert "Content-Range" not in answer.headers


ONE_RANGE = [
    ("bytes=0-9", 0, 9),
    ("bytes=10-10", 10, 10),
    ("bytes=60-", 60, 63),
    ("bytes=60-999999999999", 60, 63),
    ("bytes=-4", 60, 63),
    ("bytes=-999", 0, 63),
    ("bytes=0-", 0, 63),
    ("Bytes = 1-2", 1, 2),
    ("bytes=,1-2,", 1, 2),
    ("bytes=64-70,1-2", 1, 2),
    ("bytes=-0,1-2", 1, 2),
    ("bytes=0-3,2-8", 0, 8),
]


def test_one_range_is_served_as_one_part(client):
    site = client(MEDIA)

    for asked, first, last in ONE_RANGE:
        answer = site.get("/media/intro/a.mp4", headers={"Range": asked})

        assert answer.status_code == 206, asked
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/64", asked
        assert answer.headers["Content-Length"] == str(last - first + 1), asked
        assert answer.headers["Content-Type"] == "video/mp4", asked
        assert answer.content == BYTES[first : last + 1], asked


SEVERAL_RANGES = [
    ("bytes=0-1,10-11", [(0, 1), (10, 11)]),
    ("bytes= 0-0 , -1", [(0, 0), (63, 63)]),
    ("bytes=0-1,99-100,10-11", [(0, 1), (10, 11)]),
    ("bytes=64-,0-1,10-11,-0", [(0, 1), (10, 11)]),
]


def test_several_ranges_are_served_as_parts_without_those_beyond_the_end(client):
    site = client(MEDIA)

    for asked, expected in SEVERAL_RANGES:
        answer = site.get("/media/intro/a.mp4", headers={"Range": asked})

        assert answer.status_code == 206, asked
        kind, boundary = re.fullmatch(
            r"(.+); boundary=(\w+)", answer.headers["Content-Type"]
        ).groups()
        assert kind == "multipart/byteranges", asked
        assert answer.headers["Content-Length"] == str(len(answer.content)), asked
        *parts, end = answer.content.split(f"--{boundary}".encode())[1:]
        assert end.strip() == b"--", asked
        for part, (first, last) in zip(parts, expected, strict=True):
            head, _, content = part.partition(b"\r\n\r\n")
            assert b"Content-Type: video/mp4" in head
            assert f"Content-Range: bytes {first}-{last}/64".encode() in head
            assert content.removesuffix(b"\r\n") == BYTES[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=64-", "bytes=64-70", "bytes=-0", "bytes=99-,-0,64-64"])
def test_ranges_that_are_all_beyond_the_end_are_refused(client, asked):
    answer = client(MEDIA).get("/media/intro/a.mp4", headers={"Range": asked})

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */64"


def test_no_range_of_an_empty_file_can_be_had(client):
    site = client({**MEDIA, "media/intro/empty.mp4": b""})

    assert site.get("/media/intro/empty.mp4").content == b""
    for asked in ("bytes=0-", "bytes=-1", "bytes=0-0"):
        assert site.get("/media/intro/empty.mp4", headers={"Range": asked}).status_code == 416


NO_RANGES = [
    *("bytes=", "bytes", "bytes=a-b", "bytes=-", "bytes=5-2", "bytes=1-2,5-2", "bytes=1-2;3-4"),
    *("bytes=0x1-2", "bytes=1 - 2", "bytes=--1", "bytes=1.5-2", "bytes=²-³", "bytes=,,"),
    *("seconds=1-2", "", "=", "bytes=1-2,x", "bytes=" + "9" * 5000 + "-", "bytes=1-2-3"),
]


def test_a_range_that_cannot_be_read_is_passed_over(client):
    site = client(MEDIA)

    for asked in NO_RANGES:
        headers = {"Range": asked.encode("latin-1")}

        answer = site.get("/media/intro/a.mp4", headers=headers)

        assert (answer.status_code, answer.content) == (200, BYTES), asked


def test_more_ranges_than_any_player_asks_for_are_passed_over(client):
    asked = "bytes=" + ",".join(f"{place % 64}-{place % 64}" for place in range(0, 1000, 2))

    answer = client(MEDIA).get("/media/intro/a.mp4", headers={"Range": asked})

    assert len(answer.content) <= 64


def test_if_range_serves_the_range_only_of_the_same_file(client):
    site = client(MEDIA)
    known = site.get("/media/intro/a.mp4").headers
    later = parsedate_to_datetime(known["Last-Modified"]) + datetime.timedelta(hours=1)

    def status(condition: str) -> int:
        headers = {"Range": "bytes=0-1", "If-Range": condition}
        return site.get("/media/intro/a.mp4", headers=headers).status_code

    assert status(known["ETag"]) == 206
    assert status(known["Last-Modified"]) == 206
    assert status('"another"') == 200
    assert status("W/" + known["ETag"]) == 200
    assert status(format_datetime(later, usegmt=True)) == 200
    assert status("nonsense") == 200


def test_head_gives_the_headers_of_the_whole_and_no_bytes(client):
    site = client(MEDIA)

    plain = site.head("/media/intro/a.mp4")
    # RFC 9110, 14.2: ranges are for GET alone.
    ranged = site.head("/media/intro/a.mp4", headers={"Range": "bytes=0-1"})

    for answer in (plain, ranged):
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["Content-Length"] == "64"
        assert answer.headers["Content-Type"] == "video/mp4"
        assert answer.headers["ETag"] == site.get("/media/intro/a.mp4").headers["ETag"]


def test_media_that_has_not_changed_is_not_sent_again(client):
    site = client(MEDIA)
    known = site.get("/media/intro/a.mp4").headers
    tag, date = known["ETag"], known["Last-Modified"]
    earlier = parsedate_to_datetime(date) - datetime.timedelta(hours=1)

    def status(**headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return site.get("/media/intro/a.mp4", headers=named).status_code

    assert status(If_None_Match=tag) == 304
    assert status(If_None_Match=f'"x", {tag}') == 304
    assert status(If_None_Match=f"W/{tag}") == 304
    assert status(If_None_Match="*") == 304
    assert status(If_None_Match='"x"') == 200
    assert status(If_Modified_Since=date) == 304
    assert status(If_Modified_Since=format_datetime(earlier, usegmt=True)) == 200
    assert status(If_Modified_Since="nonsense") == 200
    # RFC 9110, 13.2.2: where there is a tag, the date says nothing.
    assert status(If_None_Match='"x"', If_Modified_Since=date) == 200
    assert status(If_None_Match=tag, Range="bytes=0-1") == 304


TYPES = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "vtt": "text/vtt; charset=utf-8",
    "webp": "image/webp",
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "MP4": "video/mp4",
}


def test_every_kind_of_media_has_its_type(client):
    site = client({**MEDIA, **{f"media/x/file.{suffix}": b"..." for suffix in TYPES}})

    found = {suffix: site.get(f"/media/x/file.{suffix}") for suffix in TYPES}

    assert {answer.status_code for answer in found.values()} == {200}
    assert {suffix: one.headers["Content-Type"] for suffix, one in found.items()} == TYPES


def test_what_is_no_media_is_not_handed_out(client):
    site = client(
        {
            **MEDIA,
            **{
                f"media/intro/{name}": "private"
                for name in ("video.toml", "notes.md", "page.html", "script.js", "plain", ".env")
            },
        }
    )

    for name in ("video.toml", "notes.md", "page.html", "script.js", "plain", ".env", "none.mp4"):
        assert site.get(f"/media/intro/{name}").status_code == 404, name
    assert site.get("/media/intro").status_code == 404
    assert site.get("/media/").status_code == 404


def test_media_is_never_compressed(client):
    content = b"0" * 5000
    site = client({**MEDIA, "media/intro/long.mp4": content})

    answer = site.get("/media/intro/long.mp4", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Length"] == "5000"


def test_media_with_a_name_in_any_writing_is_found(client):
    site = client({**MEDIA, "media/intro/فيلم 1.mp4": BYTES})

    assert site.get("/media/intro/%D9%81%D9%8A%D9%84%D9%85%201.mp4").content == BYTES


@pytest.mark.requirement("PP-4", "CC-4/declared")
def test_captions_have_their_type_and_may_be_used_by_any_page(client):
    answer = client(CAPTIONED).get("/captions/intro/en.vtt")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["ETag"].startswith('W/"')
    assert parsedate_to_datetime(answer.headers["Last-Modified"]).tzinfo is not None


def test_captions_that_are_right_are_served_byte_for_byte(client):
    # Line ends, comments, styles and odd spaces are the author's: they stay.
    content = (
        b"WEBVTT - made by hand\r\n\r\nNOTE for the editor\r\n\r\n"
        b"STYLE\r\n::cue { color: lime }\r\n\r\none\r\n"
        b"00:00.000 --> 00:02.000  line:0\r\n<v Ana>Hello &amp; welcome.\r\n"
    )

    answer = client({**CAPTIONED, "captions/intro/en.vtt": content}).get("/captions/intro/en.vtt")

    assert answer.content == content


def test_captions_with_an_error_are_repaired_on_the_way(client):
    content = "00:00.000 --> 00:02.000\nNo head.\n"

    answer = client({**CAPTIONED, "captions/intro/en.vtt": content}).get("/captions/intro/en.vtt")

    assert answer.status_code == 200
    assert answer.text.startswith("WEBVTT")


def test_captions_come_in_other_formats(client):
    site = client(
        {**CAPTIONED, "captions/intro/en.vtt": VTT.format("<v Ana><i>Hello</i> &amp; on")}
    )

    srt, text = site.get("/captions/intro/en.srt"), site.get("/captions/intro/en.txt")

    assert srt.headers["Content-Type"] == "application/x-subrip; charset=utf-8"
    assert "00:00:00,000 --> 00:00:02,000" in srt.text
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Hello & on" in text.text
    assert "-->" not in text.text


def test_captions_that_lie_there_in_another_format_come_as_webvtt(client):
    site = client(
        {
            **CAPTIONED,
            "captions/intro/es.srt": "1\n00:00:00,000 --> 00:00:02,000\nHola.\n",
        }
    )

    answer = site.get("/captions/intro/es.vtt")

    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.text.startswith("WEBVTT")
    assert "00:00:00.000 --> 00:00:02.000\nHola." in answer.text


KINDS = {
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "ttml": "application/ttml+xml",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.requirement("T-1/downloads")
def test_captions_come_in_every_format_under_a_readable_name(client, suffix: str):
    answer = client(CAPTIONED).get(f"/captions/intro/en.{suffix}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == KINDS[suffix]
    assert answer.headers["Content-Disposition"].endswith(f"%20%28en%29.{suffix}")
    assert answer.headers["ETag"].startswith('W/"')


OTHERS = {
    "en.ttml": '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>'
    '<p begin="1s" end="2s">Hello.</p></div></body></tt>',
    "es.srt": "1\n00:00:01,000 --> 00:00:02,000\nHola, niño.\n".encode("cp1252"),
    "fr.ass": "[Script Info]\n\n[Events]\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}Bonjour.\n",
    "de.json3": '{"events": [{"tStartMs": 1000, "dDurationMs": 1000, '
    '"segs": [{"utf8": "Hallo."}]}]}',
    "cy.srt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHelô.\n",
}
WORDS = {
    "en": "Hello.",
    "es": "Hola, niño.",
    "fr": "<i>Bonjour.</i>",
    "de": "Hallo.",
    "cy": "Helô.",
}


def test_a_site_may_hold_captions_of_any_format_that_is_read(client):
    others = {f"captions/intro/{name}": content for name, content in OTHERS.items()}
    site = client({**{k: v for k, v in CAPTIONED.items() if "captions/" not in k}, **others})

    for language, words in WORDS.items():
        answer = site.get(f"/captions/intro/{language}.vtt")
        assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
        assert f"00:00:01.000 --> 00:00:02.000\n{words}" in answer.text, language
    # What is sent as SubRip is SubRip in UTF-8, whatever lies there.
    assert "Hola, niño." in site.get("/captions/intro/es.srt").content.decode()
    assert site.get("/captions/intro/cy.srt").text.startswith("1\n00:00:01,000")
    page = site.get("/en/a-topic").text
    for language in WORDS:
        assert f'hreflang="{language}"' in page


def test_a_transcript_page_keeps_to_the_strict_policy(client):
    site = client({**CAPTIONED, "captions/intro/en.vtt": VTT.format("<v Ann>&lt;script&gt;")})

    answer = site.get("/captions/intro/en.html")

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert '<html lang="en" dir="ltr">' in answer.text
    assert "<b>Ann:</b> &lt;script&gt;" in answer.text
    assert not re.search(r"<(script|style|link)|style=| on\w+=", answer.text)


def test_a_transcript_has_the_chapters_and_descriptions_of_the_page(client):
    site = client(
        {
            **CAPTIONED,
            "captions/intro/en.chapters.vtt": VTT.format("The beginning"),
            "captions/intro/en.descriptions.vtt": VTT.format("A door opens"),
        }
    )

    page = site.get("/captions/intro/en.html").text

    assert "<h2>The beginning</h2>" in page
    assert "<i>[A door opens]</i>" in page
    assert "The beginning\n\n[A door opens]\n\nHello." in site.get("/captions/intro/en.txt").text


def test_a_format_whose_library_is_missing_is_said_to_be(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setitem(sys.modules, "ttconv", None)
    site = client({**CAPTIONED, "captions/intro/fr.ttml": OTHERS["en.ttml"]})

    for path in ("en.docx", "fr.vtt"):
        answer = site.get(f"/captions/intro/{path}")
        assert answer.status_code == 501
        assert "pip install 'legenda[formats]'" in answer.text
    assert site.get("/en/a-topic?captions=fr").status_code == 200


def test_a_track_is_read_once_however_often_it_is_asked_for(client):
    store = CountingStore(CAPTIONED)
    site = client(store)
    first = site.get("/captions/intro/en.srt")
    reads = store.reads

    again = site.get("/captions/intro/en.srt")
    known = site.get("/captions/intro/en.srt", headers={"If-None-Match": first.headers["ETag"]})

    assert again.content == first.content
    assert known.status_code == 304
    assert store.reads == reads


class CountingStore(MemoryStore):
    reads = 0

    def read(self, key: str) -> bytes:
        self.reads += 1
        return super().read(key)


def test_kept_conversions_are_bounded_by_their_bytes(client):
    files = {
        **CAPTIONED,
        **{f"captions/intro/{tag}.vtt": VTT.format(tag * 400) for tag in ("cy", "es", "fr", "de")},
    }
    snapshot, _ = take(MemoryStore(files))
    conversions = Conversions(most=2000)
    for track in snapshot.site.video("intro").tracks:
        stat = snapshot.store.stat(track.key)
        found = conversions.converted(snapshot, track, "srt", stat)
        assert found == conversions.converted(snapshot, track, "srt", stat)

    assert 0 < conversions.bytes <= 2000


def test_captions_too_long_to_convert_are_refused_and_served_as_they_are(client):
    long = b"WEBVTT\n\nNOTE " + b"x" * 10_000_001
    site = client({**CAPTIONED, "captions/intro/en.vtt": long})

    assert site.get("/captions/intro/en.srt").status_code == 501
    assert site.get("/captions/intro/en.vtt").content == long


def test_captions_that_are_not_there_are_not_found(client):
    site = client(CAPTIONED)

    for path in ("intro/cy.vtt", "other/en.vtt", "intro/en.scc", "intro/en.vtt.vtt", "intro/en."):
        assert site.get(f"/captions/{path}").status_code == 404, path


def test_captions_whose_file_is_gone_are_not_found(client, tmp_path):
    site = client(CAPTIONED)
    (tmp_path / "site/captions/intro/en.vtt").unlink()

    assert site.get("/captions/intro/en.vtt").status_code == 404


def test_captions_that_have_not_changed_are_not_sent_again(client):
    site = client(CAPTIONED)
    known = site.get("/captions/intro/en.vtt").headers

    for headers in (
        {"If-None-Match": known["ETag"]},
        {"If-None-Match": known["ETag"].removeprefix("W/")},
        {"If-Modified-Since": known["Last-Modified"]},
    ):
        answer = site.get("/captions/intro/en.vtt", headers=headers)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["ETag"] == known["ETag"]


# Where each format has room for who made captions and who may use them.
CREDITED = {
    "vtt": "WEBVTT\n\nNOTE\nBy: Ann & Ben\nRights: CC BY 4.0\n\n",
    "ttml": "<ttm:copyright>By: Ann &amp; Ben\nRights: CC BY 4.0</ttm:copyright>",
    "json": '"by": "Ann & Ben",\n "rights": "CC BY 4.0"',
    "txt": "Hello.\n\nBy: Ann & Ben\nRights: CC BY 4.0\n",
    "html": "<footer><p>By: Ann &amp; Ben<br>Rights: CC BY 4.0</p></footer>",
}


@pytest.mark.requirement("PP-2")
@pytest.mark.parametrize("suffix", CREDITED)
def test_who_made_captions_and_who_may_use_them_goes_along_into_other_formats(client, suffix):
    tracks = '[en]\norigin = "human"\nby = "Ann & Ben"\nrights = "CC BY 4.0"\n'
    site = {
        **CAPTIONED,
        "captions/intro/en.srt": "1\n00:00:00,000 --> 00:00:02,000\nHello.\n",
        "captions/intro/tracks.toml": tracks,
    }
    del site["captions/intro/en.vtt"]

    assert CREDITED[suffix] in client(site).get(f"/captions/intro/en.{suffix}").text


@pytest.mark.requirement("PP-3")
def test_captions_that_change_are_sent_again_without_a_restart(client, tmp_path):
    site = client(CAPTIONED)
    known = site.get("/captions/intro/en.vtt").headers
    (tmp_path / "site/captions/intro/en.vtt").write_text(VTT.format("Good evening."))

    answer = site.get("/captions/intro/en.vtt", headers={"If-None-Match": known["ETag"]})

    assert answer.status_code == 200
    assert "Good evening." in answer.text


def test_captions_are_compressed_for_who_can_read_it(client):
    long = "WEBVTT\n" + "".join(
        f"\n00:{second:02}.000 --> 00:{second + 1:02}.000\nHello.\n" for second in range(50)
    )
    site = client({**CAPTIONED, "captions/intro/en.vtt": long})

    with site.stream(
        "GET", "/captions/intro/en.vtt", headers={"Accept-Encoding": "gzip"}
    ) as answer:
        sent = b"".join(answer.iter_raw())
    plain = site.get("/captions/intro/en.vtt", headers={"Accept-Encoding": "identity"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(sent).decode() == plain.text == long
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_captions_are_saved_under_a_readable_name(client):
    toml = CAPTIONED["media/intro/video.toml"].replace(
        '"Intro"', '"A: «b»/\\\\c\\u000d\\u000aX: y"'
    )
    site = client({**CAPTIONED, "media/intro/video.toml": toml})

    name = site.get("/captions/intro/en.vtt").headers["Content-Disposition"]

    assert name == "inline; filename*=utf-8''A%20%C2%ABb%C2%BBcX%20y%20%28en%29.vtt"


def _assets(site) -> str:
    """The address of the assets, as a page has it."""
    return re.search(r'"(/assets/\w+/)style\.css"', site.get("/en/").text)[1]


def test_assets_are_kept_for_ever_under_one_fingerprint(client):
    site = client(MEDIA)
    assets = _assets(site)

    for name, kind in (
        ("style.css", "text/css; charset=utf-8"),
        ("legenda.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ):
        answer = site.get(assets + name)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        tag = answer.headers["ETag"]
        for known in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
            again = site.get(assets + name, headers={"If-None-Match": known})
            assert (again.status_code, again.content) == (304, b"")


def test_an_old_fingerprint_leads_to_the_assets_of_now(client):
    site = client(MEDIA)

    answer = site.get("/assets/0123456789ab/style.css")

    assert answer.status_code == 307
    assert answer.headers["Location"] == _assets(site) + "style.css"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_asset_that_changes_changes_the_fingerprint(client):
    before = _assets(client(MEDIA))
    after = _assets(client({**MEDIA, "templates/base.css": "body { color: teal }"}))

    assert before != after


def test_the_sources_of_the_theme_are_never_served(client):
    site = client(
        {
            **MEDIA,
            "templates/own.html": "private",
            "templates/locale/en/messages.po": "",
            "templates/secret.txt": "private",
            "templates/.hidden.css": "private",
        }
    )
    assets = _assets(site)

    for name in (
        *("base.html", "own.html", "components/player/player.html", "locale/en/messages.po"),
        *(
            "guide/en.toml",
            "secret.txt",
            ".hidden.css",
            "",
            "default:base.html",
            "default:style.css",
        ),
    ):
        for start in (assets, "/assets/x/"):
            assert site.get(start + name).status_code == 404, name
