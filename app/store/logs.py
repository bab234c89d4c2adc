"""The log: what happened, in rotating files on this computer, without folders and without names of people.

Whoever has something to say uses `logger()`; a thread of its own writes it, so that nothing waits for a disk.
A disk that is full or cannot be written ends the writing quietly: nobody loses a session for a log.
"""

from __future__ import annotations

import faulthandler
import logging
import queue
from collections import deque
from contextlib import suppress
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from typing import TextIO

from .places import log_folder
from .scrub import scrub

NAME = "lookglass"
FILE_NAME = "lookglass.log"
# What the interpreter itself writes when the process is torn down under it.
CRASH_FILE_NAME = "crash.log"
_LARGEST_BYTES, _OLDER_FILES = 1 << 20, 2
# A crash's account is a few kilobytes; of a longer one the beginning says most.
_CRASH_CHARACTERS = 20_000
_KEPT_LINES = 200
# At the end, for what is still to be written.
_PATIENCE_S = 2.0


def logger() -> logging.Logger:
    """The application's logger; silent while no log is written: what a person must read is said elsewhere."""
    named = logging.getLogger(NAME)
    if not named.handlers:
        named.addHandler(logging.NullHandler())  # or Python writes warnings to standard error by itself
    return named


def log_file() -> Path:
    """The newest file."""
    return log_folder() / FILE_NAME


class Log:
    """Begins when made; `close` writes what is left. One at a time in a process."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = log_folder() if folder is None else folder
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self._crash: TextIO | None = None
        records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._in = QueueHandler(records)
        self._in.setFormatter(_Scrubbed("%(message)s"))
        self._listener = _Listener(records, _Kept(self._lines), *_file_handlers(self.folder))
        self._listener.start()
        log = logger()
        log.setLevel(logging.INFO)
        log.propagate = False
        log.addHandler(self._in)
        self._watch_for_crashes()

    def last_lines(self, count: int) -> list[str]:
        """The newest lines of this run, oldest first."""
        return list(self._lines)[-count:]

    def close(self) -> None:
        """Write what is left; closing again does nothing."""
        if self._in not in logger().handlers:
            return
        logger().removeHandler(self._in)
        self._listener.stop()
        for handler in self._listener.handlers:
            handler.close()
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
            self._crash = None

    def _watch_for_crashes(self) -> None:
        """Tell what the last crash left behind, and have the next leave the same."""
        path = self.folder / CRASH_FILE_NAME
        with suppress(OSError):
            said = path.read_text("utf-8", errors="replace").strip()
            if said:
                logger().error("The last crash: %s", said[:_CRASH_CHARACTERS])
        if faulthandler.is_enabled():  # a debugger's or a test run's own, which is not ours to take
            return
        with suppress(OSError):
            self._crash = path.open("w", encoding="utf-8")
            faulthandler.enable(self._crash)


class _Scrubbed(logging.Formatter):
    """Formats in the thread that logs, since values may change; a traceback comes with it."""

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


class _Listener(QueueListener):
    """The standard library's, its thread named like our others."""

    def start(self) -> None:
        super().start()
        assert self._thread is not None
        self._thread.name = "lookglass-log"

    def stop(self) -> None:
        """Let the rest be written; a disk that hangs is left behind with its thread (daemon)."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self.enqueue_sentinel()
            thread.join(_PATIENCE_S)


class _Kept(logging.Handler):
    """Keeps the newest lines in memory."""

    def __init__(self, lines: deque[str]) -> None:
        super().__init__()
        self._lines = lines
        self.setFormatter(_line_format())

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.extend(self.format(record).splitlines())


class _QuietFile(RotatingFileHandler):
    """Stops at the first line that cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_LARGEST_BYTES, backupCount=_OLDER_FILES, encoding="utf-8")
        self.setFormatter(_line_format())
        self._broken = False

    def emit(self, record: logging.LogRecord) -> None:
        if not self._broken:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        self._broken = True

    def close(self) -> None:
        with suppress(OSError, ValueError):  # what is left in its buffer cannot be written either
            super().close()


def _file_handlers(folder: Path) -> list[logging.Handler]:
    """The file; none where it cannot be opened."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_QuietFile(folder / FILE_NAME)]
    except OSError:
        return []


def _line_format() -> logging.Formatter:
    return logging.Formatter("%(asctime)s %(levelname)s %(threadName)s: %(message)s", "%Y-%m-%d %H:%M:%S")
