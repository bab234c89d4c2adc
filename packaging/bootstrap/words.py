"""How set-up speaks to a person."""

from __future__ import annotations

import sys


class Stop(Exception):
    """Set-up cannot go on; the text is one sentence that says what to do."""


def say(text: str) -> None:
    """Progress goes to standard error, so that a command's own output stays clean."""
    print(text, file=sys.stderr, flush=True)
