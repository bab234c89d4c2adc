"""Knobs: declared once, checked everywhere."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import params
from app.core.errors import UserError
from app.core.params import (
    Choice,
    Colour,
    Knob,
    Main,
    Needs,
    Toggle,
    controls_of,
    groups,
    resolve_groups,
    split_assignment,
    with_values,
)
from app.stages import register_all
from app.stages.compose import fitters

register_all()
REGISTERED: dict[str, type[Any]] = {
    **groups(),
    **{f"kind {kind}": type(fitter).Settings for kind, fitter in fitters().items()},
}


@dataclass(frozen=True, slots=True)
class Sample:
    cutoff_hz: Annotated[float, Knob(0.5, 30.0, 0.1, "Hz", "how calm a still face is")] = 1.0
    shine: Annotated[bool, Toggle("whether it shines")] = True
    finish: Annotated[str, Choice(("matte", "gloss"), "how it shines")] = "matte"
    colour: Annotated[str, Colour("its colour")] = "#102030"


@pytest.mark.parametrize("name", REGISTERED)
def test_every_default_lies_in_its_range_and_has_its_controls_type(name: str) -> None:
    params = REGISTERED[name]
    defaults = params()
    for field, control in controls_of(params).items():
        value = getattr(defaults, field)
        assert control.parse(value) == value
        assert type(control.parse(value)) is type(value), f"{name}.{field} is not of its knob's type"


@pytest.mark.parametrize("name", REGISTERED)
def test_every_knob_can_be_understood(name: str) -> None:
    for field, control in controls_of(REGISTERED[name]).items():
        assert control.help, f"{name}.{field} has no help"
        if isinstance(control, Knob):
            assert control.low < control.high
            assert 0 < control.step <= control.high - control.low
        if isinstance(control, Choice):
            assert len(set(control.options)) == len(control.options) >= 2


def test_there_is_something_registered() -> None:
    assert groups()
    assert {"lipstick", "glasses"} <= set(fitters())


@given(value=st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_is_taken_exactly_if_it_lies_in_the_range(value: float) -> None:
    if 0.5 <= value <= 30.0:
        assert with_values(Sample(), {"cutoff_hz": value}, where="sample").cutoff_hz == value
    else:
        with pytest.raises(UserError, match=r"sample\.cutoff_hz: expected 0\.5 to 30 Hz, got"):
            with_values(Sample(), {"cutoff_hz": value}, where="sample")


@pytest.mark.parametrize(
    ("knob", "value", "says"),
    [
        ("cutoff_hz", "fast", "sample.cutoff_hz: expected a number, got 'fast'."),
        ("cutoff_hz", None, "sample.cutoff_hz: expected a number, got None."),
        ("shine", "perhaps", "sample.shine: expected on or off, got 'perhaps'."),
        ("finish", "wet", "sample.finish: expected one of matte, gloss, got 'wet'."),
        ("colour", "red", "sample.colour: expected a colour like '#a01c2b', got 'red'."),
        ("coluor", "#ffffff", "sample has no knob 'coluor'; it has cutoff_hz, shine, finish, colour."),
    ],
)
def test_a_bad_value_is_refused_in_one_sentence_that_names_the_knob(
    knob: str, value: object, says: str
) -> None:
    with pytest.raises(UserError) as refusal:
        with_values(Sample(), {knob: value}, where="sample")
    assert str(refusal.value) == says


@pytest.mark.parametrize("text", ["#gg0000", "#-12345", "#+1+1+1", "# 1 2 3", "#12345", "102030", "#1_0_0_"])
def test_a_colour_is_a_hash_and_six_hexadecimal_digits(text: str) -> None:
    with pytest.raises(UserError, match=r"sample\.colour: "):
        with_values(Sample(), {"colour": text}, where="sample")


@pytest.mark.parametrize(
    ("text", "on"), [("on", True), ("Yes", True), ("1", True), ("off", False), ("0", False)]
)
def test_a_switch_understands_words(text: str, on: bool) -> None:
    assert with_values(Sample(), {"shine": text}, where="sample").shine is on


def test_values_leave_the_original_alone() -> None:
    before = Sample()
    after = with_values(before, {"cutoff_hz": "2.5"}, where="sample")
    assert before == Sample()
    assert after.cutoff_hz == 2.5
    assert [f.name for f in fields(after) if getattr(after, f.name) != getattr(before, f.name)] == [
        "cutoff_hz"
    ]


def test_an_assignment_is_split_at_its_last_dot_before_the_equals_sign() -> None:
    assert split_assignment("crop.margin=1.5") == ("crop", "margin", "1.5")
    assert split_assignment("my.glasses.glb.scale = 1.5") == ("my.glasses.glb", "scale", "1.5")
    assert split_assignment("a.b=c=d.e") == ("a", "b", "c=d.e")


@pytest.mark.parametrize("text", ["", "crop", "crop.margin", "margin=2", ".margin=2", "crop.=2", "=2"])
def test_an_assignment_that_lacks_a_part_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"Expected GROUP\.KNOB=VALUE"):
        split_assignment(text)


def test_a_field_without_a_knob_is_our_own_mistake() -> None:
    @dataclass(frozen=True)
    class Forgotten:
        value: float = 1.0

    with pytest.raises(TypeError, match=r"Forgotten\.value declares no knob"):
        controls_of(Forgotten)


def test_an_unknown_group_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="no group of knobs 'one_euor'"):
        resolve_groups({"one_euor": {}})


def test_without_overrides_every_group_has_its_defaults() -> None:
    assert resolve_groups({}) == {name: params() for name, params in groups().items()}


@dataclass(frozen=True, slots=True)
class Paint:
    finish: Annotated[str, Choice(("plain", "shiny"), "how it shines"), Main] = "plain"
    shine: Annotated[float, Knob(0, 1, 0.1, "", "how much"), Needs("finish", ("shiny",))] = 0.5
    dark: Annotated[float, Knob(0, 1, 0.1, "", "how dark")] = 0.0
    edge: Annotated[float, Knob(0, 1, 0.1, "", "how sharp"), Needs("dark")] = 0.0


def test_what_a_knob_needs_to_have_an_effect_is_declared_beside_it() -> None:
    needs = params.needs_of(Paint)
    assert set(needs) == {"shine", "edge"}
    assert not needs["shine"].met_by(Paint()) and needs["shine"].met_by(Paint(finish="shiny"))
    assert not needs["edge"].met_by(Paint()) and needs["edge"].met_by(Paint(dark=0.1))
    assert params.main_of(Paint) == ("finish",)


def test_a_need_of_something_that_is_not_there_is_a_mistake() -> None:
    @dataclass(frozen=True)
    class Bad:
        a: Annotated[float, Knob(0, 1, 0.1, "", "a"), Needs("gone")] = 0.0

    with pytest.raises(TypeError, match="needs 'gone'"):
        params.needs_of(Bad)
    assert params.main_of(Bad) == ("a",)


@pytest.mark.parametrize("kind", sorted(fitters()))
def test_every_product_kind_shows_a_few_knobs_first_and_needs_only_what_it_has(kind: str) -> None:
    settings = fitters()[kind].Settings
    params.needs_of(settings)
    assert 1 <= len(params.main_of(settings)) <= 3


def test_a_stage_that_can_be_off_says_by_which_value() -> None:
    assert params.off_switch("steady") == ("method", "none")
    assert params.off_switch("crop") is None
    for name in params.groups():
        off = params.off_switch(name)
        if off is not None:
            assert off[1] != getattr(params.groups()[name](), off[0]), f"{name} comes switched off"
