"""Front matter and Markdown to safe HTML.

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

from server.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

# What a link in a topic may begin with; anything else stays text.
SCHEMES = ("http:", "https:", "mailto:", "tel:")

# The ids a page uses for its own parts.
RESERVED = frozenset(
    {
        *("main", "contents", "help", "videos", "questions", "links", "related", "important"),
        *("using-captions", "languages", "top"),
    }
)

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


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and how many lines stand before the body's first; matter may be empty."""
    opened = re.match(r"\ufeff?\+\+\+[ \t]*\r?\n", text)
    closed = re.compile(r"^\+\+\+[ \t]*(\r?\n|\Z)", re.M).search(
        text, opened.end() if opened else 0
    )
    if not opened or not closed:
        return "", text.removeprefix("\ufeff"), 0
    return (
        text[opened.end() : closed.start()],
        text[closed.end() :],
        text.count("\n", 0, closed.end()),
    )


def article(text: str, images: Images) -> tuple[Article, tuple[Problem, ...]]:
    """The body of a topic as HTML, with every problem in it."""
    reader = _Reader(images)
    return reader.article(text), tuple(reader.problems)


def prose(text: str) -> str:
    """Markdown of a setting, such as important information, as HTML; no images, no new ids."""
    markdown = _markdown()
    return str(markdown.render(text))


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    markdown.use(container_plugin, "questions")
    markdown.validateLink = _allowed  # type: ignore[method-assign, assignment]
    return markdown


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
        self.markdown = _markdown()
        self.markdown.add_render_rule("image", _image)

    def article(self, text: str) -> Article:
        tokens = self.markdown.parse(text)
        self._inspect(tokens)
        main, questions = _apart(tokens)
        self._levels(main, first=2)
        self._levels(questions, first=3)
        lead, sections = self._sections(main, "h2", level=0)
        before, answers = self._sections(questions, "h3", level=1)
        if before:
            self._report(
                "question-missing",
                "Text before the first question; expected ### first.",
                _line(questions[0]),
            )
        return Article(lead, sections, answers, tuple(self.links))

    def _report(
        self, rule: str, message: str, line: int, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(rule=rule, message=message, line=line, severity=severity))

    def _levels(self, tokens: Sequence[Token], *, first: int) -> None:
        level = first - 1
        for token in tokens:
            if token.type != "heading_open":
                continue
            found = int(token.tag[1])
            if found < first:
                self._report(
                    "heading-too-high",
                    f"A heading of level {found}; expected {'#' * first} or deeper: "
                    "the levels above it belong to the page.",
                    _line(token),
                )
            elif found > level + 1:
                self._report(
                    "heading-skipped",
                    f"A heading of level {found} under one of level {level}; "
                    f"expected level {level + 1} ({'#' * (level + 1)}).",
                    _line(token),
                )
            level = max(found, first - 1)

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
        own = re.search(r"\s*\{#([^\s}]+)\}\s*$", children[-1].content) if children else None
        if own:
            children[-1].content = children[-1].content[: own.start()]
        text = "".join(child.content for child in children)
        plain = re.sub(r"[^\w]+", "-", text.casefold()).strip("-_") or "section"
        name = own[1] if own else plain
        if name in self.ids and own:
            self._report(
                "id-taken",
                f"The id “{name}” is taken, by another heading or by the page; choose another.",
                _line(opening),
            )
        while name in self.ids:
            name += "-2"
        self.ids.add(name)
        opening.attrSet("id", name)

    def _child(self, child: Token, line: int) -> None:
        if child.type == "image":
            self._picture(child, line)
        elif child.type == "link_open":
            self._link(child, line)
        elif child.type == "text":
            self._text(child.content, line)

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
                f"There is no image {source}; expected a file below media/, "
                "as in ../media/images/name.webp.",
                line,
            )
            return
        token.attrs["src"], token.meta["size"] = found[0], found[1:]

    def _link(self, token: Token, line: int) -> None:
        address = str(token.attrs.get("href", ""))
        own = re.fullmatch(r"(?:\./)?([\w-]+)(?:\.[\w-]+\.md)?(#[^\s]*)?", address)
        if own:
            self.links.append((own[1], line))
            token.attrs["href"] = own[1] + (own[2] or "")

    def _text(self, text: str, line: int) -> None:
        if bad := re.search(r"\]\(\s*<?([a-zA-Z][\w+.-]*:|//)", text):
            self._report(
                "link-scheme",
                f"A link to “{bad[1]}” is not made; expected {', '.join(SCHEMES)} or a topic.",
                line,
            )
        if tag := re.search(r"</?[a-zA-Z][^<>]*>", text):
            self._report(
                "raw-html",
                f"HTML is shown as text: {tag[0][:40]}; use Markdown.",
                line,
                Severity.WARNING,
            )


def _apart(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens outside and inside of `::: questions`."""
    main: list[Token] = []
    questions: list[Token] = []
    inside = False
    for token in tokens:
        if token.type.startswith("container_questions"):
            inside = token.nesting == 1
        else:
            (questions if inside else main).append(token)
    return main, questions


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _children(inline: Token) -> Iterator[tuple[Token, int]]:
    line = _line(inline)
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
    width, height = token.meta.get("size", (0, 0))
    values: Iterable[tuple[str, object]] = (
        ("src", token.attrs["src"]),
        ("alt", renderer.renderInlineAsText(token.children, options, env)),
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
