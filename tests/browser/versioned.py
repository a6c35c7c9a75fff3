"""A site with one video in every version there can be, and what happens in its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import TOPIC, clip

if TYPE_CHECKING:
    from playwright.sync_api import Page

LENGTH = 20
CAPTIONS = """WEBVTT

00:01.000 --> 00:03.000
First words.

00:04.500 --> 00:05.500
[door opens]

00:06.000 --> 00:09.000
Second words.

00:12.500 --> 00:18.000
Last words.
"""
DESCRIPTIONS = """WEBVTT

00:04.000 --> 00:05.000
A door.

00:11.000 --> 00:12.000
A long room with <i>many</i> windows.
"""
CHAPTERS = """WEBVTT

00:00.000 --> 00:10.000
One

00:00.000 --> 00:05.000
One, first half

00:05.000 --> 00:10.000
One, second half

00:10.000 --> 00:20.000
Two
"""


def versioned() -> dict[str, str | bytes]:
    """The files of the site."""
    film, sound = clip(seconds=LENGTH, frames=25), clip(seconds=LENGTH, sound_only=True)
    return {
        "site.toml": 'name = "S"\nlanguages = ["en"]\n',
        "topics/a-topic.en.md": TOPIC,
        "media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\n',
        "media/intro/720p.mp4": film,
        "media/intro/720p.described.mp4": film,
        "media/intro/720p.described-es.mp4": film,
        "media/intro/720p.sign-bfi.mp4": film,
        "media/intro/720p.sign-ase.mp4": film,
        "media/intro/speech.clear.m4a": sound,
        "captions/intro/en.vtt": CAPTIONS,
        "captions/intro/es.vtt": CAPTIONS,
        "captions/intro/en.descriptions.vtt": DESCRIPTIONS,
        "captions/intro/en.chapters.vtt": CHAPTERS,
    }


def state(page: Page, name: str) -> str | None:
    """What the player tells of itself."""
    return page.locator("legenda-player").get_attribute(f"data-{name}")


def has_become(page: Page, name: str, value: str) -> None:
    """Waits until the player tells so."""
    page.wait_for_function(
        "([name, value]) => document.querySelector('legenda-player').dataset[name] === value",
        arg=[name, value],
    )


def said(page: Page, words: str) -> None:
    """Waits until the player says so."""
    page.wait_for_function(
        """words => document.querySelector('legenda-player [role=status]')
          .textContent.includes(words)""",
        arg=words,
    )


def ask(page: Page, name: str, value: object = None) -> None:
    """Asks the player for something, as a control does."""
    page.evaluate(
        "([name, value]) => document.querySelector('legenda-player')"
        ".request(name, value ?? undefined)",
        [name, value],
    )
