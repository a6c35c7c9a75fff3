"""The commands about a site: serve, new, import."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from server.cli.arguments import add_site, count, port, tag
from server.problems import Unavailable
from server.site import authoring
from server.site.config import read_config
from server.site.videos import KINDS
from server.storage import open_store
from server.terminal import amount, show_problems, tell

if TYPE_CHECKING:
    import argparse

    from server.cli.arguments import Commands

# What each process of several calls to make its application.
FACTORY = "server.web.app:from_environment"


def add(commands: Commands) -> None:
    """Add these commands to the command line."""
    serve = commands.add_parser("serve", help="serve a site")
    serve.set_defaults(command=_serve)
    add_site(serve, positional=True)
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    serve.add_argument("--port", type=port, default=8000)
    serve.add_argument("--reload", action="store_true", help="follow the files as they change")
    serve.add_argument("--workers", type=count, default=1, metavar="N", help="processes")

    new = commands.add_parser("new", help="make a site, a topic or a template")
    kinds = new.add_subparsers(required=True, metavar="KIND")
    site = kinds.add_parser("site", help="a folder with one topic, ready to serve")
    site.set_defaults(command=_new_site)
    site.add_argument("name", metavar="NAME", help="the folder to make")
    topic = kinds.add_parser("topic", help="a text to begin with")
    topic.set_defaults(command=_new_topic)
    topic.add_argument("name", metavar="NAME", help="its slug: getting-help")
    topic.add_argument("--language", type=tag, metavar="TAG", help="else the site's")
    add_site(topic)
    template = kinds.add_parser("template", help="a template of your own, starting from ours")
    template.set_defaults(command=_new_template)
    template.add_argument("name", metavar="NAME", help="topic.html, components/guide/guide.html …")
    add_site(template)

    bring = commands.add_parser("import", help="bring a caption file in")
    bring.set_defaults(command=_import)
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--video", required=True, metavar="ID")
    bring.add_argument("--language", required=True, type=tag, metavar="TAG")
    bring.add_argument("--kind", choices=KINDS)
    bring.add_argument("--replace", action="store_true", help="even if there is such a track")
    add_site(bring)


def _serve(asked: argparse.Namespace) -> int:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from server.web.app import application
    from server.web.checking import check_pages
    from server.web.snapshot import take

    store = open_store(asked.site)
    with _listening(asked.host, asked.port) as listening:
        snapshot, problems = take(store)
        show_problems((*problems, *check_pages(snapshot)))
        _must_have_topics(asked.site, bool(snapshot.site.topics))
        host = f"[{asked.host}]" if ":" in asked.host else asked.host
        tell(f"{snapshot.site.config.name} is at http://{host}:{listening.getsockname()[1]}")
        os.environ["LEGENDA_SITE"] = str(Path(asked.site).resolve())
        os.environ["LEGENDA_RELOAD"] = "1" if asked.reload else "0"
        single = asked.workers == 1
        app = application(snapshot, reload=asked.reload) if single else FACTORY
        config = uvicorn.Config(
            app,
            factory=not single,
            workers=asked.workers,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        if single:
            uvicorn.Server(config).run(sockets=[listening])
        else:
            Multiprocess(config, sockets=[listening]).run()
    return 0


def _listening(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        listening = socket.create_server(found[0][4][:2], family=found[0][0], backlog=2048)
    except (socket.gaierror, UnicodeError):
        raise Unavailable(
            f"There is no address “{host}”; expected one such as 127.0.0.1."
        ) from None
    except PermissionError:
        raise Unavailable(f"Port {port} may not be used; choose one above 1023.") from None
    except OSError as error:
        raise Unavailable(
            f"Port {port} on {host} cannot be used: {os.strerror(error.errno or 0).lower()}. "
            f"Stop what uses it, or choose another: legenda serve --port {port % 65535 + 1}"
        ) from None
    # asyncio sets this itself on the sockets it opens, not on those it is given: without it, the
    # body of a short answer waits some 40 ms for the head to be confirmed.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _must_have_topics(site: str, found: bool) -> None:  # noqa: FBT001
    if not found:
        raise Unavailable(
            f"There are no topics in {Path(site).resolve()}; expected topics/<slug>.<language>.md. "
            "`legenda new site NAME` makes a folder to begin with."
        )


def _new_site(asked: argparse.Namespace) -> None:
    folder = Path(asked.name)
    written = authoring.new_site(folder)
    tell(f"Made {folder}: {', '.join(written)}", f"Serve it with: legenda serve {folder}")


def _new_topic(asked: argparse.Namespace) -> None:
    store = open_store(asked.site)
    language = asked.language or read_config(store).language
    tell(f"Wrote {authoring.new_topic(store, asked.name, language)}")


def _new_template(asked: argparse.Namespace) -> None:
    from server.web.theme import OURS

    store = open_store(asked.site)
    tell(f"Wrote {authoring.new_template(store, asked.name, open_store(OURS))}")


def _import(asked: argparse.Namespace) -> int:
    store = open_store(asked.site)
    key, captions, problems = authoring.import_captions(
        store,
        Path(asked.file),
        video=asked.video,
        language=asked.language,
        kind=asked.kind or "",
        replace=asked.replace,
    )
    show_problems(problems)
    tell(f"Wrote {key}: {amount(len(captions.cues), 'cue')}, to {captions.end / 1000:.1f} s.")
    return 1 if problems else 0
