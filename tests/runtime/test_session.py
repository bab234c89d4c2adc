from __future__ import annotations

import pytest

from app.core.commands import SetStrength, SetView, Wear
from app.core.document import Document, View, Worn
from app.core.errors import UserError
from app.runtime.session import Session


def test_undo_and_redo_walk_the_same_documents() -> None:
    session = Session(Document())
    seen = [session.document]
    for command in (Wear(Worn("a")), SetStrength(0.5), Wear(Worn("b"))):
        session.do(command)
        seen.append(session.document)
    for document in reversed(seen[:-1]):
        session.undo()
        assert session.document == document
    assert session.undo_label is None
    for document in seen[1:]:
        session.redo()
        assert session.document == document
    assert session.redo_label is None


def test_a_drag_is_one_step_and_the_next_drag_another() -> None:
    session = Session(Document())
    for strength in (0.9, 0.7, 0.5):
        session.do(SetStrength(strength))
    session.end_gesture()
    for strength in (0.4, 0.3):
        session.do(SetStrength(strength))
    session.undo()
    assert session.document.strength == 0.5
    session.undo()
    assert session.document.strength == 1.0


def test_another_command_ends_a_drag() -> None:
    session = Session(Document())
    session.do(SetStrength(0.9))
    session.do(Wear(Worn("a")))
    session.do(SetStrength(0.8))
    session.undo()
    assert session.document.strength == 0.9


def test_a_command_that_does_not_fit_changes_nothing() -> None:
    session = Session(Document())
    heard: list[Document] = []
    session.subscribe(heard.append)
    before = session.document
    with pytest.raises(UserError, match="Strength: expected 0 to 1, got 2"):
        session.do(SetStrength(2.0))
    assert session.document is before
    assert heard == []
    assert session.undo_label is None


def test_a_command_without_effect_leaves_no_step() -> None:
    session = Session(Document())
    session.do(SetView(View()))
    assert session.undo_label is None


def test_something_new_forgets_what_was_undone() -> None:
    session = Session(Document())
    session.do(Wear(Worn("a")))
    session.undo()
    session.do(Wear(Worn("b")))
    assert session.redo_label is None


def test_listeners_hear_every_change_also_of_undo() -> None:
    session = Session(Document())
    heard: list[float] = []
    session.subscribe(lambda document: heard.append(document.strength))
    session.do(SetStrength(0.5))
    session.undo()
    session.redo()
    assert heard == [0.5, 1.0, 0.5]
