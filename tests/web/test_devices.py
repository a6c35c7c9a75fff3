"""Browsers as they name themselves, and what of the guide comes first for them."""

from __future__ import annotations

import pytest

from server.web.devices import DEVICES, OTHER, Identity, identity, told
from server.web.theme import Theme

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
LINUX = "Mozilla/5.0 (X11; Linux x86_64)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)"
PIXEL = "Mozilla/5.0 (Linux; Android 10; K)"
CHROME = f"{BLINK} Chrome/140.0.0.0 Safari/537.36"
MOBILE = f"{BLINK} Chrome/140.0.0.0 Mobile Safari/537.36"
GECKO = "Gecko/20100101 Firefox/143.0"

# The players and device styles that each browser has, by their ids.
ON_WINDOWS = "chrome style-windows-11 style-windows-10 style-chrome"
ON_MAC = "chrome style-macos style-chrome"
ON_LINUX = "chrome style-chrome"
# It may be either: an iPad calls itself a Mac.
MAC_OR_IPAD = "safari iphone style-macos style-ios"
ON_IPHONE = "iphone style-ios"
ON_ANDROID = "android style-android"

# fmt: off
AGENTS = {
    "Chrome on Windows": (f"{WINDOWS} {CHROME}", ON_WINDOWS),
    "Edge on Windows": (f"{WINDOWS} {CHROME} Edg/140.0.0.0", ON_WINDOWS),
    "Opera on Windows": (f"{WINDOWS} {CHROME} OPR/122.0.0.0", ON_WINDOWS),
    "Vivaldi on Windows": (f"{WINDOWS} {CHROME} Vivaldi/7.5.3735.66", ON_WINDOWS),
    "Firefox on Windows": (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) {GECKO}",
        "firefox style-windows-11 style-windows-10"),
    "Tor, on any system": ("Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
        "firefox style-windows-11 style-windows-10"),
    "the old Edge": (f"{WINDOWS} {BLINK} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763",
        "style-windows-11 style-windows-10"),
    "Internet Explorer on Windows 10": (
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "style-windows-11 style-windows-10"),
    "Chrome on Windows 7": (
        f"Mozilla/5.0 (Windows NT 6.1; Win64; x64) {BLINK} Chrome/109.0.0.0 Safari/537.36", ""),
    "Chrome on a Mac": (f"{MAC} {CHROME}", ON_MAC),
    "Edge on a Mac": (f"{MAC} {CHROME} Edg/140.0.0.0", ON_MAC),
    "Firefox on a Mac": (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) {GECKO}",
        "firefox style-macos"),
    "Safari on a Mac or an iPad": (f"{MAC} {APPLE} Version/18.5 Safari/605.1.15", MAC_OR_IPAD),
    "DuckDuckGo on a Mac": (f"{MAC} {APPLE} Version/18.5 Safari/605.1.15 Ddg/18.5", MAC_OR_IPAD),
    "an app on a Mac": (f"{MAC} {APPLE}", MAC_OR_IPAD),
    "Chrome on Linux": (f"{LINUX} {CHROME}", ON_LINUX),
    "Firefox on Linux": (f"Mozilla/5.0 (X11; Linux x86_64; rv:143.0) {GECKO}", "firefox"),
    "Firefox on Ubuntu": (f"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) {GECKO}", "firefox"),
    "GNOME Web": (f"{LINUX} {APPLE} Version/18.0 Safari/605.1.15", ""),
    "a Chromebook": (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME}", ON_LINUX),
    "Safari on an iPhone": (f"{PHONE} {APPLE} Version/18.5 Mobile/15E148 Safari/604.1", ON_IPHONE),
    "Chrome on an iPhone": (f"{PHONE} {APPLE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1",
        ON_IPHONE),
    "Firefox on an iPhone": (f"{PHONE} {APPLE} FxiOS/143.0 Mobile/15E148 Safari/605.1.15",
        ON_IPHONE),
    "Edge on an iPhone": (
        f"{PHONE} {APPLE} Version/18.0 EdgiOS/140.0.0.0 Mobile/15E148 Safari/604.1", ON_IPHONE),
    "Instagram on an iPhone": (f"{PHONE} {APPLE} Mobile/15E148 Instagram 390.0.0.28.85 "
        "(iPhone14,5; iOS 18_5; en_GB; en; scale=3.00)", ON_IPHONE),
    "Facebook on an iPhone": (f"{PHONE} {APPLE} Mobile/15E148 [FBAN/FBIOS;FBDV/iPhone14,5;"
        "FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBLC/en_GB]", ON_IPHONE),
    "an iPad that says so": ("Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) "
        f"{APPLE} Version/12.1 Mobile/15E148 Safari/604.1", ON_IPHONE),
    "Chrome on an iPad, as on a computer": (
        f"{MAC} {APPLE} CriOS/140 Version/11.1.1 Safari/605.1.15", ON_IPHONE),
    "Chrome on Android": (f"{PIXEL} {MOBILE}", ON_ANDROID),
    "Chrome on an Android tablet": (f"{PIXEL} {CHROME}", ON_ANDROID),
    "Edge on Android": (f"{PIXEL} {MOBILE} EdgA/140.0.0.0", ON_ANDROID),
    "Opera on Android": (f"{PIXEL} {MOBILE} OPR/91.0.0.0", ON_ANDROID),
    "an app on Android": ("Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A; wv) "
        f"{BLINK} Version/4.0 Chrome/140.0.7339.51 Mobile Safari/537.36", ON_ANDROID),
    "a phone called Cubot": (f"Mozilla/5.0 (Linux; Android 10; CUBOT X30) {MOBILE}", ON_ANDROID),
    "Firefox on Android": ("Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0",
        "android-firefox style-android"),
    "Samsung Internet": (f"{PIXEL} {BLINK} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile "
        "Safari/537.36", "samsung style-android"),
    "Opera Mini": ("Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 "
        "Version/12.16", ""),
    "a KaiOS phone": ("Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 "
        "KAIOS/2.5", ""),
    "a Windows phone": ("Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) "
        f"{BLINK} Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063", ""),
    "a Samsung television": ("Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) AppleWebKit/537.36 (KHTML, "
        "like Gecko) SamsungBrowser/4.0 Chrome/94.0.4606.31 TV Safari/537.36", "tv"),
    "an LG television": ("Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like "
        "Gecko) Chrome/94.0.4606.128 Safari/537.36", "tv"),
    "Android TV": ("Mozilla/5.0 (Linux; Android 12; BRAVIA 4K VH2 Build/SP1A) "
        f"{BLINK} Chrome/120.0.0.0 Safari/537.36", "tv"),
    "Fire TV": ("Mozilla/5.0 (Linux; Android 9; AFTKA) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Silk/120.4.1 like Chrome/120.0.6099.230 Safari/537.36", "tv"),
    "a PlayStation": ("Mozilla/5.0 (PlayStation; PlayStation 5/8.00) AppleWebKit/605.1.15 (KHTML, "
        "like Gecko) Version/15.4 Safari/605.1.15", "tv"),
    "an Xbox": ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) "
        f"{CHROME} Edg/140.0.0.0", "tv"),
    "Googlebot": ("Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) "
        f"{MOBILE} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", ""),
    "Bingbot": (f"Mozilla/5.0 {BLINK} (compatible; bingbot/2.0; "
        "+http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36", ""),
    "curl": ("curl/8.5.0", ""),
    "a name cut short": ("Mozilla/5.0", ""),
    "no system": (f"Mozilla/5.0 {CHROME}", ""),
    "no name": ("", ""),
}

BRANDS = '"Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"'
BRAVE = BRANDS.replace("Google Chrome", "Brave")
HINTS = {
    "Brave on Windows": (f"{WINDOWS} {CHROME}", BRAVE, "Windows", "?0", "", ON_WINDOWS),
    "Brave on a Mac": (f"{MAC} {CHROME}", BRAVE, "macOS", "?0", "", ON_MAC),
    "Windows 11 that was asked": (f"{WINDOWS} {CHROME}", BRANDS, "Windows", "?0", "19.0.0",
        "chrome style-windows-11 style-chrome"),
    "Windows 10 that was asked": (f"{WINDOWS} {CHROME}", BRANDS, "Windows", "?0", "10.0.0",
        "chrome style-windows-10 style-chrome"),
    "an older Windows that was asked": (f"{WINDOWS} {CHROME}", BRANDS, "Windows", "?0", "0.3.0",
        ""),
    "a name that is hidden, with hints": ("", BRANDS, "Android", "?1", "", ON_ANDROID),
    "Android that asks for pages as on a computer": (f"{LINUX} {CHROME}", BRANDS, "Android", "?0",
        "", ON_ANDROID),
    "a phone that says it is Linux": (f"{LINUX} {CHROME}", BRANDS, "Linux", "?1", "", ON_ANDROID),
    "Samsung Internet": (f"{PIXEL} {MOBILE}", BRANDS.replace("Google Chrome", "Samsung Internet"),
        "Android", "?1", "", "samsung style-android"),
    "a television with hints": ("Mozilla/5.0 (Web0S; Linux/SmartTV) Chrome/120.0.0.0", BRANDS,
        "Linux", "?0", "", "tv"),
    "a bot with hints": ("Mozilla/5.0 (compatible; Googlebot/2.1)", BRANDS, "Linux", "?0", "", ""),
    "a platform that nobody knows": (f"{LINUX} {CHROME}", BRANDS, "Fuchsia", "?0", "", ON_LINUX),
    "hints that make no sense": (f"{WINDOWS} {CHROME}", "Chromium", "", "maybe", "eleven",
        ON_WINDOWS),
}
# fmt: on


def own(reader: Identity) -> list[str]:
    guides = Theme().guides
    return [id_ for id_ in guides.players if id_ in guides.own(reader)]


@pytest.mark.parametrize("name", AGENTS)
def test_a_browser_is_known_by_what_it_calls_itself(name):
    agent, expected = AGENTS[name]

    assert own(identity({"user-agent": agent})) == expected.split()


@pytest.mark.parametrize("name", HINTS)
def test_what_a_browser_sends_beside_its_name_decides(name):
    agent, brands, platform, mobile, version, expected = HINTS[name]
    headers = {
        "user-agent": agent,
        "sec-ch-ua": brands,
        "sec-ch-ua-platform": f'"{platform}"',
        "sec-ch-ua-mobile": mobile,
        "sec-ch-ua-platform-version": f'"{version}"' if version else "",
    }

    assert own(identity(headers)) == expected.split()


def test_every_device_can_be_told_and_has_something_in_the_guide():
    for device in DEVICES:
        reader = told(device, Identity())
        assert (reader.devices, reader.told) == ((device,), True)
        assert own(reader), device


def test_what_the_reader_says_beats_what_the_browser_says():
    found = identity({"user-agent": AGENTS["Safari on a Mac or an iPad"][0]})

    assert own(told("ipad", found)) == ON_IPHONE.split()
    assert own(told("mac", found)) == ["safari", "style-macos"]
    # On a device that is not at hand any browser may be meant.
    any_browser = ["chrome", "firefox", "style-windows-11", "style-chrome"]
    assert own(told("windows-11", found)) == any_browser
    assert own(told(OTHER, found)) == []


@pytest.mark.parametrize("nonsense", ["", "toaster", "Windows-11", "windows-11 "])
def test_what_makes_no_sense_says_nothing(nonsense):
    found = identity({"user-agent": AGENTS["Chrome on Linux"][0]})

    assert told(nonsense, found) == found
