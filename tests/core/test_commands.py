"""Commands: the only way in which a Document changes."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.commands import (
    ChangeWorn,
    Command,
    EndCompare,
    MoveWorn,
    NameLook,
    NamePreset,
    OpenSource,
    ResetKnobs,
    ResetWorn,
    SetBalance,
    SetKnob,
    SetMaxSubjects,
    SetStrength,
    SetView,
    SetWornKnob,
    SwapSetups,
    TakeOff,
    TakeSetup,
    UsePreset,
    UseProvider,
    Wear,
    WearLook,
)
from app.core.document import Document, Look, View, Worn
from app.core.errors import UserError
from app.core.params import Knob, controls_of, groups
from app.runtime.session import Session
from app.stages import register_all

register_all()

RED, NUDE, ROUND = Worn("lipstick-red"), Worn("lipstick-nude"), Worn("glasses-round", "gold")
DRESSED = Document(default_look=Look((RED, ROUND), "evening"))


def a_number_knob() -> tuple[str, str, Knob]:
    """Any registered number: group, knob and declaration."""
    return next(
        (name, knob, control)
        for name, params in groups().items()
        for knob, control in controls_of(params).items()
        if isinstance(control, Knob)
    )


GROUP, KNOB, NUMBER = a_number_knob()

product_ids = st.sampled_from(["lipstick-red", "lipstick-nude", "glasses-round", "hat"])
subjects = st.none() | st.integers(0, 3)
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(Wear, st.builds(Worn, product_ids), st.frozensets(product_ids, max_size=2), subjects),
    st.builds(TakeOff, product_ids, subjects),
    st.builds(ChangeWorn, product_ids, st.none() | st.booleans(), st.none() | st.just("gold"), subjects),
    st.builds(MoveWorn, product_ids, st.integers(0, 4), subjects),
    st.builds(SetWornKnob, product_ids, st.just("coverage"), st.none() | st.floats(0, 1), subjects),
    st.builds(SetKnob, st.just(GROUP), st.just(KNOB), st.none() | st.floats(NUMBER.low, NUMBER.high)),
    st.builds(ResetKnobs, st.none() | st.just(GROUP)),
    st.builds(OpenSource, st.sampled_from(["demo:face", "camera:0"])),
    st.builds(UseProvider, st.sampled_from(["onnx", "mediapipe"])),
    st.builds(SetStrength, st.floats(0, 1)),
    st.builds(SetMaxSubjects, st.integers(1, 10)),
    st.builds(SetView, st.builds(View, st.none() | st.floats(0, 1), st.booleans())),
    st.builds(WearLook, st.just(Look((NUDE,), "office")), subjects),
    st.builds(ResetWorn, st.none() | product_ids, subjects),
    st.builds(SetBalance, st.just({GROUP: {KNOB: NUMBER.low}})),
    st.builds(UsePreset, st.just("calm"), st.just({GROUP: {KNOB: NUMBER.high}})),
    st.builds(NamePreset, st.sampled_from(["calm", "mine"])),
    st.builds(NameLook, st.sampled_from(["office", "mine"])),
    st.builds(SwapSetups),
    st.builds(TakeSetup, st.booleans()),
    st.builds(EndCompare),
)


def as_seen_plainly(document: Document) -> Document:
    """The Document without its view, which is no part of the history."""
    return replace(document, view=View())


@given(steps=st.lists(st.tuples(commands, st.booleans()), max_size=12))
def test_undoing_everything_and_doing_it_again_comes_back_to_the_same_document(
    steps: list[tuple[Command, bool]],
) -> None:
    start = SetStrength(0.5).apply(DRESSED)
    session = Session(start)
    named = False
    for step, ends_gesture in steps:
        # What is no step before the first step has no place in the history to come back to.
        named |= not step.in_history and session.position == 0 and not isinstance(step, SetView)
        session.do(step)
        if ends_gesture:
            session.end_gesture()
    after = session.document
    while session.undo_label is not None:
        session.undo()
    if not named:
        assert as_seen_plainly(session.document) == start
    assert session.document.view == after.view
    while session.redo_label is not None:
        session.redo()
    assert session.document == after


@given(steps=st.lists(commands, max_size=8), places=st.lists(st.integers(-2, 10), max_size=5))
def test_the_history_goes_to_any_place_in_one_change(steps: list[Command], places: list[int]) -> None:
    session = Session(DRESSED)
    documents = [session.document]
    for step in steps:
        session.do(step)
        session.end_gesture()
        del documents[session.position :]
        documents.append(session.document)
    for place in places:
        session.go_to(place)
        assert session.position == min(max(place, 0), len(session.history))
        assert as_seen_plainly(session.document) == as_seen_plainly(documents[session.position])


@given(steps=st.lists(commands, max_size=12))
def test_a_command_never_changes_the_document_it_was_given(steps: list[Command]) -> None:
    document = DRESSED
    for step in steps:
        told = repr(document)
        after = step.apply(document)
        assert repr(document) == told
        document = after


@given(command=commands)
def test_every_command_has_a_label(command: Command) -> None:
    label = command.label
    assert label.text.strip()
    assert {place for _, place, _, _ in Formatter().parse(label.text) if place} == set(label.fields)


@given(command=commands)
def test_ids_stand_in_a_label_s_places_and_never_in_its_sentence(command: Command) -> None:
    ids = {"lipstick-red", "lipstick-nude", "glasses-round", GROUP, KNOB, "demo:face", "camera:0"}
    assert not any(one in command.label.text for one in ids)


def test_wearing_takes_the_place_of_what_it_replaces() -> None:
    after = Wear(NUDE, replaces=frozenset({"lipstick-red"})).apply(DRESSED)
    assert after.default_look.worn == (NUDE, ROUND)


def test_wearing_the_same_product_again_changes_it_in_place() -> None:
    shade = Worn("lipstick-red", "dark")
    assert Wear(shade).apply(DRESSED).default_look.worn == (shade, ROUND)


def test_wearing_something_of_another_kind_adds_it_at_the_end() -> None:
    hat = Worn("hat")
    assert Wear(hat).apply(DRESSED).default_look.worn == (RED, ROUND, hat)


def test_replacing_several_leaves_one() -> None:
    document = Document(default_look=Look((RED, ROUND, NUDE)))
    plum = Worn("lipstick-plum")
    after = Wear(plum, replaces=frozenset({"lipstick-red", "lipstick-nude"})).apply(document)
    assert after.default_look.worn == (plum, ROUND)


def test_one_persons_look_starts_from_what_all_wear_and_leaves_the_others_alone() -> None:
    after = TakeOff("glasses-round", subject=2).apply(DRESSED)
    assert after.look_of(2).worn == (RED,)
    assert after.look_of(1).worn == after.default_look.worn == (RED, ROUND)


def test_taking_off_what_nobody_wears_changes_nothing() -> None:
    assert TakeOff("hat").apply(DRESSED) == DRESSED


def test_changing_one_thing_leaves_the_rest_as_it_is() -> None:
    off = ChangeWorn("glasses-round", enabled=False).apply(DRESSED).default_look.worn[1]
    assert off == Worn("glasses-round", "gold", enabled=False)
    silver = ChangeWorn("glasses-round", variant_id="silver").apply(DRESSED).default_look.worn[1]
    assert silver == Worn("glasses-round", "silver")


def test_a_worn_thing_moves_to_another_place() -> None:
    assert MoveWorn("glasses-round", 0).apply(DRESSED).default_look.worn == (ROUND, RED)
    assert MoveWorn("hat", 0).apply(DRESSED) == DRESSED


def test_a_worn_things_knob_is_set_and_put_back() -> None:
    set_once = SetWornKnob("lipstick-red", "coverage", 0.5).apply(DRESSED)
    assert set_once.default_look.worn[0].settings == {"coverage": 0.5}
    assert SetWornKnob("lipstick-red", "coverage", None).apply(set_once) == DRESSED


def test_a_knob_is_set_and_put_back() -> None:
    set_once = SetKnob(GROUP, KNOB, NUMBER.high).apply(DRESSED)
    assert set_once.knobs == {GROUP: {KNOB: NUMBER.high}}
    assert SetKnob(GROUP, KNOB, None).apply(set_once) == DRESSED


@pytest.mark.parametrize(
    "bad",
    [
        SetKnob(GROUP, KNOB, NUMBER.high + 1.0),
        SetKnob(GROUP, KNOB, float("nan")),
        SetKnob(GROUP, KNOB, "much"),
        SetKnob(GROUP, "no-such-knob", 1.0),
        SetKnob("no-such-group", KNOB, 1.0),
        UsePreset("bad", {GROUP: {KNOB: NUMBER.low - 1.0}}),
        UsePreset("bad", {"no-such-group": {}}),
        SetStrength(1.5),
        SetStrength(float("nan")),
        SetMaxSubjects(0),
        SetMaxSubjects(11),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_changes_nothing(bad: Command) -> None:
    session = Session(DRESSED)
    with pytest.raises(UserError):
        session.do(bad)
    assert session.document == DRESSED
    assert session.undo_label is None


def test_a_bad_value_is_refused_by_the_knobs_name() -> None:
    with pytest.raises(UserError, match=rf"{GROUP}\.{KNOB}: expected "):
        SetKnob(GROUP, KNOB, NUMBER.high + 1.0).apply(DRESSED)


def test_a_preset_replaces_all_knobs_and_a_reset_puts_them_back() -> None:
    set_once = SetKnob(GROUP, KNOB, NUMBER.high).apply(DRESSED)
    preset = UsePreset("calm", {GROUP: {KNOB: NUMBER.low}}).apply(set_once)
    assert preset.knobs == {GROUP: {KNOB: NUMBER.low}}
    assert ResetKnobs().apply(preset) == DRESSED
    assert not ResetKnobs(GROUP).apply(preset).knobs


def test_a_drag_is_one_step_of_the_history_and_two_drags_are_two() -> None:
    session = Session(DRESSED)
    for strength in (0.9, 0.8, 0.7):
        session.do(SetStrength(strength))
    session.end_gesture()
    session.do(SetStrength(0.2))
    session.undo()
    assert session.document.strength == 0.7
    session.undo()
    assert session.document == DRESSED


def test_steps_merge_only_within_one_knob_of_one_thing_on_one_person() -> None:
    keys = [
        SetWornKnob("lipstick-red", "coverage", 0.1).merge_key,
        SetWornKnob("lipstick-red", "gloss", 0.1).merge_key,
        SetWornKnob("lipstick-nude", "coverage", 0.1).merge_key,
        SetWornKnob("lipstick-red", "coverage", 0.1, subject=1).merge_key,
        SetKnob(GROUP, KNOB, 0.1).merge_key,
        SetKnob(GROUP, "other", 0.1).merge_key,
        SetStrength(0.1).merge_key,
        SetBalance({}).merge_key,
        MoveWorn("lipstick-red", 0).merge_key,
        SwapSetups().merge_key,
    ]
    assert None not in keys
    assert len(set(keys)) == len(keys)
    assert SetWornKnob("lipstick-red", "coverage", 0.1).merge_key == keys[0]
    assert Wear(RED).merge_key is None


def test_a_knob_given_as_text_is_kept_as_its_value() -> None:
    document = SetKnob("steady", "lips_cutoff_hz", "2").apply(Document())
    assert document == SetKnob("steady", "lips_cutoff_hz", 2.0).apply(Document())
    assert type(document.knobs["steady"]["lips_cutoff_hz"]) is float


def test_resetting_what_is_worn_keeps_variants_and_order() -> None:
    changed = SetWornKnob("glasses-round", "size", 1.1).apply(
        SetWornKnob("lipstick-red", "coverage", 0.5).apply(DRESSED)
    )
    assert ResetWorn("glasses-round").apply(changed) == SetWornKnob("lipstick-red", "coverage", 0.5).apply(
        DRESSED
    )
    assert ResetWorn().apply(changed) == DRESSED


def test_the_other_setup_begins_as_a_copy_and_is_kept_while_away() -> None:
    b = SwapSetups().apply(DRESSED)
    assert b.setup == DRESSED.setup and b.on_b and b.side == "B"
    changed = SetStrength(0.5).apply(TakeOff("glasses-round").apply(b))
    a = SwapSetups().apply(changed)
    assert a.setup == DRESSED.setup and not a.on_b
    assert SwapSetups().apply(a) == changed
    assert EndCompare().apply(changed).setup == changed.setup
    assert EndCompare().apply(changed).other is None


def test_copying_one_setup_over_the_other_leaves_one_where_one_is() -> None:
    on_b = SetStrength(0.5).apply(SwapSetups().apply(DRESSED))
    to_b, to_a = TakeSetup(to_b=True).apply(on_b), TakeSetup(to_b=False).apply(on_b)
    assert to_b.on_b and to_a.on_b
    assert to_b.setup == to_b.other == DRESSED.setup
    assert to_a.setup == to_a.other == on_b.setup


def test_going_to_and_fro_between_a_and_b_leaves_at_most_one_step() -> None:
    session = Session(DRESSED)
    session.do(SwapSetups())
    session.end_gesture()
    for _ in range(5):
        session.do(SwapSetups())
    assert session.position == 2
    session.do(SwapSetups())
    assert session.position == 1


def test_a_preset_is_remembered_by_name_until_all_knobs_are_reset() -> None:
    calm = UsePreset("calm", {GROUP: {KNOB: NUMBER.low}}).apply(DRESSED)
    assert calm.preset == "calm"
    assert SetKnob(GROUP, KNOB, NUMBER.high).apply(calm).preset == "calm"
    assert ResetKnobs(GROUP).apply(calm).preset == "calm"
    assert ResetKnobs().apply(calm) == DRESSED
