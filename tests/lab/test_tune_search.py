"""The search of `lab tune` on made-up stabilisers whose fronts are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.front import Knobs, Stop, balanced, undominated, walk
from app.core.params import Knob, controls_of, groups
from app.lab.tune_search import search
from app.lab.tune_space import Dimension, Space, space_of
from app.stages import register_all
from app.stages.stabilise import METHODS

register_all()

CALM, TRUE = 1.3, 0.62


def made_up_space() -> Space:
    """Two knobs: one weighs calm against error, the other has one right value, whatever the first one is."""
    names = ("weigh", "right")
    knob = Knob(0.0, 1.0, 0.001, "", "")
    return Space(tuple(Dimension((("made-up", name),), knob) for name in names), {})


def made_up(knobs: Knobs) -> Stop:
    """On the front, where `right` is TRUE, jitter times error is CALM."""
    weigh, right = (float(knobs["made-up"][name]) for name in ("weigh", "right"))
    wrong = 1.0 + 4.0 * (right - TRUE) ** 2
    jitter = 0.1 * 10.0**weigh
    return Stop(jitter * wrong, CALM / jitter * wrong, 8.0 * (1.0 - weigh), knobs)


def test_a_known_front_is_found() -> None:
    tried = search(made_up, made_up_space(), budget=80, seed=3)
    front = walk(tried, most=7)
    assert len(front) == 7
    assert front[0].jitter_percent < 0.12 and front[-1].jitter_percent > 0.8
    for stop in front:
        assert stop.jitter_percent * stop.error_percent < 1.06 * CALM
        assert abs(float(stop.knobs["made-up"]["right"]) - TRUE) < 0.09


@given(seed=st.integers(0, 10**6), budget=st.integers(0, 30))
def test_the_same_seed_finds_the_same_within_its_budget(seed: int, budget: int) -> None:
    once, again = (search(made_up, made_up_space(), budget=budget, seed=seed) for _ in range(2))
    assert once == again
    assert len(once) == budget
    assert len({repr(stop.knobs) for stop in once}) == budget


def test_another_seed_looks_elsewhere_and_the_start_comes_first() -> None:
    start = {"made-up": {"weigh": 0.25, "right": 0.5}}
    one, other = (search(made_up, made_up_space(), budget=9, seed=seed, start=start) for seed in (1, 2))
    assert one[0].knobs == other[0].knobs == start
    assert one[1:] != other[1:]


def test_a_knob_of_few_values_is_searched_through_and_then_it_is_over() -> None:
    few = Space(
        (Dimension((("made-up", "weigh"),), Knob(0.0, 1.0, 0.1, "", "")),), {"made-up": {"right": TRUE}}
    )
    tried = search(made_up, few, budget=100, seed=0)
    assert sorted(float(stop.knobs["made-up"]["weigh"]) for stop in tried) == pytest.approx(
        np.linspace(0.0, 1.0, 11)
    )


@pytest.mark.parametrize("method", [name for name in METHODS if name not in ("none", "one-euro-mediapipe")])
@given(at=st.lists(st.floats(0.0, 1.0), min_size=12, max_size=12))
def test_every_place_is_a_setting_in_range_and_found_again(method: str, at: list[float]) -> None:
    space = space_of(method)
    knobs = space.knobs(np.array(at[: len(space)]))
    assert knobs["steady"]["method"] == method
    for knob, value in knobs["steady"].items():
        assert controls_of(groups()["steady"])[knob].parse(value) == value
    assert space.knobs(space.place(knobs)) == knobs


def test_a_name_with_a_star_turns_all_that_it_fits_together() -> None:
    space = space_of("one-euro", ["steady.*_cutoff_hz", "steady.lips_beta"])
    assert [len(one.members) for one in space.dimensions] == [6, 1]
    values = space.knobs(np.array([0.4, 1.0]))["steady"]
    assert len({value for knob, value in values.items() if knob.endswith("_cutoff_hz")}) == 1
    assert values["lips_beta"] == 200.0 and "eyes_beta" not in values


@pytest.mark.parametrize(
    ("method", "names", "why"),
    [
        ("none", [], "no knobs to tune"),
        ("flow", ["crop.slack"], "look at every clip again"),
        ("flow", ["steady.flow_drft"], "There is no knob"),
        ("flow", ["flow_drift"], "is no knob"),
        ("flow", ["steady.method"], "is no number"),
        ("one-euro", ["steady.*"], "is no number"),
        ("one-euro", ["steady.lips_*"], "different ranges"),
        ("spring", ["steady.spring_hz=5"], "is no range"),
        ("spring", ["steady.spring_hz=5..5"], "is no range"),
        ("spring", ["steady.spring_hz=5..500"], "expected 1 to 60 Hz"),
        ("one-euro", ["steady.*_beta", "steady.lips_beta"], "meant twice"),
    ],
)
def test_what_cannot_be_tuned_is_said_in_a_sentence(method: str, names: list[str], why: str) -> None:
    with pytest.raises(UserError, match=why) as said:
        space_of(method, names)
    assert "\n" not in str(said.value) and str(said.value).endswith(".")


def test_a_range_bounds_what_is_tried() -> None:
    space = space_of("spring", ["steady.spring_hz=5..20"])
    values = [float(space.knobs(np.array([place]))["steady"]["spring_hz"]) for place in (0.0, 0.5, 1.0)]
    assert values[0] == 5.0 and values[-1] == 20.0 and 5.0 < values[1] < 20.0


def stop(jitter: float, error: float, lag: float | None = 0.0) -> Stop:
    return Stop(jitter, error, lag, {})


STOPS = st.lists(
    st.builds(stop, st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.floats(-9.0, 9.0)), min_size=1, max_size=30
)


@given(stops=STOPS)
def test_nobody_on_a_front_is_beaten_and_everybody_else_is(stops: list[Stop]) -> None:
    front = undominated(stops)

    def beats(one: Stop, other: Stop) -> bool:
        return one.costs != other.costs and all(a <= b for a, b in zip(one.costs, other.costs, strict=True))

    assert not any(beats(one, other) for one in stops for other in front)
    assert all(one in front or any(beats(f, one) or f.costs == one.costs for f in front) for one in stops)


@given(stops=STOPS, most=st.integers(3, 9))
def test_along_a_walk_jitter_rises_and_error_falls(stops: list[Stop], most: int) -> None:
    through = stops[0]
    way = walk(stops, most=most, through=through)
    assert 1 <= len(way) <= most
    for one, other in zip(way[:-1], way[1:], strict=True):
        assert one.jitter_percent <= other.jitter_percent
        assert one.error_percent > other.error_percent


def test_a_walk_goes_through_a_setting_that_is_as_good_as_the_best() -> None:
    others = [stop(0.1, 1.0), stop(0.2, 0.5), stop(0.4, 0.2)]
    good, bad = stop(0.201, 0.505), stop(0.25, 0.6)
    assert good in walk([*others, good], most=5, through=good)
    assert bad not in walk([*others, bad], most=5, through=bad)


def test_the_setting_in_the_middle_is_not_late_where_that_can_be() -> None:
    late, prompt, far = stop(0.1, 0.2, 8.0), stop(0.2, 0.3, 1.0), stop(0.9, 0.2, 0.0)
    assert balanced([late, prompt, far]) is prompt
    assert balanced([late]) is late


def test_what_makes_no_difference_is_left_as_it_comes() -> None:
    usual, hardly, clearly = stop(0.2, 0.3), stop(0.199, 0.298), stop(0.15, 0.31)
    assert balanced([hardly, usual], usual=usual) is usual
    assert balanced([clearly, usual], usual=usual) is clearly
