from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import read
from server.captions.cuetext import (
    Node,
    Span,
    Timestamp,
    escaped,
    plain_text,
    spans,
    text_faults,
    tokens,
    tree,
    unescaped,
)
from server.captions.timestamps import timestamp
from tests.real_files import WPT, need, wpt_cases


def test_the_w3cs_cue_texts_are_all_there() -> None:
    need(WPT)

    assert len(wpt_cases("cue_text")) == 77


@pytest.mark.parametrize("case", wpt_cases("cue_text"), ids=lambda case: case["name"])
def test_a_cue_text_of_the_w3cs_makes_its_tree_and_its_plain_text(case: dict[str, Any]) -> None:
    captions, _ = read("WEBVTT\n\n00:00.000 --> 00:01.000\n" + case["text"])
    text = captions.cues[0].text

    assert drawn(tree(text)) == case["tree"]
    assert plain_text(text) == case["plain"]


def drawn(nodes: tuple[Node | Timestamp | str, ...], depth: int = 0) -> str:
    """The tree in the notation of the W3C's tests."""
    margin = "| " + "  " * depth
    lines = []
    for node in nodes:
        if isinstance(node, str):
            lines.append(f'{margin}"{node}"\n')
        elif isinstance(node, Timestamp):
            lines.append(f"{margin}<?timestamp {timestamp(node.time)}>\n")
        else:
            element = "span" if node.name in ("c", "v", "lang") else node.name
            lines.append(f"{margin}<{element}>\n")
            classes = " ".join(node.classes)
            lines += [f'{margin}  class="{classes}"\n'] if classes else []
            attribute = {"v": "title", "lang": "lang"}.get(node.name)
            lines += [f'{margin}  {attribute}="{node.annotation}"\n'] if attribute else []
            lines.append(drawn(node.children, depth + 1))
    return "".join(lines)


def test_spans_say_what_holds_for_each_piece_of_text() -> None:
    text = "<v.loud Ann>Hi <i>you<00:01.000> <lang cy>chi</lang></i></v> all"

    assert spans(text) == (
        Span("Hi ", "Ann", "", frozenset("v"), ("loud",)),
        Span("you", "Ann", "", frozenset("vi"), ("loud",)),
        Span(" ", "Ann", "", frozenset("vi"), ("loud",), 1000),
        Span("chi", "Ann", "cy", frozenset(["v", "i", "lang"]), ("loud",), 1000),
        Span(" all", time=1000),
    )


@pytest.mark.parametrize(
    ("reference", "character"),
    [
        ("&#0;", "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("&#x110000;", "\ufffd"),
        ("&#" + "9" * 10_000 + ";", "\ufffd"),
        ("&#128;", "€"),
        ("&#1;", "\x01"),
        ("&#x1F600;", "😀"),
        ("&AMP;", "&"),
        ("&ampx;", "&x;"),
        ("&nosuch;", "&nosuch;"),
    ],
)
def test_character_references_are_those_of_html(reference: str, character: str) -> None:
    assert unescaped(reference) == character


def test_an_annotation_is_made_one_line_and_its_references_resolved() -> None:
    assert tree("<v\n Ann  &amp;\tBob >x") == (Node("v", (), "Ann & Bob", ("x",)),)


TAGS = ("<b>", "</b>", "<i.a>", "</i>", "<c", "<v A>", "</v>", "<ruby>", "<rt>", "</rt>", "</ruby>")
MORE = ("<lang cy>", "</lang>", "<00:01.000>", "<1>", "<", ">", "&lt;", "&", "a", " ", "\n", "<x>")
PIECES = st.sampled_from(TAGS + MORE) | st.text(max_size=3)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def words(nodes: tuple[Node | Timestamp | str, ...]) -> str:
    """The text in a tree."""
    found = (
        n if isinstance(n, str) else words(n.children) if isinstance(n, Node) else "" for n in nodes
    )
    return "".join(found)


@given(TEXTS)
def test_tree_spans_and_plain_text_hold_the_same_words(text: str) -> None:
    assert words(tree(text)) == plain_text(text)
    assert "".join(span.text for span in spans(text)) == plain_text(text)


@given(TEXTS)
def test_tokens_cover_the_text_in_order(text: str) -> None:
    places = [token.at for token in tokens(text)]

    assert places == sorted(set(places))
    assert places[:1] == ([0] if text else [])


@given(st.text())
def test_escaped_text_is_itself_again(text: str) -> None:
    assert plain_text(escaped(text)) == text


@given(TEXTS)
def test_text_without_faults_has_every_tag_in_its_tree(text: str) -> None:
    if any(text_faults(text)):
        return

    starts = sum(token.kind == "start" for token in tokens(text))
    assert sum(1 for _ in nodes(tree(text))) == starts


def nodes(of: tuple[Node | Timestamp | str, ...]) -> Any:
    for node in of:
        if isinstance(node, Node):
            yield node
            yield from nodes(node.children)


@pytest.mark.parametrize("piece", ["<", "<b>", "<ruby><rt>", "</b>", "<c.x", "<c.x>", "&", "<v a>"])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * 20_000 + "end"

    hidden = "<" in piece and ">" not in piece
    assert plain_text(text).endswith("end") != hidden
    assert (len(spans(text)) == 0) == hidden
    assert isinstance(tree(text), tuple)
