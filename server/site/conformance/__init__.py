"""How far a site's videos conform to WCAG 2.2, 1.2 and to EN 301 549, clause 7: values, no words.

Knows what files say. Whether captions are right only people know: their word is in `tracks.toml`
and in `[verdicts]` of `video.toml`, and where there is none, the verdict says so.
"""
