"""A site of captions that others wrote: 26 languages of one video, each under its own name."""

from __future__ import annotations

import re

import pytest

from server.languages import Language
from tests.browser.conftest import showing
from tests.conftest import clip, serving
from tests.real_files import WAI, need, wai_files


@pytest.mark.requirement("CC-26/names")
def test_all_26_languages_are_offered_under_their_own_names(visit, make_site):
    need(WAI)
    files = {path.name.removeprefix("video-introduction."): path for path in wai_files()}
    assert len(files) == 26
    site = make_site(
        {
            "topics/intro.en.md": '+++\ntitle = "Introduction"\nvideos = ["intro"]\n+++\n',
            "media/intro/video.toml": 'title = "Web accessibility"\nlanguage = "en"\n',
            "media/intro/720p.mp4": clip(seconds=243),
            **{f"captions/intro/{name}": path.read_bytes() for name, path in files.items()},
        }
    )
    with serving(site) as address:
        page = visit(f"{address}/en/intro?captions=kok", script=False)
        assert showing(page) == ["kok"]
        options = page.locator("select[name=captions] option").all_inner_texts()
        names = {Language.parse(name[:-4]).name for name in files}
        assert len(options) == 27
        offered = {re.sub(r"\s*\[CC\]$", "", option.strip()) for option in options}
        assert names <= offered
        tracks = page.evaluate("[...document.querySelector('video').textTracks].map(t => t.label)")
        assert len(tracks) == 26
        for tag in ("ar", "hi", "ja", "pt-BR", "zh-Hans"):
            page.goto(f"{address}/en/intro?captions={tag}")
            assert showing(page) == [tag]
