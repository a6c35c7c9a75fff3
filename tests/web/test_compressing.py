"""What every reader gets is compressed once, in each of the ways that browsers ask for."""

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from server.web.compressing import CompressedOnce

TEXT = "A line of a style. " * 100


@pytest.mark.parametrize("way", ["br", "gzip"])
def test_the_same_text_is_compressed_once_and_another_is_another(way):
    answers = iter([TEXT, TEXT, TEXT.upper()])

    async def app(scope, receive, send):
        await PlainTextResponse(next(answers))(scope, receive, send)

    compressed = CompressedOnce(app, brotli_quality=11, gzip_level=9)
    reader = TestClient(compressed, headers={"Accept-Encoding": way})

    got = [reader.get("/") for _ in range(3)]

    assert [one.text for one in got] == [TEXT, TEXT, TEXT.upper()]
    assert {one.headers["Content-Encoding"] for one in got} == {way}
    assert {one.headers["Vary"] for one in got} == {"Accept-Encoding"}
    used = {"br": compressed._brotli, "gzip": compressed._gzip}[way].oneshot.cache_info()
    assert (used.misses, used.hits) == (2, 1)
