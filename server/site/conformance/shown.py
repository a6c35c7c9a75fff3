"""The rows of docs/conformance.md that tests show to be met.

Written by scripts/write_conformance_docs.py, as that page is.
"""

SHOWN = frozenset(
    {
        "API-1",
        "API-2",
        "API-3",
        "CC-22",
        "CC-26",
        "CC-4",
        "CL-1",
        "CL-2",
        "CL-3",
        "CL-5",
        "CL-6",
        "EM-3",
        "EM-4",
        "EN 7.1.3",
        "GD-2",
        "GD-3",
        "GD-4",
        "GD-6",
        "IC-1",
        "IC-4",
        "PP-1",
        "PP-3",
        "PP-4",
        "RP-1",
        "RP-5",
        "RP-6",
        "RP-7",
    }
)
