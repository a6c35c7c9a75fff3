"""How long checking many caption files takes: one process beside one for each core, in one run.

    .venv/bin/python benchmarks/checking.py             10,000 files of 60 cues
    .venv/bin/python benchmarks/checking.py 2000 100    so many files of so many cues

Seconds are of the clock, so nothing else should run; where something does, the processor's seconds
say what more several processes cost. Each video has captions and a translation.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from server.captions.timestamps import timestamp
from server.processes import cores
from server.site.checking import checked
from server.site.loading import load
from server.storage import open_store

WORDS = {"en": ("The lamp is on", "and we are at home."), "es": ("La luz arde", "y hay casa.")}


def captions(language: str, cues: int) -> str:
    """A file as authors write them, with something wrong in a few of its cues."""
    first, second = WORDS[language]
    blocks = ["WEBVTT\n"]
    for number in range(cues):
        times = f"{timestamp(number * 4000)} --> {timestamp(number * 4000 + 3000)}"
        fault = " align:middle" if number % 20 == 7 else ""
        blocks.append(f"{times}{fault}\n{first} {number},\n{second}\n")
    return "\n".join(blocks)


def write_site(root: Path, files: int, cues: int) -> None:
    """A site of so many caption files, two for each video."""
    texts = {language: captions(language, cues) for language in WORDS}
    for number in range(files // 2):
        video, folder = root / f"media/v{number}", root / f"captions/v{number}"
        video.mkdir(parents=True)
        folder.mkdir(parents=True)
        (video / "video.toml").write_text(
            f'title = "{number}"\nlanguage = "en"\nembed = "vimeo:1"\n'
        )
        for language, text in texts.items():
            (folder / f"{language}.vtt").write_text(text)


def processor() -> float:
    """The processor's seconds that this process has taken and those it started and that ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(it.ru_utime + it.ru_stime for it in both)


def main(files: int = 10_000, cues: int = 60) -> None:
    """Prints the seconds of each, their ratio, and the most memory that a process took."""
    with TemporaryDirectory() as folder:
        write_site(Path(folder), files, cues)
        store = open_store(folder)
        before = perf_counter()
        site, _ = load(store)
        print(f"{files} files of {cues} cues: read as a site in {perf_counter() - before:.1f} s")
        seconds: list[float] = []
        outcomes = set()
        for processes in dict.fromkeys((1, cores())):
            before, used = perf_counter(), processor()
            outcomes.add(checked(store, site, processes=processes).problems)
            seconds.append(perf_counter() - before)
            used = processor() - used
            print(f"checked by {processes} in {seconds[-1]:.1f} s, {used:.1f} s of the processor")
        if len(outcomes) != 1:
            sys.exit("The outcome is another with several processes.")
        print(f"ratio {seconds[0] / seconds[-1]:.2f}, {len(outcomes.pop())} problems")
        for who, name in ((resource.RUSAGE_SELF, "this one"), (resource.RUSAGE_CHILDREN, "others")):
            print(f"most memory, {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
