"""The rules about templates, words, guide and reload: a sentence each, as in docs/problems.md."""

from __future__ import annotations

from server.problems import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

RULES: dict[str, Rule] = {
    "guide-player": Rule(ERROR, "The guide has words for a player that it does not have."),
    "guide-steps": Rule(
        ERROR,
        "The guide's words for a player have more steps than it, or fewer. They are left out.",
    ),
    "guide-words": Rule(ERROR, "A player of the guide has no English words. It is left out."),
    "reload": Rule(
        ERROR,
        "While reloading, the site could not be read, for a reason no other rule has. The "
        "last good site is still served.",
    ),
    "site-toml": Rule(
        ERROR,
        "While reloading, site.toml could not be used. The last good site is still served.",
    ),
    "template": Rule(
        ERROR,
        "A template fails. The line is in your template, or in ours when yours leads there.",
    ),
    "words": Rule(ERROR, "A messages.po cannot be read."),
    "words-missing": Rule(
        WARNING,
        "The interface has no words in a language of the site. English is shown.",
    ),
}
