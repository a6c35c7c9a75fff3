"""What writes into a site: a new site, a new topic, a caption file brought in.

Nothing that exists is overwritten, and files are written whole or not at all.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from server.captions import Captions, read, write
from server.captions.formats import READABLE
from server.languages import Language
from server.problems import LegendaError, NotFound, Severity, nearest
from server.site.loading import RESERVED, SLUG
from server.storage.folder import FolderStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from server.problems import Problem
    from server.storage import Store

SITE = """\
name = {name}
language = "en"
languages = ["en"]
# logo = "logo.svg"         a picture in templates/

# [colours.light]
# link = "#075656"
# [colours.dark]
# link = "#83dbd2"

[tagline]
en = "Captioned videos, and texts to go with them"

[important]
en = "This site gives information, not personal advice. In an emergency call your local number."
"""

TOPIC = """\
+++
title = {title}
summary = "What this page answers, in one or two sentences."
reviewed = {today}
# videos = ["my-video"]     the name of a folder in media/

# [[help]]
# name = "An organisation"
# purpose = "What it helps with"
# phone = "0000 000 000"
# link = "https://www.example.org/"
+++

The answer in short.

## A first heading

Write in Markdown. To add a video, make a folder `media/my-video`, put the file into it with a
`video.toml`, and name it above. Its captions are `captions/my-video/en.vtt`.

::: questions
### A question people ask?

Its answer.
:::
"""

TEMPLATE = """\
{{% extends "default:{name}" %}}

{{# This site's own {name}. It starts as ours; replace any block:
   {blocks}
   What `page` holds is described in docs/templates.md. #}}
"""


THEME = """\
/* This site's own styles. The layer `theme` comes last, so that nothing here has to outbid ours.
   Colours and a logo are said in site.toml. Properties are listed in docs/owners.md. */
@layer theme {
  :root {
    /* --heading: Georgia, serif; */
    /* --radius: 0; */
  }
}
"""


class Refused(LegendaError):
    """What was asked for would lose or spoil something; carries the problems that say why."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def new_site(folder: Path) -> tuple[str, ...]:
    """Make the folder of a site with one topic, ready to serve; the keys written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} exists already and is not empty; choose another name.")
    folder.mkdir(parents=True, exist_ok=True)
    store = FolderStore(folder)
    store.write("site.toml", SITE.format(name=_quoted(_title(folder.resolve().name))).encode())
    for part in ("media", "captions"):
        store.write(f"{part}/README.md", _README[part].encode())
    return ("site.toml", new_topic(store, "welcome", Language("en")), "media/", "captions/")


_README = {
    "media": """\
A folder for each video: `<video>/video.toml` with a title and a language, and beside it the files:
`720p.mp4`, `poster.webp`. Pictures for topics lie in `images/`.
""",
    "captions": """\
A folder for each video, named as in `media/`: `<video>/<language>.vtt`, such as `my-video/en.vtt`.
`legenda import` brings files of other formats in.
""",
}


def new_topic(store: Store, slug: str, language: Language) -> str:
    """Write a topic to begin with; its key."""
    if not SLUG.fullmatch(slug):
        raise Refused(f"“{slug}” is no name of a topic; expected a-z, 0-9 and -: getting-help.")
    if slug in RESERVED:
        raise Refused(f"The page “{slug}” is there already; choose another name.")
    key = f"topics/{slug}.{language}.md"
    _must_be_new(store, key)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    store.write(key, TOPIC.format(title=_quoted(_title(slug)), today=today.isoformat()).encode())
    return key


def new_template(store: Store, name: str, ours: Store) -> str:
    """Write a template that replaces ours: a page extends it, a component is copied; its key.

    `theme.css` is one that we have not: styles of the site's own, to begin with.
    """
    if name in ("theme", "theme.css"):
        _must_be_new(store, "templates/theme.css")
        store.write("templates/theme.css", THEME.encode())
        return "templates/theme.css"
    names = sorted(key for key in ours.keys() if key.endswith((".html", ".css", ".svg")))
    if f"{name}.html" in names:
        name = f"{name}.html"
    if name not in names:
        raise NotFound(f"There is no template {name}. {nearest(name, names)}")
    key = f"templates/{name}"
    _must_be_new(store, key)
    content = ours.read(name)
    if "/" not in name and name.endswith(".html"):
        blocks = dict.fromkeys(re.findall(r"{%-?\s*block (\w+)", content.decode()))
        base = re.findall(r"{%-?\s*block (\w+)", ours.read("base.html").decode())
        found = ", ".join(dict.fromkeys((*blocks, *base)))
        content = TEMPLATE.format(name=name, blocks=found).encode()
    store.write(key, content)
    return key


def import_captions(
    store: Store,
    file: Path,
    *,
    video: str,
    language: Language,
    kind: str = "",
    replace: bool = False,
) -> tuple[str, Captions, tuple[Problem, ...]]:
    """Bring a caption file in as WebVTT; its key, its cues and what was odd in it.

    Raises `Refused` where it has errors, where the video does not exist, or the track does.
    """
    videos = {key.split("/")[1] for key in store.keys("media") if key.endswith("/video.toml")}
    if video not in videos:
        raise NotFound(f"There is no video “{video}”. {nearest(video, videos)}".strip())
    stem = f"captions/{video}/{language}{'.' + kind if kind else ''}"
    key = f"{stem}.vtt"
    for there in store.keys(f"captions/{video}"):
        if there.rpartition(".")[0] == stem and not (replace and there == key):
            raise Refused(f"{there} exists already; nothing was written.")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NotFound(f"{file} cannot be read: {error.strerror}.") from error
    suffix = file.suffix.lower().lstrip(".")
    captions, problems = read(content, suffix if suffix in READABLE else None)
    found = tuple(problem.at(str(file)) for problem in problems)
    if not captions.cues or any(one.severity is Severity.ERROR for one in found):
        raise Refused(f"{file} was not brought in: it has errors.", found)
    store.write(key, content if suffix == "vtt" else write(captions, "vtt"))
    return key, captions, found


def _must_be_new(store: Store, key: str) -> None:
    try:
        store.stat(key)
    except NotFound:
        return
    raise Refused(f"{key} exists already; nothing was written.")


def _title(name: str) -> str:
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:] or "A site"


def _quoted(text: str) -> str:
    """`text` as a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", escaped) + '"'
