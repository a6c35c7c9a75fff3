"""The colours of the stylesheets: ours can be told apart, and an owner's are measured."""

from __future__ import annotations

import re

import pytest

from server.storage.memory import MemoryStore
from server.web import palette
from server.web.checking import check_pages
from server.web.contrast import ratio
from server.web.snapshot import take
from server.web.theme import OURS, Theme
from tests.conftest import ROOT, TOPIC

# In rem; what grows with the window is written as its least and most.
SIZES = {".8", ".9", ".95", "1", "1.1", "1.25", "1.4", "1.6", "1.8", "2.9"}
CSS = """
@layer base { :where(:root) { --ink: #fff; --text: var(--ink); --gap: 1rem; --a: rgb(0 0 0 / .5) } }
@layer theme { @media (prefers-color-scheme: dark) { :root { --ink: #123 } } }
@media print { :root { --ink: red } }
@media screen and (not (prefers-contrast: more)) { html { --text: #abcdef } }
.stage { --text: red }
"""


def _hex(css: str, scheme: str) -> dict[str, str]:
    found = palette.palette(css, palette.SCHEMES[scheme])
    return {name: palette.hexadecimal(colour) for name, colour in found.items()}


@pytest.mark.parametrize(
    ("scheme", "found"),
    [
        ("light", {"ink": "#ffffff", "text": "#abcdef"}),
        ("dark", {"ink": "#112233", "text": "#abcdef"}),
        ("light, more contrast", {"ink": "#ffffff", "text": "#ffffff"}),
        ("dark, more contrast", {"ink": "#112233", "text": "#112233"}),
    ],
)
def test_colours_are_read_by_scheme_layer_and_weight(scheme, found):
    assert _hex(CSS, scheme) == found


@pytest.mark.requirement("RP-8/1.4.6", "RP-9/more contrast")
def test_every_pair_of_ours_that_meets_has_the_contrast_it_needs():
    css = Theme().style
    for answers in palette.SCHEMES.values():
        named = {name for pair in palette.PAIRS for name in (pair.front, pair.ground)}
        assert named <= palette.palette(css, answers).keys()

    assert list(palette.faint(css)) == []
    assert {one.pair.front for one in palette.faint(css + ":root { --link: #888 }")} == {"link"}


def test_the_pairs_are_in_the_document_with_what_they_have():
    css = Theme().style
    palettes = [palette.palette(css, answers) for answers in palette.SCHEMES.values()]
    least: dict[str, list[str]] = {}
    for pair in palette.PAIRS:
        measured = min(ratio(one[pair.front], one[pair.ground]) for one in palettes)
        if pair.least == palette.TEXT:
            written = f"`{pair.front}` {int(measured * 10) / 10}"
            least.setdefault(pair.ground, []).append(written)
    rows = {f"| `{ground}` | {', '.join(fronts)} |" for ground, fronts in least.items()}

    document = (ROOT / "docs/design/README.md").read_text("utf-8").splitlines()

    assert rows - set(document) == set()


def test_every_size_of_type_is_of_the_scale():
    sizes = {
        size
        for path in OURS.rglob("*.css")
        for said in re.findall(r"font-size: ([^;]*)rem;", path.read_text("utf-8"))
        for size in re.findall(r"[\d.]+", said)
    }

    assert sizes <= SIZES


def _checked(**files: str) -> list[str]:
    store = MemoryStore({"topics/a-topic.en.md": TOPIC, **files})
    snapshot, _ = take(store)
    return [str(one) for one in check_pages(snapshot) if one.rule in ("contrast", "logo-missing")]


def test_a_faint_colour_of_the_owners_is_reported_where_it_is_said():
    said = _checked(**{"site.toml": '[colours.light]\n\nlink = "#c04090"\n'})

    assert len(said) == 5
    assert (
        "--link on --paper (light) has a contrast of 4.4 to 1; expected at least 7 to 1" in said[0]
    )
    assert said[0].startswith("site.toml:3")

    said = _checked(**{"templates/own.css": ":root { --edge: #ddd }"})
    assert {line.partition(":")[0] for line in said} == {"templates/own.css"}
    assert "1.2 to 1; expected at least 3 to 1" in " ".join(said)


def test_good_colours_and_a_logo_that_is_there_are_no_problem():
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"></svg>'
    toml = 'logo = "logo.svg"\n[colours.light]\nlink = "#5a1044"\nink = "#4a1942"\n'

    assert _checked(**{"site.toml": toml, "templates/logo.svg": logo}) == []
    assert _checked(**{"site.toml": toml})[0].startswith("site.toml:1")


def test_an_owners_colours_hold_where_they_were_meant(client):
    toml = '[colours.light]\nlink = "#5a1044"\nink = "#4a1942"\n[colours.dark]\npaper = "#201018"\n'
    site = client({"site.toml": toml, "topics/a-topic.en.md": '+++\ntitle = "A"\n+++\n'})
    page = site.get("/en/").text
    css = site.get(re.search(r"/assets/\w+/style\.css", page)[0]).text
    ours = Theme().style

    assert '<meta name="theme-color" content="#4a1942">' in page
    light, dark = _hex(css, "light"), _hex(css, "dark")
    assert (light["link"], light["ink"], light["paper"]) == (
        *("#5a1044", "#4a1942"),
        _hex(ours, "light")["paper"],
    )
    assert (dark["link"], dark["ink"], dark["paper"]) == (
        _hex(ours, "dark")["link"],
        *("#4a1942", "#201018"),
    )
    assert _hex(css, "light, more contrast") == _hex(ours, "light, more contrast")


def test_a_logo_takes_the_place_of_icon_and_name(client):
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"></svg>'
    files = {"topics/a-topic.en.md": '+++\ntitle = "A"\n+++\n', "templates/own/logo.svg": logo}
    toml = 'name = "Harbour"\nlogo = "own/logo.svg"\n'

    brand = _brand(client({**files, "site.toml": toml}))

    assert re.search(r'src="/assets/\w+/own/logo.svg" width="90" height="30" alt="Harbour"', brand)
    assert "icon.svg" not in brand
    assert "icon.svg" in _brand(client({**files, "site.toml": toml.replace("own", "none")}))


def _brand(site) -> str:
    return re.search(r'<a class="brand".*?</a>', site.get("/en/").text, re.DOTALL)[0]
