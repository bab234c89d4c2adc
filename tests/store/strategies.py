"""Any look and any knobs, for tests of what is written and read."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from app.core.document import Look, Worn
from app.core.params import Choice, Colour, Control, Knob, Value, controls_of, groups
from app.stages import register_all

register_all()

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
names = texts.filter(bool)
settings = st.dictionaries(names, st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | texts)
looks = st.builds(
    Look,
    st.lists(st.builds(Worn, names, st.none() | texts, settings, st.booleans()), max_size=5).map(tuple),
    names,
)


def values_of(control: Control) -> st.SearchStrategy[Value]:
    """What a control accepts."""
    match control:
        case Knob():
            return st.floats(control.low, control.high)
        case Choice():
            return st.sampled_from(control.options)
        case Colour():
            return st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
        case _:
            return st.booleans()


def knobs_of_group(params: type[object]) -> st.SearchStrategy[Mapping[str, Value]]:
    controls = controls_of(params)
    return st.fixed_dictionaries({}, optional={knob: values_of(c) for knob, c in controls.items()})


all_knobs = st.fixed_dictionaries({}, optional={name: knobs_of_group(p) for name, p in groups().items()}).map(
    lambda knobs: {group: values for group, values in knobs.items() if values}
)
