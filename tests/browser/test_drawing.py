"""Where captions are drawn: by the rules of WebVTT, which Chromium's own drawing is held against.

The page has no font, no margin and no line-breaking of ours here. Then each box and its words must
lie where Chromium's lie, to a pixel, since both round places to fractions of one.

Where Chromium departs from the specification, the specification wins: the rows of `DEPARTURES` say
for which cues, and `EXPECTED` where those belong.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from server.captions import Cue, read
from server.captions.settings import settings
from tests.browser.drawing import Box, native, ours, seek, stage
from tests.conftest import ROOT, SHARED_DATA

CASES = sorted((ROOT / "tests/browser/cases").glob("*.vtt"))
WPT = SHARED_DATA / "wpt-webvtt"
# The files of the W3C whose cues have settings.
SETTINGS = ("align", "line", "multiple", "position", "size", "vertical")
PLAIN = """
.drawn { --caption-margin: 0; --caption-font: sans-serif; }
.drawn .cue { text-wrap: wrap; white-space: pre-wrap; }
.drawn .cue-words { padding: 0; }
.drawn .speaker { display: none; }
"""
PIXEL = 1.0
# No word of these files is wider than this part of the picture, in per cent.
WORD = 15
# What departs → the settings of the cues that it departs with. For all cues, besides: Chromium does
# not balance lines (7.4, `text-wrap`), and keeps spaces at their ends (7.4, `white-space`).
DEPARTURES = {
    "It knows no alignment of a line or a position.": r"\b(line|position):[^ ,]+,",
    "It puts start and end at an edge; their automatic position is 50 %.": (
        r"^(?!.*\bposition:\d).*\balign:(start|end)"
    ),
    "It leaves a box where a percentage has put it, outside the picture or on another box.": (
        r"\bline:100(\.0+)?%"
    ),
    "A line beyond what it can count is not on the grid of lines.": r"\bline:-?\d{6,}",
}
# Where those belong: settings and text of each cue → x, y and width of its box; a line is 21 high.
EXPECTED = [
    ([("line:50%,center", "Text")], [(0, 169.5, 640)]),
    ([("line:50%,end", "Text")], [(0, 159, 640)]),
    ([("line:50%,end", "One\nTwo")], [(0, 138, 640)]),
    ([("position:20%,line-left size:40%", "Text")], [(128, 339, 256)]),
    ([("position:80%,line-right size:40%", "Text")], [(256, 339, 256)]),
    ([("position:60%,center align:left", "Text")], [(128, 339, 512)]),
    ([("vertical:rl position:50%,line-left", "Text")], [(0, 180, 21)]),
    ([("vertical:lr line:50%,end", "Text")], [(299, 0, 21)]),
    ([("align:start", "Text")], [(320, 339, 320)]),
    ([("align:end", "Text")], [(0, 339, 320)]),
    ([("align:start position:30%", "Text")], [(192, 339, 448)]),
    ([("align:start position:30%", "שלום")], [(0, 339, 192)]),
    ([("align:end position:30%", "שלום")], [(192, 339, 448)]),
    ([("line:100%", "Text")], [(0, 339, 640)]),
    ([("line:50%", "One"), ("line:50%", "Two")], [(0, 180, 640), (0, 159, 640)]),
    ([("line:52%", "One"), ("line:50%", "Two")], [(0, 187.2, 640), (0, 166.2, 640)]),
    (
        [("line:50% size:50% position:25%", "One"), ("line:50% size:25% position:40%", "Two")],
        [(0, 180, 320), (176, 159, 160)],
    ),
    ([("line:100000000", "Text")], [(0, 336, 640)]),
    ([("line:-100000000", "Text")], [(0, 3, 640)]),
]


def one_by_one(name: str) -> str:
    """A file of the W3C, whose cues all come at once, with half a second for each of its cues."""
    text = (WPT / f"settings-{name}.vtt").read_text("utf-8")
    numbers = iter(range(200))

    def timed(_: re.Match[str]) -> str:
        start = 500 * next(numbers)
        return " --> ".join(f"00:{at // 1000:02}.{at % 1000:03}" for at in (start, start + 500))

    return re.sub(r"^[\d:.]+ --> [\d:.]+", timed, text, flags=re.MULTILINE)


def departs(cue: Cue) -> bool:
    return thin(cue) or any(re.search(row, cue.settings) for row in DEPARTURES.values())


def thin(cue: Cue) -> bool:
    """Whether a box may be narrower than a word, which ours never is."""
    found = settings(cue.settings)
    at = 50 if found.position == "auto" else found.position
    room = {"center": 2 * min(at, 100 - at), "start": 100 - at, "end": at}
    return min(found.size, room.get(found.align, 100)) < WORD


def far(one: Box, other: Box) -> float:
    pairs = zip((*one.box, *one.words), (*other.box, *other.words), strict=True)
    return max(abs(a - b) for a, b in pairs)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def compared(visit, demo, text: str) -> int:
    """How many boxes of ours lie where Chromium's do; fails with those that do not."""
    cues = read(text.encode())[0].cues
    drawn = stage(visit, demo, text, look=PLAIN)
    shown = stage(visit, demo, text, native=True)
    count = 0
    for start, end in pairwise(sorted({at for cue in cues for at in (cue.start, cue.end)})):
        middle = (start + end) / 2000
        now = [cue for cue in cues if cue.start <= start and cue.end >= end]
        # One that departs may be in the way of others.
        if not now or any(departs(cue) for cue in now):
            continue
        seek(drawn, middle)
        seek(shown, middle)
        expected = {plain(one.text): one for one in native(shown)}
        found = {plain(one.text): one for one in ours(drawn)}
        assert found.keys() == expected.keys()
        wrong = {
            text: (one, expected[text])
            for text, one in found.items()
            if far(one, expected[text]) > PIXEL
        }
        assert wrong == {}, f"at {middle} s"
        count += len(found)
    return count


@pytest.mark.requirement("CC-5/on")
@pytest.mark.requirement("CC-6")
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_cue_is_drawn_where_chromium_draws_it(visit, demo, case):
    text = case.read_text("utf-8")
    cues = read(text.encode())[0].cues
    assert [cue for cue in cues if departs(cue)] == []
    assert compared(visit, demo, text) >= len(cues)


@pytest.mark.skipif(not WPT.is_dir(), reason="the W3C's caption files are not beside this checkout")
@pytest.mark.parametrize("name", SETTINGS)
def test_a_cue_of_the_w3c_is_drawn_where_chromium_draws_it(visit, demo, name):
    assert compared(visit, demo, one_by_one(name)) > 0


def test_where_chromium_departs_the_specification_is_followed(visit, demo):
    blocks = [
        f"00:{second:02}.000 --> 00:{second:02}.900 {settings}\n{text}\n"
        for second, (cues, _) in enumerate(EXPECTED)
        for settings, text in cues
    ]
    page = stage(visit, demo, "\n".join(["WEBVTT\n", *blocks]), look=PLAIN)
    for second, (cues, places) in enumerate(EXPECTED):
        seek(page, second + 0.5)
        found = [one.box[:3] for one in ours(page)]
        assert found == [pytest.approx(place, abs=PIXEL) for place in places], cues
