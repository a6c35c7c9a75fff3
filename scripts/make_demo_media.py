"""Makes the demo's videos, sounds, pictures and captions from the words in scripts/demo/*.toml.

Needs, on Debian:  apt install flite fonts-lato
and in Python:     pip install av skia-python

    python scripts/make_demo_media.py                  everything (some five minutes)
    python scripts/make_demo_media.py finding-help     one item, or "images" or "intro"
    python scripts/make_demo_media.py --words          captions and video.toml only

Every file is written beside its place and moved there when whole.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded only after we have said what is missing
    import skia
    from demo.film import Frame
    from demo.timing import Timeline
    from demo.words import Item

ROOT = Path(__file__).resolve().parent.parent
WORDS = Path(__file__).resolve().parent / "demo"
ITEMS = ("ketamine-basics", "finding-help", "calm-breathing")
LIMITS = {".mp4": 1_500_000, ".m4a": 700_000, ".webp": 60_000}  # bytes, for files in a repository

INTRO = """\
title = "Introduction to Web Accessibility and W3C Standards"
language = "en"
credits = "W3C Web Accessibility Initiative (WAI)"
rights = "Belongs to the W3C. It is shown by YouTube's player and is not copied here."
duration = 243
embed = "youtube:20SHvU2PKsM"
"""


def main() -> int:
    """Makes what the command line names; returns the exit code."""
    arguments = _arguments()
    if missing := list(_missing()):
        print("This script needs:", *missing, sep="\n  ", file=sys.stderr)
        return 1
    for name in arguments.names or [*ITEMS, "images", "intro"]:
        if name == "images":
            make_images()
        elif name == "intro":
            write(ROOT / "media/captions-intro/video.toml", INTRO)
        else:
            make_item(name, words_only=arguments.words)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Makes the demo's media and captions.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="an item, or images, or intro")
    parser.add_argument("--words", action="store_true", help="no sound and no pictures")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - {*ITEMS, "images", "intro"}:
        parser.error(
            f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(ITEMS)}, images, intro"
        )
    return arguments


def _missing() -> Iterator[str]:
    if not shutil.which("flite"):
        yield "flite                (apt install flite)"
    if not _has_font("Lato"):
        yield "the typeface Lato    (apt install fonts-lato)"
    for module, package in (("av", "av"), ("skia", "skia-python")):
        try:
            __import__(module)
        except ImportError:
            yield f"the package {package}  (pip install {package})"


def _has_font(family: str) -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", family], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def make_item(name: str, *, words_only: bool) -> None:
    """All files of one video or audio item."""
    from demo import timing, tracks, words

    item = words.read_item(WORDS / f"{name}.toml")
    print(f"{name}: speaking")
    times = timing.timeline(item)
    print(f"{name}: {times.length:.1f} seconds, {len(times.lines)} cues")
    for file, text in tracks.files(item, times).items():
        write(ROOT / "captions" / name / file, text)
    folder = ROOT / "media" / name
    write(folder / "video.toml", _about(item))
    if words_only:
        return
    if item.audio_only:
        _make_audio(item, times, folder)
    else:
        _make_video(item, times, folder)


def _make_audio(item: "Item", times: "Timeline", folder: Path) -> None:
    from demo import encoding, timing

    tracks = {"audio.m4a": timing.narration(item, times)}
    if item.background:
        tracks["audio.clear.m4a"] = timing.clear(item, times)
    for file, track in tracks.items():
        write_with(folder / file, partial(encoding.audio_file, track))


def _make_video(item: "Item", times: "Timeline", folder: Path) -> None:
    from demo import encoding, timing
    from demo.film import Film

    film = Film(times)
    write_image(folder / "poster.webp", film.picture(item.poster))
    tracks = {"720p.mp4": timing.narration(item, times)}
    if item.described:
        tracks["720p.described.mp4"] = timing.described(item, times)
    with tempfile.TemporaryDirectory() as temporary:
        silent = Path(temporary) / "film.mp4"
        encoding.film_file(_counted(film.frames(), item.id), silent)
        for file, track in tracks.items():
            write_with(folder / file, partial(encoding.video_file, silent, track))


def _counted(frames: "Iterator[Frame]", name: str) -> "Iterator[Frame]":
    for number, frame in enumerate(frames):
        if number % 250 == 0:
            print(f"{name}: drawing second {number // 25}")
        yield frame


def _about(item: "Item") -> str:
    lines = [
        f'title = "{item.title}"',
        'language = "en-GB"',
        f'credits = "{item.credits}"',
        f'rights = "{item.rights}"',
        "",
        "[titles]",
        *(f'{language} = "{title}"' for language, title in item.titles.items()),
    ]
    return "\n".join(lines) + "\n"


def make_images() -> None:
    """The pictures for topics."""
    from demo import pictures

    for name in pictures.PICTURES:
        write_image(ROOT / "media" / "images" / f"{name}.webp", pictures.picture(name))


def write_image(path: Path, image: "skia.Image") -> None:
    """A WebP file of `image`."""
    import skia

    write(path, bytes(image.encodeToData(skia.kWEBP, 84)))


def write(path: Path, content: str | bytes) -> None:
    """A file with this content."""
    whole = content.encode() if isinstance(content, str) else content
    write_with(path, lambda temporary: temporary.write_bytes(whole))


def write_with(path: Path, make: Callable[[Path], object]) -> None:
    """`make` writes a file beside `path`, which is then moved there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        make(temporary)
        size = temporary.stat().st_size
        if size > LIMITS.get(path.suffix, size):
            raise SystemExit(f"{path}: {size} bytes, at most {LIMITS[path.suffix]} were expected")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    print(f"  {path.relative_to(ROOT)}  {size:,} bytes")


if __name__ == "__main__":
    sys.exit(main())
