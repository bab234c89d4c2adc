"""One slider along the measured front of a stabiliser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.balance import Balance
from app.core.front import Front, Stop
from app.core.params import resolve_groups
from app.stages import register_all
from app.store.fronts import our_fronts
from app.store.presets import find_preset

register_all()
WAYS = {method: Balance.along(front) for method, front in our_fronts().items()}


def made_up(*settings: dict[str, float]) -> Balance:
    """Stops that lie evenly apart."""
    stops = [
        Stop(2.0**number, 2.0**-number, 0.0, {"steady": {"method": "one-euro", **knobs}})
        for number, knobs in enumerate(settings)
    ]
    return Balance.along(Front("one-euro", tuple(stops)))


BENT = made_up(
    {"lips_cutoff_hz": 0.1, "lips_beta": 10.0},
    {"lips_cutoff_hz": 1.6, "lips_beta": 10.0},
    {"lips_cutoff_hz": 1.6, "lips_beta": 40.0},
)


def test_the_ends_of_the_default_are_the_presets() -> None:
    way = WAYS["flow"]
    assert way.at(0.0) == {"steady": find_preset("steady").knobs["steady"]}
    assert way.at(1.0) == {"steady": find_preset("responsive").knobs["steady"]}


@pytest.mark.parametrize("method", WAYS)
def test_the_slider_stops_at_everything_that_was_measured(method: str) -> None:
    front, way = our_fronts()[method], WAYS[method]
    assert list(way.at_share) == sorted(way.at_share) and way.at_share[0] == 0.0 and way.at_share[-1] == 1.0
    for stop, share in zip(front.stops, way.at_share, strict=True):
        assert way.at(share) == stop.knobs


@pytest.mark.parametrize("method", WAYS)
@given(share=st.floats(0, 1))
def test_every_place_on_the_way_is_in_range_and_on_it(method: str, share: float) -> None:
    assert WAYS[method].holds(resolve_groups(WAYS[method].at(share)))


@given(share=st.floats(0, 1))
def test_every_place_is_found_again(share: float) -> None:
    assert BENT.nearest(resolve_groups(BENT.at(share))) == pytest.approx(share, abs=0.02)


def test_it_walks_along_the_stops_and_not_straight_from_end_to_end() -> None:
    assert BENT.at(0.5)["steady"] == {"method": "one-euro", "lips_cutoff_hz": 1.6, "lips_beta": 10.0}
    assert BENT.at(0.75)["steady"]["lips_cutoff_hz"] == 1.6
    beside = resolve_groups({"steady": {"method": "one-euro", "lips_cutoff_hz": 0.4, "lips_beta": 20.0}})
    assert not BENT.holds(beside)


def test_frequencies_go_along_by_quotients() -> None:
    assert BENT.at(0.25)["steady"]["lips_cutoff_hz"] == pytest.approx((0.1 * 1.6) ** 0.5, abs=0.01)


def test_the_defaults_lie_on_the_way_and_one_turned_knob_leaves_it() -> None:
    way = WAYS["flow"]
    assert way.holds(resolve_groups({}))
    assert 0.05 < way.nearest(resolve_groups({})) < 0.95
    assert not way.holds(resolve_groups({"steady": {"flow_settle_s": 10.0, "flow_drift": 2.0}}))
    assert not way.holds(resolve_groups({"steady": {"method": "none"}}))


def test_a_way_of_one_stop_is_that_stop() -> None:
    alone = made_up({"lips_beta": 10.0})
    assert alone.at(0.7) == alone.calm == alone.quick
    assert alone.holds(resolve_groups(alone.calm)) and not alone.holds(resolve_groups({}))
