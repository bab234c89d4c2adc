"""How this start came about: what the window must know of the one before, and whether to be careful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..store.logs import Log
from ..store.sentinel import LastTime
from ..store.settings import AppSettings


@dataclass(frozen=True, slots=True)
class Start:
    """`safe`: nothing of last time, nothing of one's own, and nothing is kept. `settings` are those of last
    time, `notices` are said at once.

    `log` is None where none is written (pictures of the window, tests); `settle` is called once the start has
    gone well, `note_recording` with the file that is being recorded ("" for none).
    """

    safe: bool = False
    settings: AppSettings = field(default_factory=AppSettings)
    last_time: LastTime = field(default_factory=LastTime)
    notices: tuple[str, ...] = ()
    log: Log | None = None
    settle: Callable[[], None] | None = None
    note_recording: Callable[[str], None] | None = None
