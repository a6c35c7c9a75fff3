"""Markdown to safe HTML.

Knows CommonMark (markdown-it-py) and the few things topics add to it; does not know which topics,
images or videos exist: it is told by `Images`, and reports the topics a text links to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

from server.problems import Problem
from server.site import writing
from server.site.writing import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

# The ids a page uses for its own parts.
RESERVED = frozenset(
    {
        *("main", "contents", "help", "videos", "questions", "links", "related", "important"),
        *("using-captions", "languages", "top"),
    }
)

# What a table says of a column → its class.
COLUMNS = {"center": "column-middle", "right": "column-end"}

# (source as written) → (address, width, height) of an image that exists.
Images = Callable[[str], tuple[str, int, int] | None]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `title` and `body` are safe HTML."""

    id: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Article:
    """A topic's text: `lead` before the first heading, sections, questions with their answers."""

    lead: str = ""
    sections: tuple[Section, ...] = ()
    questions: tuple[Section, ...] = ()
    topic_links: tuple[tuple[str, int], ...] = ()


def article(text: str, images: Images) -> tuple[Article, tuple[Problem, ...]]:
    """The body of a topic as HTML, with every problem in it."""
    reader = _Reader(images)
    return reader.article(text), tuple(reader.problems)


def prose(text: str) -> str:
    """Markdown of a setting, such as important information, as HTML; no images, no new ids."""
    return str(_markdown().disable("image").render(text))


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    markdown.use(deflist_plugin)
    markdown.validateLink = _allowed  # type: ignore[method-assign, assignment]
    for cell in ("th_open", "td_open"):
        markdown.add_render_rule(cell, _cell)
    return markdown


def _cell(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """A cell of a table. Where its column stands is a class: pages allow no styles in HTML, and
    what begins on the left of an English page begins on the right of an Arabic one."""
    style = str(tokens[at].attrs.pop("style", ""))
    if column := COLUMNS.get(style.removeprefix("text-align:")):
        tokens[at].attrSet("class", column)
    return renderer.renderToken(tokens, at, options, env)


def _allowed(address: str) -> bool:
    address = address.strip().lower()
    scheme = re.match(r"[^/?#]*?:", address)
    return scheme[0] in SCHEMES if scheme else not address.startswith("//")


class _Reader:
    """One reading of one text: collects problems, ids and links on the way."""

    def __init__(self, images: Images) -> None:
        self.images = images
        self.problems: list[Problem] = []
        self.links: list[tuple[str, int]] = []
        self.ids: set[str] = set(RESERVED)
        self.repeats: dict[str, int] = {}
        self.markdown = _markdown().use(container_plugin, "questions")
        self.markdown.add_render_rule("image", _image)

    def article(self, text: str) -> Article:
        tokens = self.markdown.parse(text)
        self.problems += (*writing.unclosed(tokens, text), *writing.unknown_blocks(tokens))
        self._inspect(tokens)
        main, questions = _apart(tokens)
        self.problems += (*writing.levels(main, first=2), *writing.levels(questions, first=3))
        lead, sections = self._sections(main, "h2", level=0)
        before, answers = self._sections(questions, "h3", level=1)
        if before:
            self._report(
                "question-missing",
                "Text before the first question; expected ### first.",
                writing.line(questions[0]),
            )
        return Article(lead, sections, answers, tuple(self.links))

    def _report(self, rule: str, message: str, line: int) -> None:
        self.problems.append(Problem(rule=rule, message=message, line=line))

    def _sections(
        self, tokens: list[Token], tag: str, *, level: int
    ) -> tuple[str, tuple[Section, ...]]:
        starts = [
            i
            for i, token in enumerate(tokens)
            if token.type == "heading_open" and token.tag <= tag and token.level == level
        ]
        lead = self._html(tokens[: starts[0]] if starts else tokens)
        ends = [*starts[1:], len(tokens)]
        return lead, tuple(
            Section(
                str(tokens[start].attrs["id"]),
                self._html([tokens[start + 1]]),
                self._html(tokens[start + 3 : end]),
            )
            for start, end in zip(starts, ends, strict=False)
        )

    def _html(self, tokens: Sequence[Token]) -> str:
        return str(self.markdown.renderer.render(tokens, self.markdown.options, {}))

    def _inspect(self, tokens: list[Token]) -> None:
        for index, token in enumerate(tokens):
            if token.type != "inline":
                continue
            before = tokens[index - 1]
            if before.type == "heading_open":
                self._name(before, token)
            for child, line in _children(token):
                self._child(child, line)
            if before.type == "paragraph_open" and _is_figure(token):
                before.hidden = tokens[index + 1].hidden = True
                token.children[0].meta["figure"] = True  # type: ignore[index]

    def _name(self, opening: Token, inline: Token) -> None:
        children = inline.children or []
        text = "".join(child.content for child in children).strip()
        own = None
        if children and children[-1].type == "text":
            last = children[-1]
            last.content = last.content.rstrip()
            if own := re.search(r"\{#([\w-]+)\}\Z", last.content):
                last.content = last.content[: own.start()].rstrip()
                text = text[: -len(own[0])].strip()
        if not text:
            message = "A heading without words; expected words after the #."
            self._report("heading-empty", message, writing.line(opening))
        name = own[1] if own else re.sub(r"\W+", "-", text.casefold()).strip("-_") or "section"
        if name in self.ids and own:
            self._report(
                "id-taken",
                f"The id “{name}” is taken, by another heading or by the page; choose another.",
                writing.line(opening),
            )
        opening.attrSet("id", self._free(name))

    def _free(self, name: str) -> str:
        """`name`, with a number where it is taken."""
        free = name
        while free in self.ids:
            self.repeats[name] = self.repeats.get(name, 1) + 1
            free = f"{name}-{self.repeats[name]}"
        self.ids.add(free)
        return free

    def _child(self, child: Token, line: int) -> None:
        if child.type == "image":
            self._picture(child, line)
        elif child.type == "link_open":
            self._link(child, line)
        elif child.type == "text":
            self.problems += writing.text_faults(child.content, at=line)

    def _picture(self, token: Token, line: int) -> None:
        source = str(token.attrs.get("src", ""))
        if not token.content.strip():
            self._report(
                "image-alternative",
                f"The image {source} has no alternative text; expected ![what it shows]({source}).",
                line,
            )
        found = self.images(source)
        if found is None:
            self._report(
                "image-missing",
                f"The image {source} is not there or cannot be read; expected a file below "
                "media/, as in ../media/images/name.webp.",
                line,
            )
            return
        token.attrs["src"], token.meta["size"] = found[0], found[1:]

    def _link(self, token: Token, line: int) -> None:
        address = str(token.attrs.get("href", ""))
        own = re.fullmatch(r"(?:\./)?([\w-]+)(?:\.[\w-]+\.md)?(#\S*)?", address)
        if own:
            self.links.append((own[1], line))
            token.attrs["href"] = own[1] + (own[2] or "")
        elif not re.match(r"[a-zA-Z][\w+.-]*:|[/#?]|\.\./media/", address):
            self.links.append((address, line))  # it looks like a topic, and is none


def _apart(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens outside and inside of `::: questions`."""
    main: list[Token] = []
    questions: list[Token] = []
    inside = 0
    for token in tokens:
        if token.type.startswith("container_questions"):
            inside += token.nesting
        else:
            (questions if inside else main).append(token)
    return main, questions


def _children(inline: Token) -> Iterator[tuple[Token, int]]:
    line = writing.line(inline)
    for child in inline.children or ():
        yield child, line
        line += child.type in ("softbreak", "hardbreak")


def _is_figure(inline: Token) -> bool:
    children = inline.children or []
    return len(children) == 1 and children[0].type == "image"


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    alternative = renderer.renderInlineAsText(token.children, options, env)
    if "size" not in token.meta:  # an image that is not ours is not asked for
        return escape(alternative)
    width, height = token.meta["size"]
    values: Iterable[tuple[str, object]] = (
        ("src", token.attrs["src"]),
        ("alt", alternative),
        ("width", width),
        ("height", height),
        ("loading", "lazy"),
    )
    written = " ".join(f'{name}="{escape(str(value))}"' for name, value in values if value != 0)
    picture = f"<img {written}>"
    if not token.meta.get("figure"):
        return picture
    caption = token.attrs.get("title")
    below = f"<figcaption>{escape(str(caption))}</figcaption>" if caption else ""
    return f"<figure>{picture}{below}</figure>\n"
