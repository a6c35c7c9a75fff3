"""The commands that listen, with the extra `audio`: captions sync, coverage, align, transcribe."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from server.captions import WRITABLE, About, Captions, Cue, plain_text, write
from server.captions.cuetext import escaped
from server.captions.segmentation import is_sound, lines, segmented, timed
from server.cli.arguments import add_site, tag
from server.cli.caption_files import read_file, write_file
from server.problems import ConfigError, NotFound, Severity, Unavailable
from server.site import listening
from server.site.authoring import Refused
from server.site.loading import captions as track_captions
from server.site.videos import read_videos
from server.storage import open_store
from server.storage.folder import FolderStore
from server.terminal import amount, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from server.audio.coverage import Coverage
    from server.cli.arguments import Commands
    from server.cli.caption_files import CaptionFile
    from server.languages import Language

PICTURES = ("svg", "html")


def add_captions(kinds: Commands) -> None:
    """Add these commands to `legenda captions`."""
    sync = kinds.add_parser("sync", help="put the times of captions right by the speech")
    sync.set_defaults(command=_sync)
    sync.add_argument("file", metavar="FILE")
    sync.add_argument("--video", required=True, metavar="ID")
    sync.add_argument("--output", metavar="FILE", help="where to write what was put right")
    sync.add_argument("--replace", action="store_true", help="write over FILE")
    _add_picture(sync)
    add_site(sync)

    coverage = kinds.add_parser("coverage", help="find speech without captions, and the reverse")
    coverage.set_defaults(command=_coverage)
    coverage.add_argument(
        "target", nargs="?", metavar="SITE|FILE", help="a site; with --video, a caption file"
    )
    coverage.add_argument("--video", metavar="ID")
    _add_picture(coverage)
    add_site(coverage)

    align = kinds.add_parser("align", help="make captions from a script, timed by the speech")
    align.set_defaults(command=_align)
    align.add_argument("text", metavar="TEXT", help="a plain text file of all that is said")
    align.add_argument("--video", required=True, metavar="ID")
    align.add_argument("--language", required=True, type=tag, metavar="TAG")
    align.add_argument("--with", dest="by", choices=("pocketsphinx", "espeak-ng"))
    align.add_argument("--output", metavar="FILE", help="else the standard output")
    add_site(align)

    transcribe = kinds.add_parser("transcribe", help="use a transcriber that you installed")
    transcribe.set_defaults(command=_transcribe)
    transcribe.add_argument("--video", metavar="ID", help="else the transcribers are listed")
    transcribe.add_argument("--language", type=tag, metavar="TAG", help="else the video's")
    transcribe.add_argument("--with", dest="by", metavar="NAME")
    transcribe.add_argument("--output", metavar="FILE", help="else the standard output")
    add_site(transcribe)


def _add_picture(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--picture", metavar="FILE", help="draw it: .svg, or .html with a table")


def _sync(asked: argparse.Namespace) -> int:
    if asked.output and asked.replace:
        raise ConfigError("Say --output or --replace, not both.")
    output = asked.file if asked.replace else asked.output
    # Listening takes long: what can be refused without it is refused first.
    _must_be_drawable(asked.picture)
    if output:
        _must_be_writable(Path(output), replace=asked.replace)
    file = _read(asked.file)
    captions = file.captions
    if asked.replace:
        file.must_survive(file.format)
    store = open_store(asked.site)
    heard = listening.heard_in(store, listening.video_of(store, asked.video))
    found = listening.fitted(captions, heard)
    print(
        f"offset {found.offset:+d} ms, factor {found.factor:.5f}, "
        f"confidence {found.confidence:.2f}, starts within {found.starts} ms (median)"
    )
    if not found.sure:
        raise Refused(
            "That is not sure enough to act on; nothing was written. Are these the captions of "
            "this video, with cues for most of what is said?"
        )
    mended = listening.mended(captions, found)
    if asked.picture:
        _draw(asked.picture, listening.covered(mended, heard), mended, asked.video)
    if output:
        over = asked.replace
        write_file(mended, _suffix(output), output, of=asked.file, over=over, about=About())
        if lost := len(captions.cues) - len(mended.cues):
            tell(f"Left out, as they would be over before the beginning: {amount(lost, 'cue')}.")
    else:
        tell("Nothing was written; say --output FILE, or --replace to write over the file.")
    return 0


def _coverage(asked: argparse.Namespace) -> int:
    _must_be_drawable(asked.picture)
    found = list(_covered(asked))
    if not found:
        raise NotFound("No video here has both a media file and captions of what is spoken.")
    if asked.picture and len(found) > 1:
        raise ConfigError("A picture is of one video; say which with --video ID.")
    for name, captions, coverage in found:
        _tell_coverage(name, captions, coverage)
        if asked.picture:
            _draw(asked.picture, coverage, captions, name)
    return 1 if any(coverage.differences for _, _, coverage in found) else 0


def _covered(asked: argparse.Namespace) -> Iterator[tuple[str, Captions, Coverage]]:
    """Each file of captions asked for, and how it covers the speech."""
    if asked.video:
        store = open_store(asked.site)
        videos = [listening.video_of(store, asked.video)]
    else:
        store = open_store(asked.target or asked.site)
        videos = [video for video in read_videos(store)[0] if listening.can_be_heard(video)]
    for video in videos:
        track = listening.spoken_track(video)
        if asked.video and asked.target:
            name, captions = asked.target, _read(asked.target).captions
        elif track:
            name, captions = track.key, track_captions(store, track)
        else:
            continue
        yield name, captions, listening.covered(captions, listening.heard_in(store, video))


def _tell_coverage(name: str, captions: Captions, coverage: Coverage) -> None:
    from server.audio.timeline import differences, summary

    print(f"{name}: {summary(coverage)}")
    for start, end, what, text in differences(coverage, _texts(captions)):
        print(f"  {start:>9} – {end:>9}  {what}{f': {text}' if text else ''}")


def _texts(captions: Captions) -> list[str]:
    return [" ".join(plain_text(cue.text).split()) for cue in listening.spoken_cues(captions)]


def _must_be_drawable(path: str | None) -> None:
    if path and _suffix(path) not in PICTURES:
        raise ConfigError(f"“{path}” is no picture; expected a name that ends in .svg or .html.")


def _draw(path: str, coverage: Coverage, captions: Captions, name: str) -> None:
    from server.audio.timeline import page, svg

    suffix = _suffix(path)
    title = f"Speech and captions: {name}"
    texts = _texts(captions)
    drawn = (
        svg(coverage, title=title) if suffix == "svg" else page(coverage, title=title, texts=texts)
    )
    _save(Path(path), drawn.encode())


def _align(asked: argparse.Namespace) -> int:
    from server.audio import aligned

    if asked.output:
        _must_be_writable(Path(asked.output))
    script = _script(Path(asked.text))
    texts = segmented(script)
    if not texts:
        raise NotFound(f"There is no text in {asked.text}.")
    if sounds := sum(is_sound(part) for part in script.split("\n\n")):
        tell(f"{sounds} sounds in brackets are left out: nobody says them. Add their cues by hand.")
    store = open_store(asked.site)
    heard = listening.sound_of(store, listening.video_of(store, asked.video))
    times = aligned(lines(texts), heard, language=str(asked.language), by=asked.by)
    _give(asked.output, timed(texts, times), asked.language)
    return 0


def _script(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Unavailable(f"{path} is not UTF-8; save it as UTF-8.") from None


def _transcribe(asked: argparse.Namespace) -> int:
    from server.audio import transcribed, transcribers

    known = transcribers()
    for name, entry in sorted(known.items()):
        tell(f"{name}: {entry.value}")
    if not known:
        raise NotFound(
            "No transcriber is installed, and none comes with Legenda. docs/developers.md says "
            "what a package must have to be one."
        )
    if not asked.video:
        return 0
    by = asked.by or (next(iter(known)) if len(known) == 1 else None)
    if not by:
        raise ConfigError("There are several transcribers; say which with --with NAME.")
    if asked.output:
        _must_be_writable(Path(asked.output))
    store = open_store(asked.site)
    video = listening.video_of(store, asked.video)
    language = asked.language or video.language
    cues = transcribed(listening.sound_of(store, video), language=str(language), by=by)
    if not cues:
        raise NotFound(f"{by} heard no words.")
    made = tuple(Cue(start, end, escaped(text)) for start, end, text in cues)
    _give(asked.output, made, language)
    return 0


def _read(name: str) -> CaptionFile:
    file = read_file(name)
    if not file.captions.cues or any(it.severity is Severity.ERROR for it in file.problems):
        raise Refused(f"{name} has errors; mend them first.")
    return file


def _give(output: str | None, cues: tuple[Cue, ...], language: Language) -> None:
    captions = Captions(cues)
    if output:
        about = About(language=language)
        write_file(captions, _suffix(output), output, of=output, over=False, about=about)
    else:
        sys.stdout.write(write(captions).decode())


def _suffix(path: str | Path) -> str:
    return Path(path).suffix.lower().lstrip(".")


def _must_be_writable(path: Path, *, replace: bool = False) -> None:
    if _suffix(path) not in WRITABLE:
        raise ConfigError(f"“{path}” says no format; expected one of {', '.join(WRITABLE)}.")
    if path.exists() and not replace:
        raise Refused(f"{path} exists already; nothing was written.")


def _save(path: Path, content: bytes) -> None:
    """Written whole or not at all."""
    FolderStore(path.parent).write(path.name, content)
