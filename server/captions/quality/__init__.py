"""Quality: whether captions can be read in time, and whether they say what is heard.

    quality = examine(captions, language=language, profile=PROFILES["legenda"])
    quality.problems        # what a viewer would stumble over
    quality.excused         # what a NOTE excuses, with its reason

The rules are a table (`RULES`, those of reading included), the profiles are data (`PROFILES`).
Knows captions and languages; knows nothing of sites or files. Nothing here changes a cue.
"""

from .examining import Excused, Quality, check_quality, examine
from .profiles import PROFILES, Profile, Thresholds
from .table import QUALITY_RULES, RULES

__all__ = [
    "PROFILES",
    "QUALITY_RULES",
    "RULES",
    "Excused",
    "Profile",
    "Quality",
    "Thresholds",
    "check_quality",
    "examine",
]
