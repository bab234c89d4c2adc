"""The one exception that reaches a person."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can act on, said in one sentence.

    The command line prints it and exits with 2; the window shows it as a notice and goes on.
    """


def reason_of(problem: BaseException) -> str:
    """What the system or a library says of a failure, fit for the middle of a sentence."""
    said = str(getattr(problem, "strerror", None) or problem).strip().rstrip(".") or type(problem).__name__
    # "Permission denied" starts small in a sentence; "JPEG ..." stays as it is.
    return said[0].lower() + said[1:] if said[1:2].islower() or said[1:2] == " " else said
