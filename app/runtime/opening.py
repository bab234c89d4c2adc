"""One source being opened, on a thread of its own: a driver may keep whoever opens a camera for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ..core.errors import UserError
from ..core.ports import Source

# Opens SOURCE as long as somebody wants it. Raises UserError.
OpenSource = Callable[[str, Callable[[], bool]], Source]


class Opening:
    """`otherwise` is what to open where this cannot be; `began_ns` is for whoever tells of the wait.

    Asked by one thread; the answer (a source, or why there is none) is given once.
    """

    def __init__(self, spec: str, otherwise: str | None, open_source: OpenSource, *, began_ns: int) -> None:
        self.spec = spec
        self.otherwise = otherwise
        self.began_ns = began_ns
        self._open_source = open_source
        self._lock = threading.Lock()
        self._wanted = True
        self._source: Source | None = None
        self._problem: Exception | None = None
        threading.Thread(target=self._run, name="lookglass-open", daemon=True).start()

    @property
    def answered(self) -> bool:
        with self._lock:
            return self._source is not None or self._problem is not None

    def take(self) -> Source:
        """The source, which is the caller's now. Raises what its opening raised."""
        with self._lock:
            source, self._source = self._source, None
            if source is None:
                raise self._problem or UserError(f"{self.spec} is not open yet.")
            return source

    def cancel(self) -> None:
        """Nobody wants it any more: it is closed as soon as it is open."""
        with self._lock:
            self._wanted = False
            source, self._source = self._source, None
        if source is not None:
            source.close()

    def _run(self) -> None:
        try:
            source = self._open_source(self.spec, lambda: self._wanted)
        except Exception as problem:  # raised again where it is taken
            with self._lock:
                self._problem = problem
            return
        with self._lock:
            if self._wanted:
                self._source = source
                return
        source.close()
