from __future__ import annotations

import pytest

from server.languages import Language
from server.problems import ConfigError
from server.site.config import read_config
from server.storage.memory import MemoryStore


def test_every_setting_has_a_default() -> None:
    for store in (MemoryStore(), MemoryStore({"site.toml": ""})):
        config = read_config(store)
        assert config.name == "Legenda"
        assert config.languages == (Language("en"),)
        assert config.captions == config.language == Language("en")


WRITTEN = """\
\ufeffname = " Clear "
language = "cy"
languages = ["EN_gb", "cy"]
captions = "en-simple"
contact = "mailto:a@example.org"

[tagline]
CY = "Helo"

[important]
en = "**Call**"
"""


def test_what_an_owner_wrote_is_kept() -> None:
    config = read_config(MemoryStore({"site.toml": WRITTEN}))
    assert config.name == "Clear"
    assert config.languages == (Language("en-GB"), Language("cy"))
    assert config.captions == Language("en-simple")
    assert config.contact == "mailto:a@example.org"
    assert config.tagline == {Language("cy"): "Helo"}
    assert config.important == {Language("en"): "**Call**"}


def test_the_default_language_is_offered_first_even_if_unnamed() -> None:
    config = read_config(MemoryStore({"site.toml": 'language = "cy"\nlanguages = ["en", "en"]'}))
    assert config.languages == (Language("cy"), Language("en"))


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            'nam = "A"\nlanguages = ["en",\n"Welsh"]\ncontact = "me"\n',
            [
                "site.toml:1: error: There is no key “nam” here. Did you mean “name”? "
                "[unknown-key]",
                "site.toml:3: error: “languages”: “Welsh” is no language tag; expected one like "
                "en, en-GB, zh-Hans or en-simple. [bad-language]",
                "site.toml:4: error: “contact” is “me”; expected an address that begins with "
                "https://, http://, mailto: or tel:. [wrong-value]",
            ],
        ),
        (
            'name = ""\n[tagline]\nen = 1\n"e n" = "x"\n',
            [
                "site.toml:1: error: “name” is “”; expected some words. [wrong-value]",
                "site.toml:3: error: “tagline.en” is 1; expected a text in quotation marks: "
                '"…". [wrong-value]',
                "site.toml:4: error: “tagline.e n”: “e n” is no language tag; expected one like "
                "en, en-GB, zh-Hans or en-simple. [bad-language]",
            ],
        ),
        (
            "name = Legenda",
            [
                "site.toml:1:8: error: This is no value; texts stand in quotation marks: "
                'title = "…". [toml-syntax]'
            ],
        ),
    ],
)
def test_settings_that_cannot_be_used_stop_with_every_problem(
    text: str, problems: list[str]
) -> None:
    with pytest.raises(ConfigError, match=r"site\.toml cannot be used") as stopped:
        read_config(MemoryStore({"site.toml": text}))
    found = sorted(stopped.value.problems, key=lambda problem: problem.line)
    assert [str(problem) for problem in found] == problems


def test_settings_are_utf8() -> None:
    with pytest.raises(ConfigError, match="save it as UTF-8"):
        read_config(MemoryStore({"site.toml": b'name = "Caf\xe9"'}))
