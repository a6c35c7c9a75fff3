from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions.settings import Region, Settings, region, setting_faults, settings


def test_no_settings_are_the_specifications_defaults() -> None:
    assert settings("") == Settings(
        vertical="",
        line="auto",
        snap_to_lines=True,
        line_align="start",
        position="auto",
        position_align="auto",
        size=100,
        align="center",
        region=None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("line:-1", Settings(line=-1)),
        ("line:10.5%,end", Settings(line=10.5, snap_to_lines=False, line_align="end")),
        ("position:5%,line-right", Settings(position=5, position_align="line-right")),
        ("vertical:rl size:30% align:left", Settings(vertical="rl", size=30, align="left")),
        ("align:end align:middle", Settings(align="end")),
        ("\talign:end\tline:2 ", Settings(align="end", line=2)),
    ],
)
def test_settings_come_to_what_the_specification_says(text: str, expected: Settings) -> None:
    assert settings(text) == expected


@pytest.mark.parametrize("other", ["line:1", "size:50%", "vertical:lr"])
def test_a_cue_placed_otherwise_is_in_no_region(other: str) -> None:
    low = Region(id="low")

    assert settings("region:low", [low]).region == low
    assert settings(f"region:low {other}", [low]).region is None


def test_the_last_of_two_regions_with_one_id_counts() -> None:
    first, second = region("id:a lines:1"), region("id:a\nlines:2")

    assert settings("region:a", [first, second]).region == Region(id="a", lines=2)


def test_a_number_with_endless_digits_is_passed_over() -> None:
    assert settings("line:" + "9" * 100_000).line == "auto"
    assert region("lines:" + "9" * 100_000).lines == 3


@given(st.text() | st.text(" :%,.-0123456789linepostarghd\t"))
def test_no_text_stops_the_reading_of_settings(text: str) -> None:
    assert isinstance(settings(text), Settings)
    assert isinstance(region(text), Region)
    assert all(
        text[fault.at : fault.at + 1].strip(" \t\n\f\r") for fault in setting_faults(text, {})
    )
