"""The site as its files change: swapped whole, without a dropped request."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import httpx2
import pytest
from watchfiles import Change

from server.web.watching import _SiteFilter
from tests.conftest import TOPIC, VIDEO, VTT, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SITE = {
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO + 'duration = 2\nembed = "vimeo:1"\n',
    "captions/intro/en.vtt": VTT.format("Hello."),
}
# How long a swap may take on a machine with other things to do.
PATIENCE = 20  # seconds


def _reader(address: str) -> httpx2.Client:
    return httpx2.Client(base_url=address, timeout=30)


def _eventually(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_a_change_is_served_and_no_request_is_dropped_meanwhile(make_site):
    site = make_site(SITE)
    path = site / "topics/a-topic.en.md"
    answers: list[int] = []
    done = threading.Event()
    with serving(site, reload=True) as address:

        def ask() -> None:
            with _reader(address) as reader:
                while not done.is_set():
                    answers.append(reader.get("/en/a-topic").status_code)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            with _reader(address) as reader:
                for title in ("First edit", "Second edit"):
                    path.write_text(TOPIC.replace("A topic", title))
                    assert _eventually(lambda: title in reader.get("/en/a-topic").text), title  # noqa: B023
                (site / "topics/new.en.md").write_text(TOPIC)
                assert _eventually(lambda: reader.get("/en/new").status_code == 200)
                (site / "topics/new.en.md").unlink()
                assert _eventually(lambda: reader.get("/en/new").status_code == 404)
        finally:
            done.set()
            asking.join(30)

    assert len(answers) > 10
    assert set(answers) == {200}


def test_a_bad_edit_keeps_the_last_good_site_and_says_where(make_site, capfd):
    site = make_site(SITE)
    topic, template = site / "topics/a-topic.en.md", site / "templates/topic.html"
    told = ""
    with (
        serving(site, reload=True) as address,
        _reader(address) as reader,
    ):

        def says(text: str) -> bool:
            nonlocal told
            told += capfd.readouterr().err
            return text in told

        topic.write_text(TOPIC.replace("title =", "titel ="))
        assert _eventually(lambda: says("topics/a-topic.en.md:2")), told
        assert _eventually(lambda: says("The last good site is still being served.")), told
        assert "title" in told
        assert "A topic" in reader.get("/en/a-topic").text

        topic.write_text(TOPIC.replace("A topic", "Mended"))
        assert _eventually(lambda: "Mended" in reader.get("/en/a-topic").text), told

        template.parent.mkdir()
        template.write_text("{% extends 'default:topic.html' %}\n{% if %}\n")
        assert _eventually(lambda: says("templates/topic.html:2")), told
        assert "Mended" in reader.get("/en/a-topic").text

        template.write_text("{% extends 'default:topic.html' %}{% block title %}OWN{% endblock %}")
        assert _eventually(lambda: "<title>OWN" in reader.get("/en/a-topic").text), told


def test_settings_that_cannot_be_used_do_not_stop_the_server(make_site, capfd):
    site = make_site(SITE)
    told = ""
    with (
        serving(site, reload=True) as address,
        _reader(address) as reader,
    ):

        def says(text: str) -> bool:
            nonlocal told
            told += capfd.readouterr().err
            return text in told

        (site / "site.toml").write_text('name = "One"\nnaem = "Two"\n')
        assert _eventually(lambda: says("site.toml:2")), told
        assert reader.get("/en/a-topic").status_code == 200

        (site / "site.toml").write_text('name = "Right at last"\n')
        assert _eventually(lambda: "Right at last" in reader.get("/en/a-topic").text), told


def test_without_reload_a_change_waits_for_a_restart(make_site):
    site = make_site(SITE)
    with serving(site) as address, _reader(address) as reader:
        (site / "topics/new.en.md").write_text(TOPIC)
        (site / "site.toml").write_text("nonsense")
        time.sleep(1)

        assert reader.get("/en/new").status_code == 404
        assert reader.get("/en/a-topic").status_code == 200


@pytest.mark.parametrize(
    ("change", "key", "expected"),
    [
        (Change.modified, "topics/a-topic.en.md", True),
        (Change.added, "captions/intro/en.vtt", True),
        (Change.deleted, "captions/intro/en.vtt", True),
        (Change.modified, "captions/intro/tracks.toml", True),
        (Change.modified, "captions/intro/en.vtt", False),
        (Change.added, "captions/intro/en.live", False),
        (Change.modified, "captions/intro/en.live", False),
        (Change.modified, "notes/a.md", False),
    ],
)
def test_a_live_track_that_grows_is_no_change_of_the_site(
    tmp_path: Path, change: Change, key: str, expected: bool
):
    assert _SiteFilter((tmp_path,))(change, str(tmp_path / key)) is expected
