"""What Orca says of the player: what was asked for, once, when it has become true."""

from __future__ import annotations

import pytest

from tests.conftest import TOPIC as A_TOPIC
from tests.conftest import VIDEO, VTT, clip, serving

TOPIC = "/en/ketamine-addiction"
# The stops of a player in their order, by a part of what is said of each.
STOPS = (
    *("Who made them", "Time", "Play", "Back 10 seconds", "Forward 10 seconds", "Mute", "Volume"),
    *("Speed", "Chapters", "Settings", "Full screen", "Captions", "Caption language"),
)


@pytest.fixture
def player(reader, demo):
    """Somebody who hears, in front of the first player of a page."""
    reader.visit(f"{demo}{TOPIC}?captions=off#videos")
    return reader


def go(player, to, start=STOPS[0]):
    """Press Tab from the stop `start` to the stop `to`."""
    for name in STOPS[STOPS.index(start) : STOPS.index(to) + 1]:
        player.press("Tab").hear(name)
    player.rest()


@pytest.mark.requirement("SD-1/announced")
def test_playing_and_pausing_are_heard_by_key_and_by_button(player):
    go(player, "Time")
    player.press("k").hear_once("Playing.")
    player.rest(2.5)
    assert player.news == ("Playing.",)  # and not each second that passes
    player.press("k").hear_once("Paused.")
    player.press("Tab").hear("Play", "button")
    player.press("Return").hear_once("Playing.")
    player.press("Return").hear_once("Paused.")


@pytest.mark.requirement("SD-1/announced")
def test_a_new_time_is_heard_once_by_bar_by_key_and_by_button(player):
    go(player, "Time")
    player.press("Right").hear_once("1 second of 1 minute, 29 seconds")
    player.press("l").hear_once("11 seconds of 1 minute, 29 seconds")
    assert len(player.news) == 1
    player.press("Home").hear_once("0 seconds of 1 minute, 29 seconds")
    go(player, "Forward 10 seconds", "Play")
    player.press("Return").hear_once("10 seconds")
    player.press("Left").hear_once("0 seconds")


@pytest.mark.requirement("SD-1/announced")
def test_the_end_is_heard(player):
    go(player, "Time")
    player.press("k").hear("Playing.")
    player.press("End").hear_once("of 1 minute, 29 seconds", "This is the end.")


@pytest.mark.requirement("SD-1/announced")
def test_captions_on_and_off_are_heard_again_and_again(player):
    go(player, "Time")
    for _ in range(2):
        player.press("c").hear_once("British English captions are shown.")
        player.press("c").hear_once("Captions are off.")


@pytest.mark.requirement("SD-1/names and roles")
@pytest.mark.requirement("SD-1/announced")
def test_a_language_is_chosen_from_its_menu_and_heard(player):
    go(player, "Caption language")
    player.press("Return").hear_once("Captions menu", "Off selected radio menu item")
    player.press("Down").hear_once("With sounds", "British English", "not selected")
    player.press("s").hear_once("Translations", "Español machine translation not selected")
    player.press("Return").hear_once("Spanish captions are shown.")
    player.press("Return").hear_once("Captions menu", "Español machine translation selected")
    player.press("Escape").hear("collapsed")


@pytest.mark.requirement("SD-1/announced")
def test_sound_and_speed_are_heard(player):
    go(player, "Time")
    player.press("m").hear_once("Sound off.")
    player.press("m").hear_once("Sound on.")
    player.press("greater").hear_once("Speed 125%.")
    go(player, "Volume", "Play")
    player.press("Left").hear_once("95")
    player.press("Tab").hear("Speed: 125%")
    player.press("Return").hear_once("Speed menu", "125% selected")
    player.press("Down").hear_once("150% not selected")
    player.press("Return").hear_once("Speed 150%.")


@pytest.mark.requirement("SD-1/announced")
def test_full_screen_is_no_less_and_what_was_said_is_not_said_again_after_it(player):
    go(player, "Full screen")
    player.press("Return").hear("pressed")
    player.press("Tab").hear("Captions", "toggle button not pressed")
    player.press("Return").hear_once("British English captions are shown.")
    player.press("shift+Tab").hear("Full screen")
    player.press("Return").hear_once("not pressed")
    assert "captions" not in " ".join(player.news)


@pytest.mark.requirement("SD-1/announced")
def test_what_cannot_be_had_is_heard(reader, make_site):
    folder = make_site(
        {
            "topics/a-topic.en.md": A_TOPIC,
            "media/intro/video.toml": VIDEO,
            "media/intro/720p.mp4": clip(),
            "captions/intro/en.vtt": VTT.format("Words."),
            "captions/intro/es.vtt": VTT.format("Palabras."),
        }
    )
    with serving(folder) as address:
        (folder / "media/intro/720p.mp4").unlink()
        (folder / "captions/intro/es.vtt").unlink()
        failed = "This cannot be played. The words are in the transcript below."
        reader.visit(f"{address}/en/a-topic?captions=off#videos")
        assert failed not in " ".join(reader.said)  # nobody has asked for it yet
        stops = [name for name in STOPS if name != "Chapters"]
        for name in stops[: stops.index("Play") + 1]:
            reader.press("Tab").hear(name)
        for _ in range(2):
            reader.press("Return").hear_once(failed)
        for name in stops[stops.index("Play") + 1 :]:
            reader.press("Tab").hear(name)
        reader.press("Return").hear("Off selected")
        reader.press("s").hear("Español")
        reader.press("Return").hear_once("These captions cannot be loaded.")
        assert "are shown" not in " ".join(reader.news)


@pytest.mark.requirement("SD-1/announced")
def test_a_second_player_is_heard_after_it_was_quiet_for_the_first(reader, make_site):
    folder = make_site(
        {
            "topics/a-topic.en.md": A_TOPIC.replace('"intro"', '"intro", "more"'),
            **{f"media/{name}/video.toml": VIDEO for name in ("intro", "more")},
            **{f"media/{name}/720p.mp4": clip() for name in ("intro", "more")},
            **{f"captions/{name}/en.vtt": VTT.format("Words.") for name in ("intro", "more")},
        }
    )
    with serving(folder) as address:
        reader.visit(f"{address}/en/a-topic?captions=off#videos")
        for _ in range(2):
            reader.press("Tab").rest()
            while "Time" not in " ".join(reader.said):
                reader.press("Tab").rest()
            reader.press("c").hear_once("captions are shown.")
            reader.press("c").hear_once("Captions are off.")


@pytest.mark.requirement("SD-1/announced")
def test_it_is_heard_in_the_language_of_the_page(reader, demo):
    reader.visit(f"{demo}/ar/ketamine-addiction?captions=off#videos")
    reader.press("Tab").rest()
    reader.press("Tab").hear("الوقت", "0 ثانية من دقيقة و29 ثانية")
    reader.press("k").hear_once("قيد التشغيل.")
    reader.press("k").hear_once("متوقف مؤقتًا.")
    reader.press("c").hear_once("تُعرض التسميات التوضيحية")
