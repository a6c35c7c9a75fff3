"""A video with its tracks as reported: what criteria ask of it.

That a file is there does not prove that it is right: a track counts when `tracks.toml` says that a
person wrote or reviewed it. Knows no criterion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from server.site.conformance.criteria import Outcome
from server.site.conformance.findings import Finding
from server.site.conformance.tracks import MADE_BY_MACHINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.site.conformance.tracks import TrackReport
    from server.site.model import Source, Video

# Rules that say something may not be captioned at all.
GAPS = frozenset({"late-start", "long-silence", "past-end"})
# A better outcome first: of several tracks the best one counts.
_BEST = (Outcome.MET, Outcome.PERSON, Outcome.NOT_MET)


@dataclass(frozen=True)
class Facts:
    """A video with its tracks as reported, asked by criteria."""

    video: Video
    tracks: tuple[TrackReport, ...]

    @property
    def is_live(self) -> bool:
        """Whether somebody writes its captions at this moment."""
        return any(it.live and it.track.readable for it in self.tracks)

    @property
    def settings(self) -> str:
        """Where a person's verdicts are written."""
        return f"media/{self.video.id}/video.toml"

    @property
    def described(self) -> tuple[Source, ...]:
        """The files of the version with audio description, which is something to hear."""
        found = self.video.with_role("described")
        return tuple(source for source in found if source.sound is not False)

    @property
    def signed(self) -> tuple[Source, ...]:
        """The files of the versions with sign language."""
        return tuple(it for it in self.video.sources if it.role.startswith("sign:"))

    def version_file(self, role: str) -> str:
        """What a file of a version would be called: beside the main one, named as it."""
        main = next(iter(self.video.with_role("main")), None)
        name = main.key.rpartition("/")[2].partition(".")[0] if main else "720p"
        return f"media/{self.video.id}/{name}.{role}.mp4"

    def track_file(self, kind: str = "") -> str:
        """What a track in the spoken language would be called."""
        return f"captions/{self.video.id}/{self.video.language}{kind and f'.{kind}'}.vtt"

    @property
    def is_read(self) -> bool:
        """Whether words are read in the transcript alone: no player of ours shows captions."""
        return self.video.is_audio or bool(self.video.embed)

    @cached_property
    def captions(self) -> Finding:
        """How far what is heard is written down in the language that is spoken."""
        found = self._spoken("captions")
        whole = [it for it in found if it.track.language.variants <= self.video.language.variants]
        if whole:
            best = self._best(whole)
            there = best.outcome is Outcome.MET and self.is_read
            return replace(best, reason="transcript-there") if there else best
        if found:
            return Finding(
                Outcome.PERSON, "captions-simple", by=(found[0].track,), file=self.track_file()
            )
        return Finding(
            Outcome.NOT_MET,
            "transcript-missing" if self.is_read else "captions-missing",
            file=self.track_file(),
            command=self._import(""),
        )

    @cached_property
    def descriptions(self) -> Finding | None:
        """How far what is seen is described in words, None where it is not."""
        found = self._spoken("descriptions")
        return self._best(found) if found else None

    @property
    def undescribed(self) -> Finding:
        """That nothing says what is seen."""
        return Finding(
            Outcome.NOT_MET,
            "descriptions-missing",
            file=self.track_file("descriptions"),
            other=self.version_file("described"),
            settings=self.settings,
            command=self._import(" --kind descriptions"),
        )

    @cached_property
    def whole_text(self) -> Finding:
        """How far the transcript has all that is said, heard and seen."""
        seen, heard = self.descriptions or self.undescribed, self.captions
        if not seen.by and not heard.by:
            return Finding(
                Outcome.NOT_MET,
                "text-missing",
                file=heard.file,
                other=seen.file,
                command=heard.command,
            )
        worst = max(seen, heard, key=lambda it: _BEST.index(it.outcome))
        if worst.outcome is not Outcome.MET:
            return worst
        return Finding(Outcome.MET, "whole-text", by=(*heard.by, *seen.by))

    def _spoken(self, kind: str) -> list[TrackReport]:
        """The tracks of a kind in the language that is spoken, the plainest tag first."""
        spoken = self.video.language
        found = [it for it in self.tracks if it.track.kind == kind]
        found = [it for it in found if spoken.match((it.track.language,))]
        return sorted(found, key=lambda it: (it.track.language != spoken, it.track.name))

    def _best(self, tracks: Sequence[TrackReport]) -> Finding:
        return min(map(self._standing, tracks), key=lambda it: _BEST.index(it.outcome))

    def _standing(self, it: TrackReport) -> Finding:
        """How far a track can be relied on."""
        track = it.track
        gaps = {count.rule for count in it.rules if count.count} & GAPS
        if not it.cues:
            outcome, reason = Outcome.NOT_MET, "track-empty"
        elif it.errors:
            outcome, reason = Outcome.NOT_MET, "track-broken"
        elif not track.reviewed and track.origin in MADE_BY_MACHINE:
            outcome, reason = Outcome.PERSON, "track-by-machine"
        elif not track.reviewed and track.origin is None:
            outcome, reason = Outcome.PERSON, "track-by-nobody"
        elif gaps and track.kind == "captions":
            outcome, reason = Outcome.PERSON, "track-gaps"
        else:
            return Finding(Outcome.MET, f"{track.kind}-there", by=(track,))
        return Finding(
            outcome,
            reason,
            by=(track,),
            file=track.key,
            settings=f"captions/{self.video.id}/tracks.toml",
            command="legenda check" if reason in ("track-broken", "track-gaps") else "",
        )

    def _import(self, more: str) -> str:
        video = self.video
        return f"legenda import FILE --video {video.id} --language {video.language}{more}"
