"""The commands about caption files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.cli import audio

if TYPE_CHECKING:
    from server.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Add these commands to the command line."""
    captions = commands.add_parser("captions", help="work on caption files")
    kinds = captions.add_subparsers(required=True, metavar="KIND")
    audio.add_captions(kinds)
