"""Dates, numbers and names as languages write them, in a template and in its words."""

from __future__ import annotations

import datetime

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as some
from jinja2 import Environment

from server.languages import Language
from server.web.filters import DIGITS, counting, filters


def written(name: str, value: object, tag: str) -> str:
    return filters(Language(tag))[name](value)


# What the scripts of the page write: tests/templates/components/bar/time.test.js.
@pytest.mark.parametrize(
    ("tag", "share", "time"),
    [
        ("en", "125%", "1:01:01"),
        ("de", "125\N{NO-BREAK SPACE}%", "1:01:01"),
        ("tr", "%125", "1:01:01"),
        ("fa", "۱۲۵٪", "۱:۰۱:۰۱"),
        ("bn", "১২৫%", "১:০১:০১"),
        ("ar", "125\N{LEFT-TO-RIGHT MARK}%\N{LEFT-TO-RIGHT MARK}", "1:01:01"),
    ],
)
def test_a_share_and_a_time_are_written_as_a_script_writes_them(tag, share, time):
    assert written("percent", 1.25, tag) == share
    assert written("clock", 3_661_000, tag) == time


def test_a_date_and_a_number_have_the_digits_of_their_language():
    assert written("date", datetime.date(2026, 11, 29), "fa") == "۲۹ نوامبر ۲۰۲۶"
    assert written("number", 1234.5, "fa") == "۱٬۲۳۴٫۵"
    assert written("number", 1234.5, "pl") == "1\N{NO-BREAK SPACE}234,5"


@given(some.integers(0, 10**9))
def test_no_digits_of_another_script_are_left_in_persian(number):
    shown = [written(name, number, "fa") for name in ("number", "percent", "clock")]

    assert not any(letter in "0123456789" for text in shown for letter in text)
    assert int(shown[0].replace("٬", "")) == number


def test_the_digits_of_every_language_are_known():
    usual = {Locale.parse(tag).default_numbering_system for tag in locale_identifiers()}

    assert usual - {"latn"} == set(DIGITS)


def test_numbers_that_are_put_into_words_are_written_as_the_language_writes_them():
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_gettext_callables(
        lambda text: text, lambda one, many, number: one if number == 1 else many, newstyle=True
    )
    number = filters(Language("fa"))["number"]
    for name in ("gettext", "ngettext"):
        environment.globals[name] = counting(environment.globals[name], number)

    def shown(text: str) -> str:
        return environment.from_string(text).render()

    assert shown("{{ ngettext('%(num)s line', '%(num)s lines', 1) }}") == "۱ line"
    assert shown("{{ ngettext('%(num)s line', '%(num)s lines', 12) }}") == "۱۲ lines"
    assert shown("{{ _('%(at)s of %(all)s', at=3, all='{whole}') }}") == "۳ of {whole}"
