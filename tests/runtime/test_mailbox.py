from __future__ import annotations

import threading

from app.runtime.mailbox import Mailbox


def test_only_the_newest_value_is_taken_and_the_others_are_counted() -> None:
    box: Mailbox[int] = Mailbox()
    for value in (1, 2, 3):
        box.put(value)
    assert box.take(0) == 3
    assert box.take(0) is None
    assert box.replaced == 2


def test_a_value_left_by_another_thread_wakes_the_reader() -> None:
    box: Mailbox[str] = Mailbox()
    taken: list[str | None] = []
    reader = threading.Thread(target=lambda: taken.append(box.take(5.0)))
    reader.start()
    box.put("frame")
    reader.join(5.0)
    assert taken == ["frame"]


def test_closing_wakes_whoever_waits() -> None:
    box: Mailbox[str] = Mailbox()
    taken: list[str | None] = ["untouched"]
    reader = threading.Thread(target=lambda: taken.append(box.take(None)))
    reader.start()
    box.close()
    reader.join(5.0)
    assert not reader.is_alive()
    assert taken == ["untouched", None]
