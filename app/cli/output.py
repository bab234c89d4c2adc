"""What a command says: lines for people, or one JSON document."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

DONE, FAULT, BAD_INPUT, NOTHING_FOUND = 0, 1, 2, 3  # exit codes


class Output:
    """`say` is for people, `result` is the one JSON document; with --json nothing else reaches stdout."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, line: str) -> None:
        """A line of the answer."""
        print(line, file=sys.stderr if self.as_json else sys.stdout, flush=True)

    def notice(self, line: str) -> None:
        """A line beside the answer."""
        print(f"lookglass: {line}", file=sys.stderr, flush=True)

    def result(self, document: Any) -> None:
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, indent=1), flush=True)

    def failed(self, sentence: str, code: int) -> int:
        print(f"lookglass: {sentence}", file=sys.stderr, flush=True)
        self.result({"error": sentence})
        return code


class Progress:
    """A line on standard error that counts; on a terminal it is rewritten in place."""

    EVERY_S = 0.5

    def __init__(self, what: str, total: int | None) -> None:
        self._what = what
        self._total = total
        self._count = 0
        self._terminal = sys.stderr.isatty()
        self._began_s = self._told_s = time.perf_counter()

    def step(self) -> None:
        self._count += 1
        now_s = time.perf_counter()
        # A log wants a line now and then, a terminal one that moves.
        if now_s - self._told_s >= (self.EVERY_S if self._terminal else 10 * self.EVERY_S):
            self._told_s = now_s
            of = f" of {self._total}" if self._total else ""
            rate = self._count / (now_s - self._began_s)
            end = "\r" if self._terminal else "\n"
            print(f"{self._what}: {self._count}{of} frames, {rate:.1f} a second ", end=end, file=sys.stderr)
            sys.stderr.flush()

    def done(self) -> tuple[int, float]:
        """Frames counted and seconds taken."""
        if self._terminal:
            print(" " * 70, end="\r", file=sys.stderr)
        return self._count, time.perf_counter() - self._began_s
