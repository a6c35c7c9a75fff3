"""What a reader's browser says of itself, and the device it may run on.

Knows `User-Agent` and client hints (https://wicg.github.io/ua-client-hints/); knows no guide. What
is hidden, frozen or strange is unknown: nothing is guessed, so that the page can ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Device = Literal[
    "windows-11", "windows-10", "mac", "iphone", "ipad", "android", "chromeos", "linux", "tv"
]
# By the controls that a browser gives a video: those of Edge, Opera and others are Chrome's.
Browser = Literal["chrome", "firefox", "safari", "samsung", "other"]
DEVICES: tuple[Device, ...] = get_args(Device)
# What a reader says in place of a device: none of them.
OTHER = "other"
# What pages depend on; a browser sends the last one only where the publisher's own server asks.
HEADERS = (
    *("User-Agent", "Sec-CH-UA", "Sec-CH-UA-Platform", "Sec-CH-UA-Mobile"),
    "Sec-CH-UA-Platform-Version",
)
MOST = 500  # characters of a header that are read


@dataclass(frozen=True, slots=True)
class Identity:
    """The devices that a reader may have, none where nothing is known, and the browser, None for
    any. `told` says that the reader has chosen the device."""

    devices: tuple[Device, ...] = ()
    browser: Browser | None = None
    told: bool = False


UNKNOWN = Identity()

# The first row that is found decides. Programs are no readers; old systems, and browsers whose
# pages are drawn elsewhere, have none of the players that the guide knows.
DEVICE_ROWS: tuple[tuple[str, tuple[Device, ...]], ...] = (
    (r"[Bb]ot\b|[Cc]rawl|[Ss]pider|Opera Mini|Windows Phone|KAIOS", ()),
    (r"(?i)smart-?tv|hbbtv|web0s|netcast|google ?tv|android ?tv|apple ?tv|\btv\b", ("tv",)),
    (r"(?i)bravia|\baft\w+|crkey|roku|vidaa|playstation|xbox|nintendo", ("tv",)),
    (r"iPhone|iPod", ("iphone",)),
    (r"iPad", ("ipad",)),
    # Other browsers on an iPad or iPhone that ask for pages as on a computer.
    (r"Macintosh.*\b(CriOS|FxiOS|EdgiOS|OPT)/", ("ipad", "iphone")),
    (r"Android", ("android",)),
    (r"CrOS", ("chromeos",)),
    (r"Windows NT 1\d", ("windows-11", "windows-10")),
    (r"Macintosh.*(Chrome|Firefox)/", ("mac",)),
    # An iPad calls itself a Mac unless it is told not to.
    (r"Macintosh", ("mac", "ipad")),
    (r"(X11|Wayland).*Linux|Linux (x86_64|aarch64)", ("linux",)),
)
BROWSER_ROWS: tuple[tuple[str, Browser], ...] = (
    (r"Edge/|Trident/|MSIE|Presto/", "other"),
    (r"SamsungBrowser/", "samsung"),
    (r"Firefox/", "firefox"),
    (r"Chrome/|Chromium/", "chrome"),
    (r"Mac OS X.*AppleWebKit/", "safari"),
)
PLATFORMS: dict[str, tuple[Device, ...]] = {
    "Windows": ("windows-11", "windows-10"),
    "macOS": ("mac",),
    "Android": ("android",),
    "Chrome OS": ("chromeos",),
    "Chromium OS": ("chromeos",),
    "Linux": ("linux",),
}


def identity(headers: Mapping[str, str]) -> Identity:
    """What the headers of a request say; their names are in small letters."""
    agent, brands, platform, mobile, version = (
        headers.get(name.lower(), "")[:MOST] for name in HEADERS
    )
    found = next((row for row in DEVICE_ROWS if re.search(row[0], agent)), None)
    devices = found[1] if found else ()
    if not devices and found:
        return UNKNOWN
    if "Chromium" in brands and devices != ("tv",):
        devices = PLATFORMS.get(platform.strip('"'), devices)
    if devices == PLATFORMS["Linux"] and mobile == "?1":
        devices = PLATFORMS["Android"]
    if devices == PLATFORMS["Windows"]:
        devices = _windows(version)
    return Identity(devices, _browser(agent, brands)) if devices else UNKNOWN


def _browser(agent: str, brands: str) -> Browser:
    found = next((name for pattern, name in BROWSER_ROWS if re.search(pattern, agent)), None)
    if found is None:
        return "chrome" if "Chromium" in brands else "other"
    return "samsung" if found == "chrome" and "Samsung Internet" in brands else found


def _windows(version: str) -> tuple[Device, ...]:
    """By https://learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11: 13 and more
    is Windows 11, 1 to 10 is Windows 10, 0 an older one."""
    major = re.match(r'"?(\d{1,4})\.', version)
    if major is None:
        return PLATFORMS["Windows"]
    if int(major[1]) >= 13:
        return ("windows-11",)
    return ("windows-10",) if int(major[1]) else ()


def told(name: str, found: Identity) -> Identity:
    """The identity where the reader says which device it is, or that it is none of those; what was
    `found` where they say nothing."""
    if name == OTHER:
        return Identity(told=True)
    device = next((one for one in DEVICES if one == name), None)
    if device is None:
        return found
    # Of the device at hand the browser is known; of another one, any may be meant.
    return Identity((device,), found.browser if device in found.devices else None, told=True)
