"""The one exception that reaches a person."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can act on, said in one sentence.

    The command line prints it and exits with 2; the window shows it as a notice and goes on.
    """
