"""Formats besides WebVTT: what is kept, what is said to be lost, laws of writing and reading."""

from __future__ import annotations

import io
import struct
import sys
import xml.etree.ElementTree as ET
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import (
    About,
    Captions,
    Cue,
    Note,
    is_written,
    losses,
    plain_text,
    read,
    write,
)
from server.captions.cuetext import escaped
from server.captions.formats.placement import place_of, settings_at
from server.captions.formats.scenarist import Unwritable
from server.languages import Language
from server.problems import NotOffered
from tests.real_files import WAI, each, wai_files

if TYPE_CHECKING:
    from pathlib import Path


def shown(captions: Captions) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, plain_text(cue.text).strip()) for cue in captions.cues]


# Laws


LINE = st.text("abc é漢ع&'\"-.", min_size=1, max_size=20).map(str.strip).filter(bool)
LINES = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
TIMES = st.tuples(st.integers(0, 10**7), st.integers(1, 10**5))
CUES = st.builds(
    lambda times, text, place, tag: Cue(
        times[0],
        sum(times),
        f"<{tag}>{escaped(text)}</{tag}>" if tag else escaped(text),
        settings=settings_at(place),
    ),
    TIMES,
    LINES,
    st.integers(1, 9),
    st.sampled_from(["", "b", "i", "u"]),
)
IN_ORDER = st.lists(CUES, min_size=1, max_size=6).map(
    lambda cues: Captions(tuple(sorted(cues, key=lambda cue: cue.start)))
)


@pytest.mark.parametrize("suffix", ["vtt", "srt", "ttml", "json"])
@given(captions=IN_ORDER)
def test_what_is_written_reads_back_as_the_same_cues(suffix: str, captions: Captions) -> None:
    again, problems = read(write(captions, suffix))

    assert shown(again) == shown(captions)
    assert [place_of(cue.settings) for cue in again.cues] == [
        place_of(cue.settings) for cue in captions.cues
    ]
    assert [cue.text[:3] for cue in again.cues] == [cue.text[:3] for cue in captions.cues]
    assert {problem.rule for problem in problems} <= {"captions-odd"}


@given(
    st.builds(
        Captions,
        cues=st.lists(
            st.builds(Cue, st.integers(0, 10**9), st.integers(0, 10**9), *[st.text(max_size=9)] * 3)
        ).map(tuple),
        styles=st.lists(st.text(max_size=9)).map(tuple),
        regions=st.lists(st.text(max_size=9)).map(tuple),
        notes=st.lists(st.builds(Note, st.text(max_size=9), st.integers(0, 9))).map(tuple),
        header=st.text(max_size=9),
    )
)
def test_our_json_keeps_everything(captions: Captions) -> None:
    assert read(write(captions, "json"), "json")[0] == captions


@given(st.lists(st.builds(Cue, st.integers(0, 10**9), st.integers(0, 10**9), st.text(max_size=20))))
def test_every_format_writes_anything_as_what_a_parser_takes(cues: list[Cue]) -> None:
    captions = Captions(tuple(cues))

    ET.fromstring(write(captions, "ttml", About(title="\x00<&")))
    for suffix in ("srt", "txt", "html", "json"):
        write(captions, suffix).decode()


@pytest.mark.parametrize("file", wai_files(), ids=lambda path: path.stem)
@pytest.mark.requirement("EN 7.1.3")
def test_a_real_file_goes_to_each_format_and_back(file: Path) -> None:
    captions, _ = read(file.read_bytes(), "vtt")

    for suffix in ("vtt", "srt", "ttml", "json"):
        assert shown(read(write(captions, suffix))[0]) == shown(captions)
    for suffix in ("txt", "html"):
        assert "w3.org/WAI" in write(captions, suffix).decode()
    assert zipfile.ZipFile(io.BytesIO(write(captions, "docx"))).testzip() is None


# Letters


PAGES = {
    "ar": "cp1256",
    "cs": "cp1250",
    "de": "cp1252",
    "el": "cp1253",
    "es": "cp1252",
    "fr": "cp1252",
    "hu": "cp1250",
    "it": "cp1252",
    "ja": "cp932",
    "ko": "cp949",
    "nl": "cp1252",
    "pl": "cp1250",
    "pt-BR": "cp1252",
    "ru": "cp1251",
    "tr": "cp1254",
    "zh-hans": "gb18030",
}


@pytest.mark.parametrize("language", each(tuple(PAGES), WAI))
def test_a_real_file_in_a_code_page_of_old_is_read(language: str) -> None:
    page = PAGES[language]
    file = WAI / f"video-introduction.{language}.vtt"
    data = file.read_text("utf-8-sig").encode(page, "ignore")

    captions, problems = read(data, "vtt")

    assert shown(captions) == shown(read(data.decode(page), "vtt")[0])
    assert [it.rule for it in problems if it.rule == "captions-encoding"] == ["captions-encoding"]


@pytest.mark.requirement("CC-4/reported")
def test_one_broken_byte_does_not_make_a_code_page_of_utf_8() -> None:
    text = "1\n00:00:00,000 --> 00:00:01,000\nété, où, ça\n".encode()

    captions, problems = read(text.replace(b"\xc3\xa7", b"\xa7"), "srt")

    assert captions.cues[0].text == "été, où, \ufffda"
    assert [problem.rule for problem in problems] == ["captions-encoding"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_subrip_in_utf_16_is_read(codec: str) -> None:
    captions, problems = read("1\n00:00:00,000 --> 00:00:01,000\nمرحبا\n".encode(codec))

    assert captions.cues == (Cue(0, 1000, "مرحبا"),)
    assert [problem.rule for problem in problems] == ["captions-code-page"]


def test_xml_may_say_its_own_encoding() -> None:
    text = f'<?xml version="1.0" encoding="iso-8859-15"?>{TTML_HEAD}<p begin="0s" end="1s">5 €</p>'

    captions, _ = read((text + TTML_TAIL).encode("iso-8859-15"))

    assert captions.cues == (Cue(0, 1000, "5 €"),)


# SubRip


@pytest.mark.parametrize(
    ("written", "text", "settings"),
    [
        ("{\\an7}x", "x", "line:0 align:left"),
        ("{\\a6}x", "x", "line:0"),
        ("{\\i1}x{\\i0} y", "<i>x</i> y", ""),
        ('<font color="yellow">x</font>', "<c.yellow>x</c>", ""),
        ("<FONT COLOR=#00FFFF><B>x</B></FONT>", "<c.cyan><b>x</b></c>", ""),
        ("<i>x\ny</i>", "<i>x\ny</i>", ""),
        ("<i>x", "<i>x</i>", ""),
        ("a <3 b & c", "a &lt;3 b &amp; c", ""),
        ("<name> x", "&lt;name&gt; x", ""),
        ("one\n\ntwo", "one\ntwo", ""),
    ],
)
def test_a_habit_of_subrip_becomes_cue_text(written: str, text: str, settings: str) -> None:
    captions, problems = read(f"1\n00:00:01,000 --> 00:00:02,000\n{written}\n\n", "srt")

    assert captions.cues == (Cue(1000, 2000, text, settings=settings),)
    assert problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "00:00:01,000 --> 00:00:02,000\na\n\n00:00:03,000 --> 00:00:04,000\nb\n",
        "1\n00:00:01.000 --> 00:00:02.000\na\n1\n00:00:03.0 --> 00:00:04.00\nb",
        "9\n0:0:1,000-->0:0:2,000 \na\n\n\n\n7\n00:03,000 --> 00:04,000\nb\n\n",
        "1\n00:00:01 --> 00:00:02\na\n\n2\n00:00:03 --> 00:00:04\nb\n",
    ],
)
def test_numbers_may_be_missing_and_times_short(text: str) -> None:
    captions, problems = read(text, "srt")

    assert captions.cues == (Cue(1000, 2000, "a"), Cue(3000, 4000, "b"))
    assert problems == ()


# TTML


TTML_HEAD = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en"><head><metadata>'
    '<ttm:agent xml:id="a" type="person"><ttm:name type="full">Ann</ttm:name></ttm:agent>'
    '</metadata><styling><style xml:id="i" tts:fontStyle="italic"/>'
    '<style xml:id="y" style="i" tts:color="yellow"/></styling><layout>'
    '<region xml:id="top" tts:origin="10% 10%" tts:extent="80% 20%" tts:textAlign="center"/>'
    '<region xml:id="left" tts:origin="20% 70%" tts:extent="60% 20%" tts:displayAlign="after" '
    'tts:textAlign="left"/></layout></head><body><div>'
)
TTML_TAIL = "</div></body></tt>"


@pytest.mark.parametrize(
    ("paragraph", "cue"),
    [
        ('<p begin="1s" end="2s">x<br/>y</p>', Cue(1000, 2000, "x\ny")),
        ('<p begin="1s" dur="2s">  x \n y </p>', Cue(1000, 3000, "x y")),
        ('<p begin="00:00:01:12" end="00:00:02:00" >x</p>', Cue(1400, 2000, "x")),
        ('<p xml:id="n1" begin="1s" end="2s">x</p>', Cue(1000, 2000, "x", "n1")),
        (
            '<p begin="1s" end="2s"><span style="y">x</span></p>',
            Cue(1000, 2000, "<c.yellow><i>x</i></c>"),
        ),
        (
            '<p begin="1s" end="2s" ttm:agent="a">x &lt; y</p>',
            Cue(1000, 2000, "<v Ann>x &lt; y</v>"),
        ),
        ('<p begin="1s" end="2s" region="top">x</p>', Cue(1000, 2000, "x", "", "line:0")),
        (
            '<p begin="1s" end="2s" region="left">x</p>',
            Cue(1000, 2000, "x", "", "position:20% align:left"),
        ),
        (
            '<p begin="1s" end="2s"><span xml:lang="cy">x</span></p>',
            Cue(1000, 2000, "<lang cy>x</lang>"),
        ),
        (
            '<p begin="1s" end="3s">x <span begin="1s">y</span></p>',
            Cue(1000, 3000, "x <00:00:02.000>y"),
        ),
    ],
)
def test_a_paragraph_of_ttml_becomes_a_cue(paragraph: str, cue: Cue) -> None:
    text = TTML_HEAD.replace("<tt ", '<tt ttp:frameRate="30" ') + paragraph + TTML_TAIL

    captions, problems = read(text)

    assert captions.cues == (cue,)
    assert problems == ()


def test_text_that_goes_before_its_paragraph_ends_makes_two_cues() -> None:
    spans = '<span end="1s">one</span><span begin="1s">two</span>'

    captions, _ = read(f'{TTML_HEAD}<p begin="1s" end="3s">{spans}</p>{TTML_TAIL}')

    assert captions.cues == (Cue(1000, 2000, "one"), Cue(2000, 3000, "two"))


def test_what_ttml_has_and_webvtt_has_not_is_named_with_its_line() -> None:
    paragraph = (
        '\n<p begin="0s" end="1s" tts:color="#123456">x'
        '<span tts:fontSize="50%">y</span><span tts:fontSize="60%">z</span></p>'
    )

    _, problems = read(TTML_HEAD + paragraph + TTML_TAIL)

    assert [(it.rule, it.line, it.message.split(". ")[0]) for it in problems] == [
        ("captions-lost", 2, "Not carried over: colours (once)"),
        ("captions-lost", 2, "Not carried over: fonts and sizes (2 times, first here)"),
    ]


def test_ttml_is_written_with_its_language_its_profile_and_its_speakers() -> None:
    captions = Captions((Cue(1000, 2000, "<v Ann &amp; Bob><i>x</i> <lang cy>y"),))

    text = write(captions, "ttml", About("A <title>", Language("en-GB")))

    root = ET.fromstring(text)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    profile = root.get("{http://www.w3.org/ns/ttml#parameter}contentProfiles")
    assert profile == "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
    assert read(text)[0].cues[0].text == "<v Ann &amp; Bob><i>x</i> <lang cy>y</lang></v>"


# SCC, STL


def test_scc_is_written_and_read_back_within_three_frames() -> None:
    captions = Captions((Cue(2000, 5000, "Hello there,\nñandú!"), Cue(8000, 10_000, "Bye.")))

    again, _ = read(write(captions, "scc"))

    assert [cue.text for cue in again.cues] == [cue.text for cue in captions.cues]
    for cue, other in zip(captions.cues, again.cues, strict=True):
        assert abs(cue.start - other.start) <= 100
        assert abs(cue.end - other.end) <= 100


@pytest.mark.parametrize(
    ("cues", "says"),
    [
        ([Cue(0, 1000, "漢字 ok")], r"漢 \(U\+6F22\), 字 \(U\+5B57\)"),
        ([Cue(0, 1000, "word " * 40)], "4 lines of 32"),
        ([Cue(0, 5000, "one"), Cue(2000, 7000, "two")], "two overlap at 00:00:02.000"),
        (
            [Cue(at * 100, at * 100 + 90, "much too fast") for at in range(20, 60)],
            "cue at 00:00:02.100 follows too soon",
        ),
        ([Cue(0, 400, "over before it is there")], "cannot be there before 00:00:00.7"),
    ],
)
def test_scc_is_refused_where_words_would_be_lost(cues: list[Cue], says: str) -> None:
    with pytest.raises(Unwritable, match=says):
        write(Captions(tuple(cues)), "scc")


def test_a_first_cue_at_zero_is_in_scc_as_soon_as_it_can_be_sent() -> None:
    captions = Captions((Cue(0, 3000, "Good morning."),))

    (cue,) = read(write(captions, "scc"))[0].cues

    assert cue.text == "Good morning."
    assert 300 < cue.start < 800
    assert abs(cue.end - 3000) <= 100


def test_scc_of_many_cues_has_each_of_them_in_its_time() -> None:
    cues = tuple(Cue(at * 4000, at * 4000 + 3000, f"This is number {at}.") for at in range(1, 130))

    again, _ = read(write(Captions(cues), "scc"))

    assert [cue.text for cue in again.cues] == [cue.text for cue in cues]
    assert all(abs(a.start - b.start) <= 100 for a, b in zip(again.cues, cues, strict=True))


def stl(*subtitles: tuple[str, str, bytes]) -> bytes:
    """An EBU STL file of teletext subtitles that starts at ten hours, as British ones do."""
    # The fields of the first block by their places: EBU Tech 3264, 3.
    general = bytearray(b" " * 1024)
    count = b"%05d" % len(subtitles)
    for at, field in {
        0: b"850",
        3: b"STL25.01",
        11: b"1",
        12: b"00",
        14: b"09",
        238: count,
        243: count,
        248: b"001",
        251: b"40",
        253: b"23",
        255: b"1",
        256: b"10000000",
        264: b"10000000",
    }.items():
        general[at : at + len(field)] = field
    found = bytes(general)
    for number, (start, end, text) in enumerate(subtitles):
        times = [int(part) for one in (start, end) for part in one.split(":")]
        found += struct.pack("<BHBB8BBBB", 0, number, 0xFF, 0, *times, 20, 2, 0)
        found += text.ljust(112, b"\x8f")
    return found


def test_ebu_stl_is_recognised_and_its_times_count_from_the_programmes_start() -> None:
    data = stl(
        ("10:00:01:00", "10:00:02:12", b"\x0b\x0bHello\x0a\x0a"),
        ("10:00:03:00", "10:00:04:00", b"\x03\x0b\x0bone\x8a\x03\x0b\x0btwo\x0a\x0a"),
    )

    captions, _ = read(data)

    assert shown(captions) == [(1000, 2480, "Hello"), (3000, 4000, "one\ntwo")]
    assert "<c.yellow>" in captions.cues[1].text
    assert captions == read(data, "stl")[0]


# SubStation


ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Style: Default,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,1,1,2,10,10,10,1
Style: Top,Arial,20,&H0000FFFF,&H0,&H0,&H0,-1,0,0,0,100,100,0,0,1,1,1,8,10,10,10,1

[Events]
"""


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("Default,,0,0,0,,Hi {\\i1}you{\\i0}\\N& <b>", "Hi <i>you</i>\n&amp; &lt;b&gt;"),
        ("Default,Ann,0,0,0,,Hi, you", "<v Ann>Hi, you</v>"),
        ("Top,,0,0,0,,x {\\rDefault}y", "<c.yellow><b>x </b></c>y"),
        ("Default,,0,0,0,,{\\c&H0000FF&}x", "<c.red>x</c>"),
        ("Default,,0,0,0,,{\\k50}Ka{\\k50}ra", "Ka<00:00:01.500>ra"),
        ("Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}x", "x"),
    ],
)
def test_an_event_of_substation_becomes_a_cue(event: str, text: str) -> None:
    captions, _ = read(f"{ASS}Dialogue: 0,0:00:01.00,0:00:02.00,{event}\n")

    assert [(cue.start, cue.end, cue.text) for cue in captions.cues] == [(1000, 2000, text)]


def test_effects_of_substation_are_named_once_for_each_kind() -> None:
    event = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,"

    _, problems = read(f"{ASS}{event}{{\\fad(1,1)\\k9}}a\n{event}{{\\k9}}b{{\\pos(1,2)}}\n")

    assert [(it.line, it.message.split(". ")[0]) for it in problems] == [
        (9, "Not carried over: fades (once)"),
        (9, "Not carried over: karaoke effects (2 times, first here)"),
        (10, "Not carried over: positions (once)"),
    ]


def test_substation_is_put_in_order_and_its_comments_are_notes() -> None:
    event = "0,0:00:{}.00,0:00:09.00,Top,,0,0,0,,{}"
    lines = f"Dialogue: {event.format('05', 'b')}\nComment: {event.format('04', 'n')}\n"

    captions, _ = read(f"{ASS}{lines}Dialogue: {event.format('01', 'a')}\n", "ssa")

    assert [plain_text(cue.text) for cue in captions.cues] == ["a", "b"]
    assert [cue.settings for cue in captions.cues] == ["line:0"] * 2
    assert captions.notes == (Note("n", 1),)


# What speech recognition writes


def test_json3_keeps_the_times_of_words_and_lets_no_line_overlap_the_next() -> None:
    text = (
        '{"wireMagic": "pb3", "events": [{"tStartMs": 0, "dDurationMs": 9000, "id": 1},'
        '{"tStartMs": 100, "dDurationMs": 3000, "segs": [{"utf8": "hello"},'
        '{"utf8": " world", "tOffsetMs": 400}]},'
        '{"tStartMs": 2000, "aAppend": 1, "segs": [{"utf8": "\\n"}]},'
        '{"tStartMs": 2010, "dDurationMs": 3000, "segs": [{"utf8": "<next>"}]}]}'
    )

    captions, problems = read(text)

    assert captions.cues == (
        Cue(100, 2010, "hello<00:00:00.500> world"),
        Cue(2010, 5010, "&lt;next&gt;"),
    )
    assert problems == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"language": "en", "segments": [{"start": 0.5, "end": 2.25, "text": " Hi & you"}]}',
        '{"transcription": [{"offsets": {"from": 500, "to": 2250}, "text": " Hi & you"}]}',
        '{"chunks": [{"timestamp": [0.5, 2.25], "text": "Hi & you"}]}',
        '[{"start": 0.5, "end": 2.25, "text": "Hi & you"}]',
    ],
)
def test_whispers_segments_become_cues(text: str) -> None:
    assert read(text)[0].cues == (Cue(500, 2250, "Hi &amp; you"),)


@pytest.mark.parametrize("text", ['{"events": []}', '{"segments": []}', "[]"])
def test_json_without_cues_says_so(text: str) -> None:
    captions, problems = read(text, "json")

    assert captions.cues == ()
    assert [problem.rule for problem in problems] == ["captions-missing"]


# What is said


def test_what_a_format_will_lose_is_said_before_it_is_written() -> None:
    captions = Captions(
        (Cue(0, 1000, "<v Ann><c.loud>x</c> <ruby>y<rt>z", "one", "line:20%"),), ("css",)
    )

    def kinds(suffix: str) -> set[str]:
        return {it.message.split(": ")[1].split(" (")[0] for it in losses(captions, suffix)}

    assert kinds("vtt") == kinds("json") == set()
    assert kinds("srt") == {"ids", "classes", "ruby", "exact positions", "styles"}
    assert kinds("txt") == kinds("srt") | {"positions"}


def test_a_library_that_is_not_installed_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for library in ("docx", "pysubs2", "ttconv"):
        monkeypatch.setitem(sys.modules, library, None)

    for text in (TTML_HEAD + TTML_TAIL, ASS, "Scenarist_SCC V1.0\n", stl()):
        captions, problems = read(text)
        assert captions == Captions()
        assert [problem.rule for problem in problems] == ["captions-extra"]
        assert "pip install 'legenda[formats]'" in problems[0].message
    assert not is_written("docx")
    with pytest.raises(NotOffered, match="legenda\\[formats\\]"):
        write(Captions(), "docx")


# Transcripts


def test_an_html_transcript_says_its_language_and_loads_nothing() -> None:
    captions = Captions((Cue(1000, 2000, "<v Ann>مرحبا <lang en>you"),))

    text = write(captions, "html", About("A <b>", Language("ar"), Language("en"))).decode()

    assert '<html lang="ar" dir="rtl">' in text
    assert '<h1 lang="en" dir="ltr">A &lt;b&gt;</h1>' in text
    assert '<b>Ann:</b> مرحبا <span lang="en" dir="auto">you</span>' in text
    assert not any(word in text for word in ("<script", "<style", "<link", "style=", "http"))


def test_a_docx_transcript_says_who_made_it_in_its_properties_and_below() -> None:
    import docx

    about = About("A title", Language("en"), by="Ann\x01 " * 60, rights="CC BY 4.0")

    document = docx.Document(io.BytesIO(write(Captions(), "docx", about)))

    assert document.core_properties.author.startswith("Ann  Ann")
    assert document.core_properties.comments == "CC BY 4.0"
    assert document.paragraphs[-1].text == "Rights: CC BY 4.0"


def test_a_note_of_who_made_captions_is_written_once() -> None:
    about = About(by="Ann -->\n\nBen", rights="CC BY 4.0")
    captions = Captions((Cue(0, 9, "One"),))

    written = write(captions, "vtt", about)
    again, problems = read(written, "vtt")

    assert [note.text for note in again.notes] == ["By: Ann -- > Ben\nRights: CC BY 4.0"]
    assert problems == ()
    assert write(again, "vtt", About(by="Ann -- > Ben", rights="CC BY 4.0")) == written


def test_a_docx_transcript_has_headings_its_language_and_always_the_same_bytes() -> None:
    import docx

    captions = Captions((Cue(61_000, 62_000, "<v Ann>مرحبا"),))
    about = About("A title", Language("ar"), chapters=Captions((Cue(0, 9, "One"),)))

    written = write(captions, "docx", about)

    document = docx.Document(io.BytesIO(written))
    paragraphs = [(it.style.name, it.text) for it in document.paragraphs]
    assert paragraphs == [
        ("Heading 1", "A title"),
        ("Heading 2", "One"),
        ("Normal", "1:01  Ann: مرحبا"),
    ]
    assert document.core_properties.language == "ar"
    assert document.paragraphs[2].runs[0].font.rtl
    assert write(captions, "docx", about) == written
