"""The contract of a store, over every back-end; and what a folder alone must withstand."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server.problems import NotFound, Unavailable
from server.storage import clean_key, open_store
from server.storage.folder import FolderStore
from server.storage.memory import MemoryStore

if TYPE_CHECKING:
    from server.storage import Store

HOSTILE = [
    line.encode("ascii", "backslashreplace").decode("unicode_escape")
    for line in (Path(__file__).parent / "cases/hostile-keys.txt").read_text("utf-8").splitlines()
    if line and line[0] != "#"
]


@pytest.fixture(params=["a folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each kind; beside the folder lies a secret."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "site").mkdir()
    return FolderStore(tmp_path / "site") if request.param == "a folder" else MemoryStore()


def test_what_is_written_is_read_again(store: Store) -> None:
    store.write("topics/a.en.md", b"one\0\xff")
    assert store.read("topics/a.en.md") == b"one\0\xff"
    with store.open("topics/a.en.md") as file:
        file.seek(3)
        assert file.read() == b"\0\xff"


def test_what_is_known_of_a_file_is_known_without_reading_it(store: Store) -> None:
    store.write("a.txt", b"12345")
    found = store.stat("a.txt")
    assert (found.key, found.size) == ("a.txt", 5)
    assert found.modified > 1_700_000_000
    assert store.stat("a.txt") == found


def test_a_version_changes_with_the_bytes(store: Store) -> None:
    store.write("a.txt", b"one")
    before = store.stat("a.txt").version
    store.write("a.txt", b"two, longer")
    assert store.stat("a.txt").version != before


def test_what_is_put_behind_a_file_leaves_what_was_there(store: Store) -> None:
    store.write("a.txt", b"one")
    before = store.stat("a.txt").version
    store.append("a.txt", b", two")
    assert store.read("a.txt") == b"one, two"
    assert store.stat("a.txt").version != before


def test_what_is_taken_away_is_not_found(store: Store) -> None:
    store.write("a.txt", b"one")
    store.delete("a.txt")
    assert list(store.keys()) == []
    for do in (store.read, store.stat, store.delete, lambda key: store.append(key, b"more")):
        with pytest.raises(NotFound):
            do("a.txt")


def test_writing_again_replaces_the_whole(store: Store) -> None:
    store.write("a.txt", b"a long text")
    store.write("a.txt", b"short")
    assert store.read("a.txt") == b"short"
    assert list(store.keys()) == ["a.txt"]


def test_keys_come_in_the_same_order_from_every_store(store: Store) -> None:
    for key in ("b.txt", "a/z.txt", "a/b/c.txt", "a-b/a.txt", "a/B.txt", "é.txt"):
        store.write(key, b"")
    found = ["a-b/a.txt", "a/B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "é.txt"]
    assert list(store.keys()) == found


def test_keys_below_a_folder_are_of_that_folder_only(store: Store) -> None:
    for key in ("media/a/1.mp4", "media-old/a/1.mp4", "media.txt", "x/media/1.mp4"):
        store.write(key, b"")
    assert list(store.keys("media")) == ["media/a/1.mp4"]
    assert list(store.keys("absent")) == []


def test_an_absent_file_is_not_found(store: Store) -> None:
    for ask in (store.stat, store.read, store.open, store.path):
        with pytest.raises(NotFound, match=r"There is no file topics/a\.md"):
            ask("topics/a.md")


def test_a_folder_is_no_file(store: Store) -> None:
    store.write("topics/a.md", b"")
    with pytest.raises(NotFound):
        store.read("topics")


@pytest.mark.parametrize("key", [*HOSTILE, "", "a/" * 600 + "b", "x" * 1001])
def test_a_hostile_key_is_no_key_for_reading_or_writing(store: Store, key: str) -> None:
    for ask in (store.stat, store.read, store.open, store.path):
        with pytest.raises(NotFound):
            ask(key)
    with pytest.raises(NotFound):
        store.write(key, b"")
    if key:
        with pytest.raises(NotFound):
            list(store.keys(key))
    assert list(store.keys()) == []


@pytest.mark.parametrize(
    "key", ["a b.txt", "ünï/日本語.vtt", "zh-Hans.vtt", "a..b", "%2e%2e%2fsecret.txt", "console.md"]
)
def test_an_unusual_key_is_still_a_key(store: Store, key: str) -> None:
    assert clean_key(key) == key
    store.write(key, b"x")
    assert list(store.keys()) == [key]
    assert store.read(key) == b"x"


def test_a_name_too_long_for_the_system_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        store.read("x" * 900)


def test_a_store_can_be_the_key_of_a_cache(store: Store) -> None:
    assert {store: 1}[store] == 1


def test_a_file_of_this_machine_has_a_path_and_other_bytes_have_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert FolderStore(tmp_path).path("a.txt") == tmp_path / "a.txt"
    assert MemoryStore({"a.txt": "x"}).path("a.txt") is None


def test_a_folder_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for address in (tmp_path / "absent", tmp_path / "file"):
        with pytest.raises(NotFound, match="There is no folder"):
            open_store(address)


# A folder is left by no link.


def test_a_link_out_of_the_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "site"
    root.mkdir()
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "relative.txt").symlink_to("../secret.txt")
    (root / "folder").symlink_to(tmp_path)
    (root / "media").symlink_to("/etc")
    store = FolderStore(root)
    for key in ("link.txt", "relative.txt", "folder/secret.txt", "media/passwd"):
        with pytest.raises(NotFound):
            store.read(key)
    with pytest.raises(NotFound):
        store.write("folder/new.txt", b"")
    assert list(store.keys()) == list(store.keys("media")) == []
    assert not (tmp_path / "new.txt").exists()


def test_a_folder_beside_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site-secret").mkdir()
    (tmp_path / "site-secret/a.txt").write_text("secret")
    (tmp_path / "site/link").symlink_to(tmp_path / "site-secret")
    with pytest.raises(NotFound):
        FolderStore(tmp_path / "site").read("link/a.txt")


def test_a_link_within_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").symlink_to("a.txt")
    store = FolderStore(tmp_path)
    assert list(store.keys()) == ["a.txt", "b.txt"]
    assert store.read("b.txt") == b"x"


def test_the_folder_itself_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.txt").write_text("x")
    (tmp_path / "site").symlink_to(tmp_path / "real")
    assert FolderStore(tmp_path / "site").read("a.txt") == b"x"


def test_loops_and_broken_links_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    (tmp_path / "broken.txt").symlink_to("absent.txt")
    (tmp_path / "round").mkdir()
    (tmp_path / "round/again").symlink_to(tmp_path / "round")
    store = FolderStore(tmp_path)
    for key in ("loop.txt", "one", "one/a.txt", "broken.txt"):
        with pytest.raises(NotFound):
            store.read(key)
    assert list(store.keys()) == []


def test_what_would_block_its_reader_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.vtt")
    (tmp_path / "zero.vtt").symlink_to("/dev/zero")
    store = FolderStore(tmp_path)
    assert list(store.keys()) == []
    for ask in (store.stat, store.read, store.open, store.path):
        with pytest.raises(NotFound):
            ask("pipe.vtt")


def test_hidden_files_and_names_that_are_no_keys_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden", "a:b.txt", "con.txt", "end.", "a.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("x")
    assert list(FolderStore(tmp_path).keys()) == ["a.txt"]


# A file is written whole or not at all.


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(tmp_path)
    store.write("topics/a.md", b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Unavailable, match=r"topics/a\.md cannot be used: No space left"):
        store.write("topics/a.md", b"new")
    assert store.read("topics/a.md") == b"old"
    assert [path.name for path in (tmp_path / "topics").iterdir()] == ["a.md"]


def test_a_write_that_is_interrupted_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(tmp_path)
    store.write("a.md", b"old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", stop)
    with pytest.raises(KeyboardInterrupt):
        store.write("a.md", b"new")
    assert store.read("a.md") == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_is_not_written_over_a_folder_or_below_a_file(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.write("topics/a.md", b"old")
    for key in ("topics", "topics/a.md/b.md"):
        with pytest.raises(Unavailable, match="cannot be used"):
            store.write(key, b"new")
    assert list(store.keys()) == ["topics/a.md"]


def test_a_file_that_is_written_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    FolderStore(tmp_path).write("ours", b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_file_that_is_written_again_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "ours").write_text("old")
    (tmp_path / "ours").chmod(0o640)
    FolderStore(tmp_path).write("ours", b"new")
    assert (tmp_path / "ours").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == 0o640
