"""Something that parts of the window follow for as long as they live: the language, the theme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class Change(QObject):
    """Tells its followers, in the order in which they began, that it has happened."""

    happened = Signal()

    def follow(self, owner: QObject, act: Callable[[], None]) -> None:
        """Call `act` now and after each change, until `owner` is gone.

        `act` may touch `owner` and what lives in it, and nothing that may go earlier.
        """
        act()
        _Follower(owner, self, act)


class _Follower(QObject):
    """A child of its owner: Qt cuts the connection when the owner goes."""

    def __init__(self, owner: QObject, change: Change, act: Callable[[], None]) -> None:
        super().__init__(owner)
        self._act = act
        change.happened.connect(self.run)

    def run(self) -> None:
        self._act()
