from __future__ import annotations

from server.site.loading import load
from server.site.mending import Change, mend_tracks
from server.storage.memory import MemoryStore

KEY = "captions/intro/en.vtt"
UNTIDY = "WEBVTT\n\n00:00.000 --> 00:02.000\nHello. \n"
SITE = {"media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\nembed = "vimeo:1"\n'}


class Edited(MemoryStore):
    """A store in which somebody saves a caption file right after it was read."""

    def read(self, key: str) -> bytes:
        content = super().read(key)
        if key == KEY:
            self.write(key, b"WEBVTT\n\n00:00.000 --> 00:02.000\nMine.\n")
        return content


class Vanishing(MemoryStore):
    """A store from which a caption file goes as soon as it is asked for."""

    def read(self, key: str) -> bytes:
        if key == KEY:
            self._files.pop(key, None)
        return super().read(key)


def mend(store: MemoryStore, *, write: bool = True) -> tuple[Change, ...]:
    (video,) = load(store)[0].videos
    return mend_tracks(store, video, write=write)


def test_a_file_is_mended_and_what_it_was_is_known() -> None:
    store = MemoryStore({**SITE, KEY: UNTIDY})
    (looked,) = mend(store, write=False)
    assert store.read(KEY) == UNTIDY.encode()
    (done,) = mend(store)
    assert store.read(KEY) == done.after == UNTIDY.replace(". ", ".").encode()
    assert done == looked
    assert done.before == UNTIDY.encode()
    assert mend(store) == ()


def test_what_somebody_saved_meanwhile_is_not_written_over() -> None:
    store = Edited({**SITE, KEY: UNTIDY})
    (change,) = mend(store)
    assert change == Change(KEY, failure=f"{KEY} was changed meanwhile.")
    assert b"Mine." in MemoryStore.read(store, KEY)


def test_a_file_that_goes_is_told() -> None:
    (change,) = mend(Vanishing({**SITE, KEY: UNTIDY}))
    assert change == Change(KEY, failure=f"There is no file {KEY}.")
