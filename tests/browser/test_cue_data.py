"""Cues that carry data for scripts, read by a script of the site's own."""

from __future__ import annotations

import pytest

from tests.conftest import TOPIC, VTT, clip, serving

DATA = """WEBVTT

first
00:01.000 --> 00:02.000
{"map": "51.5, -3.2"}

second
00:03.000 --> 00:04.000
{"map": "48.9, 2.3", "zoom": 3}
"""
# As docs/authors.md has it.
SCRIPT = """
const { media } = document.querySelector("legenda-player");
const track = [...media.textTracks].find(({ kind }) => kind === "metadata");
track.mode = "hidden";
window.found = [];
track.addEventListener("cuechange", () => {
  for (const { id, text } of track.activeCues) found.push([id, JSON.parse(text)]);
});
"""
HEAD = """{% extends "default:topic.html" %}
{% block head %}<script type="module" src="{{ asset("data.js") }}"></script>{% endblock %}
"""


@pytest.mark.requirement("ECC-1")
def test_a_script_of_the_site_is_given_the_data_of_cues_at_their_time(visit, make_site):
    site = make_site(
        {
            "topics/a-topic.en.md": TOPIC,
            "media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\n',
            "media/intro/720p.mp4": clip(seconds=5, frames=10),
            "captions/intro/en.vtt": VTT.format("Words."),
            "captions/intro/en.metadata.vtt": DATA,
            "templates/topic.html": HEAD,
            "templates/data.js": SCRIPT,
        }
    )
    with serving(site) as address:
        page = visit(f"{address}/en/a-topic")
        page.wait_for_function("() => window.found")
        page.locator(".bar [data-request=play]").click()
        page.wait_for_function("() => found.length === 2")
        assert page.evaluate("found") == [
            ["first", {"map": "51.5, -3.2"}],
            ["second", {"map": "48.9, 2.3", "zoom": 3}],
        ]
        # It is data: no reader meets it.
        assert "48.9" not in page.locator("body").inner_text()
        assert page.locator("[data-request=captions]:not([value=off])").count() == 1
