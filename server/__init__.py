"""Legenda: topic pages with captioned video, for people who otherwise miss out."""

__version__ = "0.1.0"
