"""The documentation says what the code does: keys, commands, fields, rules, links, examples."""

from __future__ import annotations

import argparse
import ast
import dataclasses
import importlib
import inspect
import re
import struct
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import pytest

from server.captions.mending import RULES as MENDING_RULES
from server.captions.rules import RULES as READING_RULES
from server.cli import _parser
from server.site import model
from server.site.checking import Reference
from server.site.config import SiteMatter
from server.site.conformance.criteria import StatementMatter
from server.site.loading import load
from server.site.matter import read_matter
from server.site.quality import QualityMatter
from server.site.rules import RULES as SITE_RULES
from server.site.topics import HelpMatter, LinkMatter, TopicMatter
from server.site.videos import TrackMatter, TracksMatter, VideoMatter
from server.storage.memory import MemoryStore
from server.web import guide, guide_views, practice, preferences, search_parts, video_parts, views
from server.web.rules import RULES as WEB_RULES
from server.web.theme import OURS, Theme
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydantic import BaseModel

DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _rows(text: str) -> Iterator[list[str]]:
    """The rows of every table, as their cells."""
    for line in text.splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def _names(text: str) -> set[str]:
    """What stands as code in the first cells of tables."""
    return {name for row in _rows(text) for name in re.findall(r"`([^`]+)`", row[0])}


# Keys


KEYS = [
    (QualityMatter, "docs/authors.md", "## The quality of captions"),
    (TopicMatter, "docs/authors.md", "### The settings"),
    (HelpMatter, "docs/authors.md", "### Find help: `[[help]]`"),
    (LinkMatter, "docs/authors.md", "### Useful links: `[[links]]`"),
    (VideoMatter, "docs/authors.md", "## A video"),
    (TrackMatter, "docs/authors.md", "### Who made them: `tracks.toml`"),
    (StatementMatter, "docs/authors.md", "### What a person has decided: `[verdicts]`"),
    (SiteMatter, "docs/owners.md", "## The settings: `site.toml`"),
    (guide.GuideMatter, "docs/owners.md", "### The guide"),
    (guide.PlayerMatter, "docs/owners.md", "### The guide"),
    (guide.StepMatter, "docs/owners.md", "### The guide"),
    (guide.WordsMatter, "docs/owners.md", "### The guide"),
]


@pytest.mark.parametrize(
    ("matter", "page", "heading"), KEYS, ids=lambda value: getattr(value, "__name__", "in")
)
def test_every_key_that_may_be_written_has_a_row(matter: type[BaseModel], page: str, heading: str):
    section = _text(page).partition(f"\n{heading}\n")[2].partition("\n#")[0]
    assert section, f"{page} needs the heading {heading}"
    written = {name.strip("[]").rpartition(".")[2] for name in _names(section)}
    assert matter.model_fields.keys() - written == set(), f"{page}, {heading}, needs rows for these"


@pytest.mark.parametrize("part", get_args(model.Part))
def test_every_part_of_a_page_is_named(part: str):
    assert f"`{part}`" in _text("docs/authors.md")


# Commands


def _commands(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, str]]:
    """Each command and each of its options: `("new topic", "--site")`."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield f"{name} {word}".strip(), ""
                yield from _commands(below, f"{name} {word}".strip())
        elif action.option_strings and not isinstance(action, argparse._HelpAction):
            yield name, action.option_strings[-1]


def test_every_command_and_option_has_a_row():
    told: set[tuple[str, str]] = set()
    command = ""
    for first, *rest in _rows(_text("docs/owners.md")):
        if named := re.match(r"`legenda (--\w+|[a-z]+(?: [a-z]+)?)", first):
            option = named[1].startswith("--")
            told.add(("", named[1]) if option else (named[1], ""))
        elif rest and (option := re.match(r"`(--[a-z-]+)", rest[0])):
            command = first.strip("`") or command
            told.add((command, option[1]))
    known = {pair for pair in _commands(_parser()) if pair not in {("new", ""), ("captions", "")}}
    assert known - told == set(), "docs/owners.md needs rows for these"
    assert told - known == set(), "docs/owners.md has rows for what is not there"


# Templates


def _classes() -> list[type]:
    """Every dataclass a template can meet."""
    transcript = importlib.import_module("server.captions.transcript")
    below = (
        *(model.Topic, model.Help, model.Link, model.Track, guide.Player, guide.Step),
        *(transcript.Transcript, transcript.TranscriptSection, transcript.Paragraph),
        *(transcript.Line, transcript.Part),
        *(guide_views.GuideView, guide_views.DeviceLink, practice.Practice),
    )
    own = (
        one
        for module in (views, video_parts, search_parts)
        for _, one in inspect.getmembers(module, dataclasses.is_dataclass)
        if one.__module__ == module.__name__
    )
    return [*own, *below]


@pytest.mark.parametrize("value", _classes(), ids=lambda value: value.__name__)
def test_every_field_a_template_can_use_has_a_row_with_its_type(value: type):
    section = re.search(
        rf"^### {value.__name__}\n(.*?)(?=^##|\Z)", _text("docs/templates.md"), re.M | re.S
    )
    assert section, f"docs/templates.md needs a section ### {value.__name__}"
    told = {row[0].strip("`"): row[1].strip("`") for row in _rows(section[1])}
    fields = {name: kind.replace(" | ", " or ") for name, kind in value.__annotations__.items()}
    assert {name: told.get(name) for name in fields} == fields
    assert told.keys() - fields.keys() <= {"field", "---"}


def test_every_preference_has_a_row_with_all_that_it_may_be():
    section = _text("docs/templates.md").partition("\n## Preferences\n")[2].partition("\n## ")[0]
    told = {row[0].strip("`"): row[1] for row in _rows(section)}
    assert set(preferences.NAMES) - told.keys() == set(), "docs/templates.md needs rows for these"
    for name, (least, most) in preferences.LIMITS.items():
        assert told[name] == f"{least} to {most}", name
    for name, words in preferences.CHOICES.items():
        named = [word.strip("`") for word in told[name].split(", ")]
        assert named == [word or "empty" for word in words], name


def test_every_filter_function_block_and_component_of_templates_has_a_row():
    from jinja2 import Environment

    jinja = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    ours = Theme().environment(Theme().languages[0])
    needed = {*ours.filters} - {*jinja.filters} | {*ours.globals} - {*jinja.globals} | {"_"}
    needed |= set(re.findall(r"{%-?\s*block (\w+)", (OURS / "base.html").read_text("utf-8")))
    needed |= {folder.name for folder in (OURS / "components").iterdir() if folder.is_dir()}
    told = {name.partition("(")[0] for name in _names(_text("docs/templates.md"))}
    assert needed - told == set(), "docs/templates.md needs rows for these"


def test_every_property_an_owner_is_told_to_set_is_used():
    styles = "".join(path.read_text("utf-8") for path in OURS.rglob("*.css"))
    told = {
        name for name in _names(_text("docs/owners.md")) if re.fullmatch(r"--[a-z]+(-\w+)*", name)
    }
    told -= {option for _, option in _commands(_parser())}
    assert told >= {"--link", "--paper"}
    assert {name for name in told if f"var({name}" not in styles} == set()


# Problems


def _rules(paths: Iterable[Path]) -> set[str]:
    """The ids that code gives to `Problem(rule=…)`, directly or through a function `report`."""
    found: set[str] = set()
    for path in paths:
        tree = ast.parse(path.read_text("utf-8"))
        through = {
            node.name: [argument.arg for argument in node.args.args if argument.arg != "self"]
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
            and any(argument.arg == "rule" for argument in node.args.args)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [word.value for word in node.keywords if word.arg == "rule"]
            if name in through and not given:
                given = [node.args[through[name].index("rule")]]
            for value in given:
                found |= _ids(value, path)
    return found


def _ids(value: ast.expr, path: Path) -> set[str]:
    match value:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=other):
            return _ids(body, path) | _ids(other, path)
        case ast.Name(id="rule"):
            return set()  # the function that hands it on
        case ast.JoinedStr() if ast.unparse(value) == "f'{one.to}-missing'":
            kinds = get_args(inspect.get_annotations(Reference, eval_str=True)["to"])
            return {f"{kind}-missing" for kind in kinds}
    raise AssertionError(f"{path.name}:{value.lineno}: this test cannot read which rule this is")


def test_every_rule_has_a_row_and_every_row_a_rule():
    code = [*(ROOT / "server/site").glob("*.py"), *(ROOT / "server/web").glob("*.py")]
    rows = [row for row in _rows(_text("docs/problems.md")) if row[1] in ("error", "warning")]
    told = {row[0].strip("`"): (row[1], row[2].replace("`", "")) for row in rows}
    found = _rules(code)
    ours, captions = {**SITE_RULES, **WEB_RULES}, {**READING_RULES, **MENDING_RULES}
    known = {**ours, **captions}
    assert len(found) > 20
    assert found == ours.keys(), "RULES in site/rules.py or web/rules.py needs these, or has more"
    assert known.keys() - told.keys() == set(), "docs/problems.md needs rows for these"
    assert told.keys() - known.keys() == set(), "docs/problems.md has rows for what is not there"
    wrong = {rule for rule, row in known.items() if told[rule][0] != row.severity}
    assert wrong == set(), "docs/problems.md has another severity than the code"
    wrong = {rule for rule, row in ours.items() if told[rule][1] != row.reason}
    assert wrong == set(), "docs/problems.md says of these something else than RULES"


def test_the_page_about_quality_is_written_from_the_table():
    script = [sys.executable, str(ROOT / "scripts/write_quality_docs.py"), "--check"]
    ran = subprocess.run(script, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


# The tree


def test_every_module_of_site_and_web_is_in_the_tree():
    tree = _text("docs/developers.md").partition("## The tree")[2].partition("\n## ")[0]
    for part in ("site", "web"):
        below = tree.partition(f"\n  {part}/ ")[2]
        for path in (ROOT / "server" / part).glob("[!_]*.py"):
            assert f"\n    {path.name} " in below, f"docs/developers.md needs {part}/{path.name}"


# Links


def _links() -> list[tuple[str, str]]:
    found = []
    for page in DOCS:
        prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))
        for address in re.findall(r"\]\(([^)\s]+)\)", prose):
            if not re.match(r"[a-z]+:", address):
                found.append((page.relative_to(ROOT).as_posix(), address))
    return found


def _anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text("utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize(("page", "address"), _links())
def test_a_link_leads_to_a_file_and_a_heading(page: str, address: str):
    path, _, anchor = address.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists(), f"{page} links to {address}"
    assert not anchor or anchor in _anchors(target), f"{page} links to {address}"


# Examples


def _examples(info: str) -> list[str]:
    """The blocks of code whose opening line says `info`, or whose text begins with it."""
    found = []
    for page in DOCS:
        for indent, said, code in FENCE.findall(page.read_text("utf-8")):
            if said == info or (info == "+++" and code.startswith("+++")):
                found.append(re.sub(f"^{indent}", "", code, flags=re.MULTILINE))
    return found


@pytest.mark.parametrize("text", _examples("+++"))
def test_an_example_of_a_topic_loads_without_problems(text: str):
    image = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 360) + bytes(9)
    files: dict[str, bytes | str] = {"topics/example.en.md": text}
    for slug in {*re.findall(r"\]\(([a-z-]+)(?:#\w+)?\)", text), *_listed(text, "related")}:
        files[f"topics/{slug}.en.md"] = '+++\ntitle = "Another"\n+++\n'
    for video in _listed(text, "videos"):
        files[f"media/{video}/video.toml"] = (
            'title = "A video"\nlanguage = "en"\nembed = "youtube:20SHvU2PKsM"\n'
        )
    for source in re.findall(r"\]\(\.\./(media/[^\s)]+)", text):
        files[source] = image
    site, problems = load(MemoryStore(files))
    assert [str(problem) for problem in problems] == []
    assert [topic.title for topic in site.topics if topic.slug == "example"]


def _listed(text: str, key: str) -> list[str]:
    found = re.search(rf"^{key} = \[(.*)\]$", text, re.MULTILINE)
    return re.findall(r'"([^"]+)"', found[1]) if found else []


SETTINGS = {
    "toml video.toml": VideoMatter,
    "toml tracks.toml": TracksMatter,
    "toml site.toml": SiteMatter,
    "toml players.toml": guide.PlayersMatter,
    "toml guide": guide.GuideMatter,
}


@pytest.mark.parametrize(
    ("matter", "text"),
    [(matter, text) for info, matter in SETTINGS.items() for text in _examples(info)],
)
def test_an_example_of_settings_is_valid(matter: type[BaseModel], text: str):
    value, problems = read_matter(text, matter)
    assert problems == ()
    assert value is not None


def test_every_picture_of_the_design_is_shown_and_they_are_small():
    shown = set(re.findall(r"!\[[^\]]+\]\(([\w-]+\.png)\)", _text("docs/design/README.md")))
    drawn = {path.name: path.stat().st_size for path in (ROOT / "docs/design").glob("*.png")}
    names = re.findall(r'^    "([\w-]+)": Picture\(', _text("scripts/draw_design.py"), re.M)
    assert shown == drawn.keys() == {f"{name}.png" for name in names}
    assert sum(drawn.values()) < 3_000_000


def test_there_are_examples_of_everything():
    assert len(_examples("+++")) >= 2
    assert all(_examples(info) for info in SETTINGS)
