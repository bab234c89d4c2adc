"""The Document is a value."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from app.core.commands import SetKnob, SetWornKnob, WearLook
from app.core.document import Document, Look, Worn
from app.core.params import groups
from app.stages import register_all

register_all()


def test_two_documents_with_the_same_choices_are_equal() -> None:
    def chosen() -> Document:
        return WearLook(Look((Worn("a"), Worn("b", "c")), "x"), subject=1).apply(Document())

    assert chosen() == chosen()
    assert chosen() != Document()


def test_a_document_cannot_be_changed_in_place() -> None:
    document = SetWornKnob("a", "k", 1.0).apply(Document(default_look=Look((Worn("a"),))))
    with pytest.raises(FrozenInstanceError):
        document.strength = 0.5  # type: ignore[misc]
    with pytest.raises(TypeError):
        document.default_look.worn[0].settings["k"] = 2.0  # type: ignore[index]
    with pytest.raises(TypeError):
        document.looks[1] = Look()  # type: ignore[index]


def test_putting_a_default_back_leaves_nothing_behind() -> None:
    group = next(iter(groups()))
    knob = next(iter(groups()[group].__dataclass_fields__))
    value = getattr(groups()[group](), knob)
    set_once = SetKnob(group, knob, value).apply(Document())
    assert SetKnob(group, knob, None).apply(set_once) == Document()


def test_people_without_a_look_of_their_own_wear_the_default() -> None:
    document = WearLook(Look((Worn("a"),)), subject=3).apply(Document(default_look=Look((Worn("b"),))))
    assert document.look_of(3).worn == (Worn("a"),)
    assert document.look_of(0).worn == (Worn("b"),)
