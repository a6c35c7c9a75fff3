"""What we read is what a real browser reads: the same generated files, cue by cue.

Where Chromium departs from the specification, the specification wins. Its departures:

- `VTTCue` has no `lineAlign`, `positionAlign` and `region`; they are not compared here, but by the
  W3C's own files in `test_webvtt.py`.
- A cue without text has an empty text node in its `getCueAsHTML()`, where the specification has
  none.
- Empty classes, as in `<c.a..b>`, leave double spaces in `className`; the specification drops them.
- Spaces in and behind an annotation, as in `<v Ann  Lee >`, stay; the specification makes one of
  them, and none at the ends.
- The others are the rows of `DEPARTURES`: there, what is named in the row may differ.
"""

from __future__ import annotations

import base64
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

from server.captions import read
from server.captions.cuetext import Node, Timestamp, tree
from server.captions.settings import region
from server.captions.settings import settings as cue_settings
from server.captions.timestamps import timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

# The files are the same in each run; LEGENDA_SEED and LEGENDA_EXAMPLES make others, or more.
SEED = int(os.environ.get("LEGENDA_SEED", "20261123"))
EXAMPLES = int(os.environ.get("LEGENDA_EXAMPLES", "60"))
TOGETHER = 4  # files in one example: a round trip to the browser costs more than reading one

# What departs → which part of a cue may differ, and in what file (its line ends made \\n).
DEPARTURES = {
    "STYLE right above times begins a style; in the specification it is the id of the cue.": (
        "id",
        re.compile(r"^STYLE[ \t\f]*\n.*-->", re.MULTILINE),
    ),
    "The line above times is always their id; specified is the first of a block.": (
        "id",
        re.compile(r"^.+\n.+\n.*-->", re.MULTILINE),
    ),
    "Spaces may follow a time in a tag, <00:01.000 >; in the specification that is no time.": (
        "tree",
        re.compile(r"<[0-9:.]+[ \t\f\n]"),
    ),
}

# For each file, its cues as the browser sees them; a file that cannot be loaded has none.
SCRIPT = r"""async files => {
  const written = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType === Node.PROCESSING_INSTRUCTION_NODE) return `<?${node.data}>`;
    const children = [...node.childNodes].map(written).filter(child => child !== '');
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return children;
    const one = (text, by) => (text ?? '').split(by).filter(Boolean).join(' ');
    return {name: node.localName, class: one(node.className, ' '), children,
            title: one(node.getAttribute('title'), /[ \t\n\f\r]+/),
            lang: one(node.getAttribute('lang'), /[ \t\n\f\r]+/)};
  };
  const cue = one => ({
    start: Math.round(one.startTime * 1000), end: Math.round(one.endTime * 1000), id: one.id,
    text: one.text, vertical: one.vertical, line: one.line, snapToLines: one.snapToLines,
    position: one.position, size: one.size, align: one.align,
    tree: written(one.getCueAsHTML()),
  });
  return Promise.all(files.map(file => new Promise(resolve => {
    const bytes = Uint8Array.from(atob(file), letter => letter.charCodeAt(0));
    const video = document.createElement('video'), track = document.createElement('track');
    const address = URL.createObjectURL(new Blob([bytes], {type: 'text/vtt'}));
    const end = found => {
      URL.revokeObjectURL(address); video.remove(); resolve(found);
    };
    track.addEventListener('load', () => end([...track.track.cues].map(cue)));
    track.addEventListener('error', () => end([]));
    video.append(track);
    document.body.append(video);
    track.track.mode = 'hidden';
    track.src = address;
  })));
}"""


@pytest.fixture(scope="module")
def chromium(browser: Browser) -> Iterator[Callable[[list[bytes]], list[list[dict[str, Any]]]]]:
    """A function that has files read by the browser's own `<track>`."""
    page = browser.new_page()
    page.route(
        "http://tracks.test/",
        lambda route: route.fulfill(content_type="text/html", body="<!doctype html><title>x"),
    )
    page.goto("http://tracks.test/")
    yield lambda files: page.evaluate(
        SCRIPT, [base64.b64encode(data).decode("ascii") for data in files]
    )
    page.close()


def ours(data: bytes) -> list[dict[str, Any]]:
    """The cues we read, in the browser's terms and in its order: by start, the longer one first."""
    # A browser puts U+FFFD for what is no UTF-8; we look for an old code page, and report it.
    captions, _ = read(data.decode("utf-8", "replace"), "vtt")
    regions = [region(text) for text in captions.regions]
    cues = sorted(captions.cues, key=lambda cue: (cue.start, -cue.end))
    found = []
    for cue in cues:
        have = cue_settings(cue.settings, regions)
        found.append(
            {
                "start": cue.start,
                "end": cue.end,
                "id": cue.id,
                "text": cue.text,
                "vertical": have.vertical,
                "line": have.line,
                "snapToLines": have.snap_to_lines,
                "position": have.position,
                "size": have.size,
                "align": have.align,
                "tree": drawn(tree(cue.text)),
            }
        )
    return found


def drawn(nodes: tuple[Node | Timestamp | str, ...]) -> list[Any]:
    """A tree as the browser's script writes it: neighbouring texts are one."""
    found: list[Any] = []
    for node in nodes:
        if isinstance(node, str):
            text = node
        elif isinstance(node, Timestamp):
            text = f"<?{timestamp(node.time)}>"
        else:
            found.append(
                {
                    "name": "span" if node.name in ("c", "v", "lang") else node.name,
                    "class": " ".join(node.classes),
                    "title": node.annotation if node.name == "v" else "",
                    "lang": node.annotation if node.name == "lang" else "",
                    "children": drawn(node.children),
                }
            )
            continue
        found.append(text)
    return found


# What files are made of: mostly what is right, then what is nearly right, then anything.

HOURS = st.sampled_from(["", "", "", "00:", "01:", "100:", "0001:"])
CLOCK = st.sampled_from(["00:01.000", "00:02.500", "59:59.999"])
BAD = [
    "0:01.000",
    "00:01,000",
    "00:01.00",
    "00:01.0000",
    "00:60.000",
    "60:00.000",
    "1:00:01.000",
    "",
]
TIME = st.builds("{}{}".format, HOURS, CLOCK)
GOOD_TIMES = st.builds(
    "{}{}{}".format, TIME, st.sampled_from([" --> "] * 6 + ["-->", "	-->	", " -->"]), TIME
)
BAD_TIMES = st.builds(
    "{}{}{}".format,
    TIME | st.sampled_from(BAD),
    st.sampled_from([" --> ", " -> ", "--->", " --> -->", "-->"]),
    TIME | st.sampled_from(BAD),
)
TIMES = st.sampled_from([GOOD_TIMES] * 7 + [BAD_TIMES]).flatmap(lambda it: it)
NUMBER = st.sampled_from(
    ["0", "1", "-1", "10", "50.5", "100", "101", "-0", "1.", ".5", "1e1", "007"]
)
PERCENT = st.builds("{}%".format, NUMBER)
ALIGNED = st.sampled_from(["", "", "", ",start", ",center", ",end", ",middle", ",line-left", ","])
SETTING = st.one_of(
    st.builds("line:{}{}".format, NUMBER | PERCENT, ALIGNED),
    st.builds("position:{}{}".format, PERCENT, ALIGNED | st.sampled_from([",line-right", ",auto"])),
    st.builds("size:{}".format, PERCENT | NUMBER),
    st.builds(
        "align:{}".format,
        st.sampled_from(["start", "center", "end", "left", "right", "middle", "Start", ""]),
    ),
    st.builds("vertical:{}".format, st.sampled_from(["rl", "lr", "tb", ""])),
    st.builds("region:{}".format, st.sampled_from(["low", "none"])),
    st.sampled_from(["x:y", ":", "line", "line:", ":1", "line :1", "align:start:end", "\f"]),
)
SETTINGS = st.lists(SETTING, max_size=4).map(" ".join) | st.just("")
WORD = st.sampled_from(
    ["a", "Fish & chips", "é", "漢字", "😀", " ", "\t", "\f", "x\u2028y", "\u00a0"]
)
REFERENCE = st.sampled_from(
    [
        *(
            "&amp;",
            "&lt;",
            "&gt;",
            "&nbsp;",
            "&lrm;",
            "&rlm;",
            "&amp",
            "&copy",
            "&copyx",
            "&notit;",
        ),
        *("&#65;", "&#x41;", "&#65", "&#0;", "&#128;", "&#xD800;", "&#x110000;", "&#;", "&#x;"),
        *("&", "&notit;", "&nosuch;", "&;", "&&amp;", "&NotEqualTilde;", "&acE;"),
    ]
)
NAME = st.sampled_from(["b", "i", "u", "c", "v", "lang", "ruby", "rt", "x", "B", "", "div"])
CLASSES = st.sampled_from(["", "", "", ".a", ".a.b", "..a", ".", ".a..b", ".é"])
ANNOTATION = st.sampled_from(["", "", " Ann", "\tAnn  Lee ", " a&amp;b", " en-GB", "\nAnn", " ."])
TAG = st.one_of(
    st.builds("<{}{}{}>".format, NAME, CLASSES, ANNOTATION),
    st.builds("</{}>".format, NAME),
    st.sampled_from(
        ["<b", "<", ">", "</", "</>", "<>", "< b>", "</ b>", "</b >", "<b/>", "<v", "<c."]
    ),
    st.sampled_from(
        ["<00:01.500>", "<00:00:01.500>", "<1>", "<00:01.5>", "<00:01.500 >", "<99:99.999>"]
    ),
)
LINE = st.lists(WORD | REFERENCE | TAG, min_size=1, max_size=6).map("".join)
ID = st.sampled_from(["", "", "1", "an id", "NOTE", "STYLE", "REGION", "WEBVTT", " x ", "é"])
CUE = st.builds(
    lambda id_, times, more, lines: "\n".join(
        [*([id_] if id_ else []), f"{times}{' ' if more else ''}{more}", *lines]
    ),
    ID, TIMES, SETTINGS, st.lists(LINE, max_size=3),
)  # fmt: skip
REGION = st.lists(
    st.sampled_from(
        ["id:low", "width:50%", "lines:2", "scroll:up", "regionanchor:0%,100%", "lines:x"]
    ),
    min_size=1, max_size=4,
).map(lambda them: "REGION\n" + " ".join(them))  # fmt: skip
OTHER = st.sampled_from(
    [
        *("NOTE x", "NOTE\nx\ny", "NOTE", "NOTE\tx", "NOTEx\ny", "REGION", "just text", " "),
        *("STYLE\n::cue { color: red }", "STYLE", "STYLE \n::cue {}"),
        *("two\nlines", "-->", "--> 00:01.000"),
    ]
)
GAP = st.sampled_from(["\n\n"] * 20 + ["\n", "\n\n\n", "\n \n"])
HEAD = st.sampled_from(
    ["WEBVTT"] * 30
    + [
        "WEBVTT - a title",
        "WEBVTT\ttitle",
        "WEBVTT\nKind: captions",
        "WEBVTT ",
        "WEBVTTx",
        "webvtt",
    ]
    + ["", " WEBVTT", "\nWEBVTT", "WEBVTT\x00"]
)


BLOCK = st.sampled_from([CUE] * 6 + [REGION, OTHER]).flatmap(lambda it: it)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A caption file, as bytes: blocks, then line ends, marks, NULs and wrong bytes."""
    text = draw(HEAD)
    for block in draw(st.lists(BLOCK, max_size=6)):
        text += draw(GAP) + block
    text += draw(st.sampled_from(["\n", "", "\n\n"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))
    mark = draw(st.sampled_from(["", "", "\ufeff", "\ufeff\ufeff"]))
    data = bytearray((mark + text).encode())
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 3]))):
        odd = draw(
            st.sampled_from([b"\0", b"\r", b"\n", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"-->"])
        )
        at = draw(st.integers(0, len(data)))
        data[at:at] = odd
    return bytes(data)


def differences(data: bytes, theirs: list[dict[str, Any]]) -> list[str]:
    """What the browser sees in a file and we do not, but for its departures."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    may = {part for part, where in DEPARTURES.values() if where.search(text)}
    mine = ours(data)
    if len(mine) != len(theirs):
        return [f"we read {len(mine)} cues, the browser {len(theirs)}"]
    return [
        f"cue {number}, {part}: we read {one[part]!r}, the browser {two[part]!r}"
        for number, (one, two) in enumerate(zip(mine, theirs, strict=True), 1)
        for part in one
        if one[part] != two[part] and part not in may
    ]


def test_we_read_what_a_browser_reads(
    chromium: Callable[[list[bytes]], list[list[dict[str, Any]]]],
) -> None:
    counted = {"files": 0, "cues": 0}

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # to make a failing file smaller takes minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(files(), min_size=1, max_size=TOGETHER))
    def agree(generated: list[bytes]) -> None:
        seen = chromium(generated)
        for data, cues in zip(generated, seen, strict=True):
            note(f"LEGENDA_SEED={SEED}: {data!r}")
            assert differences(data, cues) == []
            counted["files"] += 1
            counted["cues"] += len(cues)

    agree()
    print(f"seed {SEED}: {counted['files']} files, {counted['cues']} cues agree")
    assert counted["cues"] > counted["files"] / 2, "too few of the files have cues to compare"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("WEBVTT\n\nSTYLE\n00:01.000 --> 00:02.000\nx\n", "id"),
        ("WEBVTT\nx\n00:01.000 --> 00:02.000\nx\n", "id"),
        ("WEBVTT\n\nREGION\nid:a\n1\n00:01.000 --> 00:02.000\nx\n", "id"),
        ("WEBVTT\n\nx\n00:60.000 --> 00:01.000\n1\n00:01.000 --> 00:02.000\nx\n", "id"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na<00:01.500 >b\n", "tree"),
    ],
    ids=["style", "header", "region", "bad times", "time"],
)
def test_a_departure_that_is_listed_is_still_there(
    text: str, part: str, chromium: Callable[[list[bytes]], list[list[dict[str, Any]]]]
) -> None:
    (theirs,) = chromium([text.encode()])
    (mine,) = ours(text.encode())

    assert {name for name in mine if mine[name] != theirs[0][name]} == {part}
    assert differences(text.encode(), theirs) == []
