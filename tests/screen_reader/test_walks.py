"""Each kind of page, walked with Orca: what is heard, in which order, is what the files say.

After a change of words: `pytest tests/screen_reader/test_walks.py --renew-walks`, then read what
has changed in `walks/`.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from tests.screen_reader.walking import AGAIN, read, renewed, walk

WALKS = sorted((Path(__file__).parent / "walks").glob("*.txt"))


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_a_page_is_heard_as_written(reader, demo, path, request):
    expected = read(path)
    reader.visit(f"{demo}{expected.address}")
    if request.config.getoption("--renew-walks", default=False):
        path.write_text(str(renewed(reader, expected)), encoding="utf-8")
    else:
        walk(reader, expected)


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_nothing_is_heard_twice_and_no_key_is_silent(path):
    steps = read(path).steps
    assert steps
    assert all(step.said for step in steps)
    pairs = itertools.pairwise(said for step in steps for said in step.said)
    assert [one for one, next_ in pairs if one == next_ and not one.startswith("leaving")] == []


# The words of every heading and paragraph that is shown, in pieces as they stand in the page.
SHOWN = """() => [...document.querySelectorAll(':is(h1, h2, h3, h4, h5, h6, main p)')]
  .filter(one => one.checkVisibility())
  .flatMap(one => {
    const pieces = document.createNodeIterator(one, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let piece; (piece = pieces.nextNode());) {
      const unread = piece.parentElement.closest('select, [aria-hidden=true]');
      if (!unread && piece.parentElement.checkVisibility()) found.push(piece.textContent.trim());
    }
    return found;
  })"""


@pytest.mark.parametrize(
    "path", [it for it in WALKS if it.stem.endswith("-read")], ids=lambda it: it.stem
)
def test_what_is_read_to_its_end_leaves_nothing_out(browser, demo, path):
    walk = read(path)
    said = "".join(re.findall(r"\w", "".join(line for step in walk.steps for line in step.said)))
    page = browser.new_page(locale="en-US")  # as the one that Orca reads
    page.goto(f"{demo}{walk.address}")
    page.wait_for_load_state("networkidle")
    shown = page.evaluate(SHOWN)
    page.close()
    assert len(shown) > 3
    assert [it for it in shown if "".join(re.findall(r"\w", it)) not in said] == []


@pytest.mark.requirement("RP-2/headings")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_headings_of_the_guide_lead_down_step_by_step(reader, demo, language):
    reader.visit(f"{demo}/{language}/captions-guide")
    heard = [reader.press("h").hear("heading level")]
    while AGAIN not in heard[-1]:
        heard.append(reader.press("h").hear("heading level"))
    del heard[-1]
    levels = [int(level) for said in heard for level in re.findall(r"heading level (\d)", said)]
    assert len(levels) == len(set(heard)) == len(heard)  # each once, none alike
    assert levels[0] == 1
    assert all(next_ <= level + 1 for level, next_ in itertools.pairwise(levels))
