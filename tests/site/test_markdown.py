from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.site.markdown import Article, article, prose
from tests.site.case_files import Case, cases


def images(source: str) -> tuple[str, int, int] | None:
    return ("/media/images/cup.webp", 80, 60) if source == "../media/images/cup.webp" else None


def shown(made: Article) -> str:
    lines = [made.lead.rstrip("\n")]
    for mark, sections in (("", made.sections), ("? ", made.questions)):
        for section in sections:
            lines += [f"{mark}[{section.id}] {section.title}", section.body.rstrip("\n")]
    return "\n".join(line for line in lines if line)


@pytest.mark.parametrize("case", cases("markdown.txt"), ids=lambda case: case.title)
def test_markdown_becomes_safe_html(case: Case) -> None:
    made, _ = article(case.given, images)
    assert shown(made) == case.expected


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_ends_of_lines_make_no_difference(newline: str) -> None:
    text = "Lead.\n\n## One\n\n#### Two\n\n::: questions\n### Why?\n\nSo.\n:::\n"
    assert article(text.replace("\n", newline), images) == article(text, images)


def test_a_column_stands_where_it_is_told_to_without_a_style() -> None:
    table = "| a | b | c |\n| :- | :-: | -: |\n| 1 | 2 | 3 |\n"
    html = prose(table)
    assert "style" not in html
    cells = re.findall(r"<t[hd]( class=.*?)?>(.)", html)
    middle, end = ' class="column-middle"', ' class="column-end"'
    assert cells == [("", "a"), (middle, "b"), (end, "c"), ("", "1"), (middle, "2"), (end, "3")]


def test_prose_has_no_images_no_ids_and_no_blocks() -> None:
    made = prose("**Call** 999. ![x](https://evil.example/x.gif)\n\n## More\n\n::: questions\n")
    assert made == (
        '<p><strong>Call</strong> 999. !<a href="https://evil.example/x.gif">x</a></p>\n'
        "<h2>More</h2>\n<p>::: questions</p>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + " deep",
        "- " * 3_000 + "deep",
        "[" * 5_000,
        "![" * 2_000 + "](x)" * 2_000,
        "*a " * 5_000,
        "<a" * 20_000,
        "](" * 5_000,
        "::: questions\n" * 300,
        "## a\n\n" * 2_000,
        "## a" + " " * 20_000 + "b\n",
        "## a {#" * 5_000 + "\n",
        "`" * 5_000,
        "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n",
    ],
    ids=lambda text: text[:8].strip(),
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    article(text, images)
    prose(text)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from(":#>-*[]()!<>{}|`\\ \n\tquestionsa\0&;é"), max_size=200))
def test_no_text_breaks_the_reader_or_brings_markup_in(text: str) -> None:
    made, problems = article(text, images)
    html = shown(made).lower()
    for never in ("<script", "<iframe", "<q", "<a>", "javascript:"):
        assert never not in html
    ids = [section.id for section in (*made.sections, *made.questions)]
    assert len(ids) == len(set(ids))
    assert all(problem.line <= text.count("\n") + 1 for problem in problems)
