from __future__ import annotations

import pytest

from app.core.commands import OpenSource, SetStrength, SetView, Wear
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


def test_looking_in_another_way_is_no_step_and_undo_leaves_it_alone() -> None:
    session = Session(Document())
    session.do(SetStrength(0.5))
    session.do(SetView(View(split=0.3, mirror=True)))
    assert session.position == 1
    session.undo()
    assert session.document == Document(view=View(split=0.3, mirror=True))
    session.do(SetView(View(landmarks=True)))
    session.redo()
    assert session.document == Document(strength=0.5, view=View(landmarks=True))


def test_a_gesture_that_is_cancelled_was_never_there() -> None:
    session = Session(Document())
    session.do(Wear(Worn("a")))
    session.undo()
    for strength in (0.9, 0.4):
        session.do(SetStrength(strength))
    session.cancel_gesture()
    assert session.document == Document()
    assert session.undo_label is None
    assert session.redo_label == Wear(Worn("a")).label


def test_what_is_over_cannot_be_cancelled() -> None:
    session = Session(Document())
    session.do(SetStrength(0.4))
    session.end_gesture()
    session.cancel_gesture()
    assert session.document.strength == 0.4


def test_a_drag_that_comes_back_to_where_it_began_leaves_no_step() -> None:
    session = Session(Document())
    for strength in (0.9, 0.4, 1.0):
        session.do(SetStrength(strength))
    assert session.undo_label is None


def test_a_source_that_is_gone_is_taken_out_of_the_history() -> None:
    session = Session(Document(source="clip"))
    session.do(SetStrength(0.9))
    session.do(OpenSource("demo:face"))
    session.do(SetStrength(0.5))
    session.undo()
    session.undo()
    assert session.document.source == "clip"
    session.forget_source("clip", "demo:face")
    assert session.document == Document(source="demo:face", strength=0.9)
    assert [label.text for label in session.history] == ["Set the strength"] * 2
    session.undo()
    assert session.document == Document(source="demo:face")
    session.go_to(2)
    assert session.document == Document(source="demo:face", strength=0.5)
