"""What keeps machines from filling the publisher's reports: marks and limits."""

from __future__ import annotations

import pytest

from server.web.limits import HOUR, MOST_SENDERS, Limits
from server.web.tokens import LATEST, SOONEST, is_good, token

SECRET = b"s" * 32
NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("age", "good"),
    [(0, False), (SOONEST, True), (60, True), (LATEST, True), (LATEST + 1, False), (-60, False)],
)
def test_a_mark_is_good_for_a_day_after_the_time_it_takes_to_write(age, good):
    assert is_good(token(SECRET, NOW), SECRET, NOW + age) is good


@pytest.mark.parametrize(
    "text",
    ["", ".", "1800000000", "1800000000.", "x.y", "²." + "0" * 64, "1" * 400 + ".0", "-5.0"],
)
def test_anything_else_is_no_mark(text):
    assert not is_good(text, SECRET, NOW + 60)


def test_a_mark_of_another_site_or_another_time_is_no_mark():
    assert not is_good(token(b"t" * 32, NOW), SECRET, NOW + 60)
    _, _, proof = token(SECRET, NOW).partition(".")
    assert not is_good(f"{int(NOW) + 1}.{proof}", SECRET, NOW + 60)


def test_a_sender_may_do_it_so_often_in_an_hour():
    limits = Limits(2, 100)
    assert [limits.allow("a", NOW + second) for second in (0, 1, 2)] == [True, True, False]
    assert limits.allow("b", NOW + 3)
    assert limits.allow("a", NOW + HOUR)
    assert not limits.allow("a", NOW + HOUR)
    assert limits.allow("a", NOW + HOUR + 1)


def test_all_together_have_a_limit_too():
    limits = Limits(5, 3)
    assert [limits.allow(name, NOW) for name in "abcd"] == [True, True, True, False]


def test_many_senders_take_bounded_memory():
    limits = Limits(1, 10 * MOST_SENDERS)
    for number in range(MOST_SENDERS + 50):
        limits.allow(str(number), NOW)
    assert len(limits._times) == MOST_SENDERS
