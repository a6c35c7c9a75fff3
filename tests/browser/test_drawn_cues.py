"""When captions are drawn, how large, where outside the picture, and how several share it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import until
from tests.browser.drawing import ours, seek, stage

HEIGHT, WIDTH = 360, 640
# Cues of a fifth of a second without a gap, then a gap of a second.
QUICK = "WEBVTT\n\n" + "\n".join(
    f"00:{at // 1000:02}.{at % 1000:03} --> 00:{(at + 200) // 1000:02}.{(at + 200) % 1000:03}\n"
    f"Cue {at}\n"
    for at in range(1000, 3000, 200)
)
# Plays, and keeps what is on the screen at each frame, with the second of that frame.
WATCH = """async seconds => {
  const video = document.querySelector('video'), seen = [];
  await video.play();
  await new Promise(done => {
    const frame = () => {
      const cues = [...document.querySelectorAll('.cue')].map(one => one.textContent);
      seen.push([video.currentTime, cues]);
      if (video.currentTime > seconds) done(); else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  video.pause();
  return seen;
}"""
LATE = 0.1  # CC-1
LONG = "Text that is so long that at four times its size it has to be broken into a number of lines"


@pytest.fixture
def watched(visit, demo):
    page = stage(visit, demo, QUICK)
    seek(page, 0.7)
    return page.evaluate(WATCH, 3.4)


@pytest.mark.requirement("CC-1")
def test_a_cue_is_drawn_and_gone_within_a_tenth_of_a_second(watched):
    assert len(watched) > 10
    for now, cues in watched:
        # What may be seen now is what was active at any time of the last tenth.
        starts = {int(at * 5) * 200 for at in (now - LATE, now - LATE / 2, now)}
        allowed = [[f"Cue {at}"] if 1000 <= at < 3000 else [] for at in starts]
        assert cues in allowed, f"at {now} s"


@pytest.mark.requirement("CC-3", "CC-14/pop-on")
def test_no_frame_is_empty_between_cues_without_a_gap(watched):
    between = [cues for now, cues in watched if 1.0 + LATE < now < 3.0 - LATE]
    assert len(between) > 5
    assert [cues for cues in between if len(cues) != 1] == []


@pytest.mark.requirement("CC-2")
def test_nothing_is_shown_where_no_cue_has_a_time(watched):
    assert {tuple(cues) for now, cues in watched if now < 1.0 or now > 3.0 + LATE} == {()}


def test_nothing_is_drawn_on_the_poster(visit, demo):
    page = stage(visit, demo, "WEBVTT\n\n00:00.000 --> 00:10.000\nText\n")
    assert ours(page) == []
    page.evaluate("document.querySelector('video').play()")
    until(page, "document.querySelector('.cue')")


def test_a_track_is_drawn_that_comes_or_goes_in_the_middle(visit, demo):
    page = stage(visit, demo, "WEBVTT\n\n00:00.000 --> 00:10.000\nText\n")
    seek(page, 5)
    page.evaluate("drawing.show([])")
    assert ours(page) == []
    page.evaluate("drawing.show(shown)")
    assert [one.text for one in ours(page)] == ["Text"]
    page.evaluate("shown[0].track.addCue(new VTTCue(4, 6, 'Live'))")
    until(page, "document.querySelectorAll('.cue').length === 2")


def test_a_cue_that_stays_is_not_moved_by_one_that_comes_or_goes(visit, demo):
    page = stage(
        visit,
        demo,
        "WEBVTT\n\n00:00.000 --> 00:02.000\nFirst\n\n00:01.000 --> 00:04.000\nSecond\n",
    )
    seek(page, 1.5)
    both = {one.text: one.box for one in ours(page)}
    page.evaluate("window.kept = document.querySelectorAll('.cue')[1]")
    seek(page, 3)
    (left,) = ours(page)
    assert left.box == both["Second"]
    assert page.evaluate("kept === document.querySelector('.cue')")


@pytest.mark.requirement("CC-15")
@pytest.mark.parametrize("text", ["Text", "Two\nlines", LONG])
def test_a_twelfth_of_the_picture_stays_free_at_the_bottom(visit, demo, text):
    page = stage(visit, demo, f"WEBVTT\n\n00:00.000 --> 00:02.000\n{text}\n")
    seek(page, 1)
    (one,) = ours(page)
    assert one.box[1] + one.box[3] == pytest.approx(HEIGHT * 11 / 12, abs=1)


MANY = f"""WEBVTT

00:00.000 --> 00:02.000
{LONG}

00:02.000 --> 00:04.000
<v Ann>Two lines of text,
one below the other

00:02.000 --> 00:04.000
<v Bob>And another speaker

00:04.000 --> 00:06.000 size:30% position:20% line:50%
{LONG}

00:06.000 --> 00:08.000 vertical:rl
縦書きの字幕です。これは長い字幕なので、折り返しが必要です。

00:08.000 --> 00:10.000
https://example.org/an-address-without-an-end-that-no-line-can-hold-at-any-size-at-all
"""


@pytest.mark.requirement("CC-9/size")
@pytest.mark.parametrize("size", [0.5, 1, 2, 4])
def test_text_of_any_size_stays_on_the_picture_whole_and_apart(visit, demo, size):
    page = stage(visit, demo, MANY, look=f":root {{ --caption-size: {size} }}")
    for second in (1, 3, 5, 7, 9):
        seek(page, second)
        found = ours(page)
        for one in found:
            x, y, width, height = one.words
            assert x >= -1
            assert y >= -1
            assert x + width <= WIDTH + 1
            assert y + height <= HEIGHT + 1
        if len(found) == 2:
            upper, lower = sorted(found, key=lambda one: one.box[1])
            assert upper.box[1] + upper.box[3] <= lower.box[1] + 1


def test_text_is_as_large_as_asked_where_there_is_room(visit, demo):
    sizes = {}
    for size in (0.5, 1, 2, 4):
        page = stage(
            visit,
            demo,
            "WEBVTT\n\n00:00.000 --> 00:02.000\nText\n",
            look=f":root {{ --caption-size: {size} }}",
        )
        seek(page, 1)
        sizes[size] = page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.cue')).fontSize)"
        )
    assert sizes == {0.5: 9, 1: 18, 2: 36, 4: 72}


def test_text_follows_the_size_of_the_picture_and_the_choice_of_the_reader(visit, demo):
    page = stage(visit, demo, "WEBVTT\n\n00:00.000 --> 00:02.000\nOne\nTwo\n")
    seek(page, 1)
    page.evaluate("document.querySelector('.screen').style.blockSize = '720px'")
    bottom = """() => {
      const [screen, cue] = ['.screen', '.cue'].map(one =>
        document.querySelector(one).getBoundingClientRect());
      return [(cue.bottom - screen.top) / screen.height, cue.height];
    }"""
    until(page, "getComputedStyle(document.querySelector('.cue')).fontSize === '32px'")
    place, height = page.evaluate(bottom)
    assert place == pytest.approx(11 / 12, abs=0.01)
    page.evaluate("document.documentElement.style.setProperty('--caption-size', '2')")
    until(page, f"({bottom})()[1] > {1.8 * height} && Math.abs(({bottom})()[0] - 11 / 12) < 0.01")


TWO = {
    "en": "WEBVTT\n\n00:00.000 --> 00:04.000\nGood morning\nto you all\n",
    "ar": "WEBVTT\n\n00:00.000 --> 00:02.000\nصباح الخير\n\n00:02.000 --> 00:04.000\nنعم\n",
}


@pytest.mark.requirement("CN-10/both", "CN-10/lang", "CN-10/order", "CC-6", "CC-7")
def test_two_languages_are_drawn_one_above_the_other_each_as_its_own(visit, demo):
    for order in (["en", "ar"], ["ar", "en"]):
        page = stage(visit, demo, {lang: TWO[lang] for lang in order})
        seek(page, 1)
        first, second = ours(page)
        assert first.box[1] + first.box[3] == pytest.approx(HEIGHT * 11 / 12, abs=1)
        assert second.box[1] + second.box[3] <= first.box[1] + 1
        told = page.evaluate(
            "[...document.querySelectorAll('.cue')].map(one => [one.lang, one.dir])"
        )
        assert told == [[lang, {"en": "ltr", "ar": "rtl"}[lang]] for lang in order]


@pytest.mark.requirement("CC-5/outside")
@pytest.mark.parametrize("place", ["below", "above"])
def test_outside_the_picture_text_flows_in_order_and_nothing_moves(visit, demo, place):
    page = stage(visit, demo, {"en": MANY, "ar": TWO["ar"]}, place=place)
    after = set()
    for second in (0.5, 1, 3, 5, 7, 9, 20):
        seek(page, second)
        after.add(page.locator("#after").bounding_box()["y"])
        found = ours(page)
        outside = [
            y >= HEIGHT if place == "below" else y + h <= 0
            for _, y, _, h in (one.box for one in found)
        ]
        assert all(outside)
        assert [one.box[1] for one in found] == sorted(one.box[1] for one in found)
        assert all(one.box[2] > one.box[3] for one in found), "lines run across"
    assert len(after) == 1
    assert not page.locator(".drawn").is_visible()


def test_text_outside_leaves_room_for_the_picture_at_any_size(visit, demo):
    page = stage(visit, demo, MANY, place="below", look=":root { --caption-size: 4 }")
    seek(page, 1)
    assert page.locator(".outside").bounding_box()["height"] <= 0.6 * 900 + 1


def test_the_place_can_be_changed_while_a_cue_is_drawn(visit, demo):
    page = stage(visit, demo, TWO["en"])
    seek(page, 1)
    for place, home in (("below", ".outside"), ("over", ".drawn"), ("above", ".outside")):
        page.evaluate("place => { drawing.place = place }", place)
        assert page.locator(f"{home} > .cue").count() == page.locator(".cue").count() == 1
    page.evaluate("drawing.disconnect()")
    assert page.locator(".cue, .drawn, .outside").count() == 0


@pytest.mark.parametrize("place", ["over", "below", "above"])
def test_captions_come_along_into_full_screen(visit, demo, place):
    page = visit(f"{demo}/en/ketamine-addiction?captions=en-GB")
    page.locator(".frame").first.hover()
    page.locator("legenda-player").first.evaluate(
        "(player, place) => player.request('place', place)", place
    )
    seek(page, 10)
    page.locator("[data-request=full]").first.click()
    until(page, "document.fullscreenElement")
    until(page, "document.querySelector('.cue')?.getBoundingClientRect().height > 0")
    cue, screen, bar = (
        page.locator(one).first.bounding_box() for one in (".cue", ".screen", ".bar")
    )
    top, bottom = cue["y"], cue["y"] + cue["height"]
    assert top >= 0
    assert bottom <= bar["y"] + 1
    picture = (screen["y"], screen["y"] + screen["height"])
    beside = {
        "over": picture[0] < top < bottom < picture[1],
        "below": top >= picture[1] - 1,
        "above": bottom <= picture[0] + 1,
    }
    assert beside[place]


@pytest.mark.requirement("CC-13")
def test_a_background_stays_when_the_reader_wants_it(visit, demo):
    shown = "getComputedStyle(document.querySelector('.drawn'), '::after').display"
    page = stage(visit, demo, QUICK, look=":root { --caption-stays: block }")
    seek(page, 0.5)
    assert page.evaluate(shown) == "block"
    page.evaluate("drawing.show([])")
    assert not page.locator(".drawn").is_visible()
    page = stage(visit, demo, QUICK)
    seek(page, 0.5)
    assert page.evaluate(shown) == "none"


def test_text_is_there_for_assistive_technology_and_says_nothing_by_itself(visit, demo):
    page = stage(visit, demo, "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann>Hello <i>you</i>\n")
    seek(page, 1)
    assert 'text: "Ann: Hello you"' in page.locator("body").aria_snapshot()
    assert page.locator("[aria-live], [role=status], [role=log], [role=alert]").count() == 0
    assert page.evaluate(
        """() => { const words = document.querySelector('.cue-words');
             const { x, y, width, height } = words.getBoundingClientRect();
             return words.contains(document.elementFromPoint(x + width / 2, y + height / 2)); }"""
    ), "a finger on it finds it"


def test_captions_are_read_in_forced_colours_and_left_out_of_print(visit, demo):
    page = stage(visit, demo, "WEBVTT\n\n00:00.000 --> 00:02.000\n<c.red.bg_blue>Red</c> text\n")
    seek(page, 1)
    page.emulate_media(forced_colors="active")
    colours = page.evaluate(
        """() => { const style = one => getComputedStyle(document.querySelector(one));
             const probe = document.createElement('p');
             Object.assign(probe.style, { color: 'CanvasText', background: 'Canvas' });
             document.body.append(probe);
             const { color, backgroundColor } = getComputedStyle(probe);
             return [[color, style('[data-class]').color],
               [backgroundColor, style('[data-class]').backgroundColor],
               [backgroundColor, style('.cue-words').backgroundColor]] }"""
    )
    assert [a for a, b in colours] == [b for a, b in colours]
    page.emulate_media(forced_colors="none", media="print")
    assert not page.locator(".cue").is_visible()
