"""One slider between the steady and the responsive preset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.balance import Balance
from app.core.params import resolve_groups
from app.stages import register_all
from app.store.presets import find_preset

register_all()


def steadiness() -> Balance:
    calm, quick = (find_preset(name).knobs["steady"] for name in ("steady", "responsive"))
    return Balance({"steady": calm}, {"steady": quick})


LINE = steadiness()


def test_the_ends_are_the_presets() -> None:
    assert LINE.at(0.0) == LINE.calm == {"steady": find_preset("steady").knobs["steady"]}
    assert LINE.at(1.0) == {"steady": find_preset("responsive").knobs["steady"]}


@given(share=st.floats(0, 1))
def test_every_place_on_the_line_is_found_again_and_in_range(share: float) -> None:
    params = resolve_groups(LINE.at(share))
    assert LINE.nearest(params) == pytest.approx(share, abs=0.03)
    assert LINE.holds(params)


@given(first=st.floats(0, 1), second=st.floats(0, 1))
def test_further_along_is_never_calmer(first: float, second: float) -> None:
    low, high = (LINE.at(share)["steady"] for share in sorted((first, second)))
    for knob, value in low.items():
        assert isinstance(value, str) or value <= high[knob]


def test_frequencies_go_along_by_quotients() -> None:
    middle = LINE.at(0.5)["steady"]["lips_cutoff_hz"]
    assert middle == pytest.approx((0.15 * 1.0) ** 0.5, abs=0.01)


def test_the_defaults_lie_on_the_line_and_one_turned_knob_leaves_it() -> None:
    assert LINE.nearest(resolve_groups({})) == pytest.approx(0.367, abs=0.02)
    assert LINE.holds(resolve_groups({}))
    one = resolve_groups({"steady": {"lips_cutoff_hz": 5.0}})
    assert not LINE.holds(one) and LINE.nearest(one) == pytest.approx(0.367, abs=0.02)
    assert not LINE.holds(resolve_groups({"steady": {"method": "none"}}))
