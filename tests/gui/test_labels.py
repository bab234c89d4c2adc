"""Steps of the history by the names that a person knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from app.core.commands import (
    ChangeWorn,
    Command,
    MoveWorn,
    OpenSource,
    ResetKnobs,
    ResetWorn,
    SetKnob,
    SetWornKnob,
    SwapSetups,
    TakeOff,
    UsePreset,
    Wear,
    WearLook,
)
from app.core.document import Document, Look, Worn
from app.core.params import controls_of, groups
from app.gui.edit_actions import EditActions
from app.gui.labels import said, source_name
from app.stages import register_all
from app.store.presets import list_presets
from app.store.products import load_catalogue, settings_of
from tests.gui.panels import desk_of

register_all()
CATALOGUE = load_catalogue()
PRODUCTS = {product.id: product for product in CATALOGUE.products}
ids = st.sampled_from(sorted(PRODUCTS))
stage_knobs = st.sampled_from([(g, k) for g, params in groups().items() for k in controls_of(params)])
worn_knobs = st.sampled_from(
    [(p.id, k) for p in PRODUCTS.values() for k in controls_of(type(settings_of(p, p.variant(None))))]
)
variants = st.sampled_from([(p.id, v.id) for p in PRODUCTS.values() for v in p.variants])
commands: st.SearchStrategy[Command] = st.one_of(
    variants.map(lambda pair: Wear(Worn(*pair))),
    variants.map(lambda pair: ChangeWorn(pair[0], variant_id=pair[1])),
    ids.map(TakeOff),
    ids.map(ResetWorn),
    st.builds(ChangeWorn, ids, st.booleans()),
    st.builds(MoveWorn, ids, st.just(0)),
    worn_knobs.map(lambda pair: SetWornKnob(*pair, 0.5)),
    worn_knobs.map(lambda pair: SetWornKnob(*pair, None)),
    stage_knobs.map(lambda pair: SetKnob(*pair, 0.5)),
    st.sampled_from(sorted(groups())).map(ResetKnobs),
    st.sampled_from(["demo:face", "camera:0"]).map(OpenSource),
    st.sampled_from([p.name for p in list_presets() if "-" in p.name]).map(lambda name: UsePreset(name, {})),
)
_ID = re.compile(r"\b[a-z]+-[a-z]+-[a-z]+\b|\w_\w|\w:\w|[{}]")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(command=commands)
def test_no_step_is_called_by_an_id(command: Command, qapp: QApplication) -> None:
    text = said(command.label, CATALOGUE)
    assert text.strip() and not _ID.search(text), text


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (Wear(Worn("lipstick-rouge-satin", "classic")), "Wear Rouge Satin in Rouge Classique"),
        (TakeOff("lipstick-rouge-satin"), "Take off Rouge Satin"),
        (SetWornKnob("lipstick-rouge-satin", "coverage", 0.5), "Set Coverage of Rouge Satin"),
        (SetKnob("steady", "lips_cutoff_hz", 0.5), "Set Lips cutoff"),
        (OpenSource("demo:face"), "Open Demo subject"),
        (OpenSource(str(Path("films") / "a.mp4")), "Open a.mp4"),
        (UsePreset("responsive", {}), "Use the preset Responsive"),
        (UsePreset("my own", {}), "Use the preset my own"),
        (WearLook(Look((Worn("lipstick-rouge-satin"),), "Evening")), "Wear the look Evening"),
        (WearLook(Look()), "Take everything off"),
        (SwapSetups(), "Change between A and B"),
        (TakeOff("gone-from-the-catalogue"), "Take off gone-from-the-catalogue"),
    ],
)
def test_steps_by_name(command: Command, expected: str, qapp: QApplication) -> None:
    assert said(command.label, CATALOGUE) == expected


def test_a_long_name_of_a_file_does_not_widen_the_menu(qapp: QApplication) -> None:
    text = said(OpenSource("x" * 300 + ".mp4").label, CATALOGUE)
    assert len(text) < 50 and text.endswith(".mp4")
    assert source_name("x" * 300 + ".mp4").startswith("xxx")


def test_the_history_goes_back_to_a_step_and_on_again(qapp: QApplication) -> None:
    with desk_of(Document()) as desk:
        edit = EditActions(desk)
        do = desk.controller.do
        assert not edit.history.isEnabled()
        documents = [desk.controller.document]
        for product in ("lipstick-rouge-satin", "glasses-rimless", "lipstick-plum-matte"):
            do(Wear(Worn(product)))
            documents.append(desk.controller.document)
        edit.history.aboutToShow.emit()
        entries = [action for action in edit.history.actions() if not action.isSeparator()]
        texts = [action.text() for action in entries]
        assert texts == ["Wear Plum Matte", "Wear Rimless Titanium", "Wear Rouge Satin", "The beginning"]
        assert [action.isChecked() for action in entries] == [True, False, False, False]
        entries[2].trigger()
        assert desk.controller.document == documents[1]
        edit.history.aboutToShow.emit()
        entries = [action for action in edit.history.actions() if not action.isSeparator()]
        assert [action.isChecked() for action in entries] == [False, False, True, False]
        entries[0].trigger()
        assert desk.controller.document == documents[3]
        edit.history.aboutToShow.emit()
        edit.history.actions()[-1].trigger()
        assert desk.controller.document == documents[0]


def test_the_history_shows_fifteen_steps_around_the_present_one(qapp: QApplication) -> None:
    with desk_of(Document()) as desk:
        edit = EditActions(desk)
        for index in range(40):
            desk.controller.do(SetKnob("crop", "slack", index / 10))
            desk.controller.end_gesture()
        for position in (39, 20, 1, 0):
            desk.controller.studio.session.go_to(position)
            edit.history.aboutToShow.emit()
            entries = [action for action in edit.history.actions() if not action.isSeparator()]
            assert len(entries) == 16
            assert sum(action.isChecked() for action in entries) == 1
