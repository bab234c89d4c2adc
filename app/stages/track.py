"""Who is who: what the provider is asked for each frame, and which answer belongs to whom.

A person keeps an id and a column (place) while tracked. When lost, the last answer is held and fades out;
for a while after that the person is remembered and gets the old id and column back on return.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Annotated

import numpy as np

from ..core import params
from ..core.missing import Missing
from ..core.observations import Crop, FootObservation, Observation, Request
from ..core.params import Knob
from ..core.tracks import FaceTrack, FootTrack, Track
from .boxes import Box

# Time constants of a person's motion: how fast the measured speed follows, and for how long a lost person
# is believed to go on with it.
_SPEED_S = 0.1
_COAST_S = 0.25
# Two answers are one face when their centres are nearer than this share of their size, at like sizes.
_SAME_FACE = 0.3
_SAME_SIZE = 0.4
# The answer from a person's own crop is theirs unless another's motion fits better by this many face sizes.
_OWN_BONUS = 0.35
# Converged tracks: the elder keeps the face unless the younger's motion fits better by this much.
_ELDER_BONUS = 0.05
# A person of whom less than this share of points is left in the picture has walked out of it.
_LEFT_PICTURE = 0.25
_NOT_FITTED = Missing("the pose has not been fitted yet")


@params.group("track")
@dataclass(frozen=True, slots=True)
class TrackParams:
    """How people are found, held and remembered."""

    search_hz: Annotated[
        float, Knob(0.2, 2, 0.1, "Hz", "How often empty places are searched in video; more costs time.")
    ] = 2.0
    min_score: Annotated[
        float, Knob(0.5, 0.95, 0.05, "", "How sure the network must be that it sees a face.")
    ] = 0.5
    hold_ms: Annotated[
        float, Knob(0, 120, 10, "ms", "How long what is worn stays fully visible after the face is lost.")
    ] = 100.0
    fade_ms: Annotated[
        float, Knob(0, 180, 10, "ms", "How long what is worn takes to fade out after that.")
    ] = 180.0
    remember_ms: Annotated[
        float, Knob(0, 10000, 100, "ms", "How long a lost person is recognised when back near the old place.")
    ] = 2500.0
    reach: Annotated[
        float, Knob(0.2, 3, 0.1, "faces", "How far from the expected place a lost person may come back.")
    ] = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One remembered person: the last answer and its box, how fast the box moved (px/s), and when seen last.

    `alive` is false once nothing is shown any more.
    """

    id: int
    column: int
    last: Observation
    box: Box
    velocity: tuple[float, float]
    seen_ns: int
    alive: bool = True

    def expected_centre(self, t_ns: int) -> tuple[float, float]:
        """Where this person should be now: the motion goes on for a moment and dies away."""
        coasted_s = _COAST_S * -math.expm1(-(t_ns - self.seen_ns) * 1e-9 / _COAST_S)
        x, y = self.box.centre
        return x + self.velocity[0] * coasted_s, y + self.velocity[1] * coasted_s


@dataclass(frozen=True, slots=True)
class TrackState:
    """Everybody remembered in this epoch, in column order."""

    epoch: int | None = None
    t_ns: int = 0
    searched_ns: int | None = None
    next_id: int = 0
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One frame's request, and what `associate` must know of how it came about. `ids` are the people whose
    crops were asked for: ids[place] for an observation's `place`."""

    request: Request
    ids: tuple[int, ...]
    t_ns: int
    epoch: int
    max_subjects: int


@dataclass(frozen=True, slots=True, eq=False)
class _Sighting:
    """An observation, the box that its points fill, and the id whose crop it came from (-1: nobody's)."""

    seen: Observation
    box: Box
    owner: int

    def is_same_face(self, other: _Sighting) -> bool:
        if abs(math.log(self.box.size_px / other.box.size_px)) > _SAME_SIZE:
            return False
        return self.box.distance(*other.box.centre) < _SAME_FACE * max(self.box.size_px, other.box.size_px)


def plan(
    state: TrackState,
    crops: Mapping[int, Crop],
    *,
    t_ns: int,
    epoch: int,
    max_subjects: int,
    still: bool,
    params: TrackParams,
) -> Plan:
    """What to ask the provider about the frame at `t_ns`.

    `crops` by track id come from the crop stage. A still is searched thoroughly each time; in video, empty
    places are searched at most `search_hz` times a second, and at once in a new epoch.
    """
    if still:
        request = Request((), search=True, max_new=max_subjects, thorough=True, min_score=params.min_score)
        return Plan(request, (), t_ns, epoch, max_subjects)
    state = _continued(state, t_ns, epoch)
    tracked = [p for p in state.people if p.alive and p.column < max_subjects and p.id in crops]
    empty = max_subjects - sum(p.seen_ns == state.t_ns for p in tracked)
    due = state.searched_ns is None or (t_ns - state.searched_ns) * params.search_hz >= 1e9
    request = Request(
        tuple(crops[p.id] for p in tracked),
        search=empty > 0 and due,
        max_new=empty,
        min_score=params.min_score,
    )
    return Plan(request, tuple(p.id for p in tracked), t_ns, epoch, max_subjects)


def associate(
    state: TrackState, plan: Plan, observations: Sequence[Observation], *, params: TrackParams
) -> tuple[tuple[Track, ...], TrackState]:
    """Give each observation to a person, old or new. The tracks come in column order, their points still raw.

    Never fails: observations that are unsure, not finite or outside the picture are left out.
    """
    state = _continued(state, plan.t_ns, plan.epoch)
    people = [p for p in state.people if p.column < plan.max_subjects]
    sightings = [s for seen in observations if (s := _sighting(seen, plan, params)) is not None]
    sightings, ousted = _one_each(sightings, people, plan.t_ns)
    if ousted:
        people = [replace(p, alive=False) if p.id in ousted else p for p in people]
    owned = _assign(sightings, people, plan.t_ns, params)
    people = [_updated(p, sightings[owned[p.id]], plan.t_ns) if p.id in owned else p for p in people]
    taken = set(owned.values())
    fresh = [s for i, s in enumerate(sightings) if i not in taken]
    people, next_id = _welcome(people, fresh, state.next_id, plan)
    people = sorted(
        (p for person in people if (p := _aged(person, plan.t_ns, params)) is not None),
        key=lambda p: (p.column, p.id),
    )
    searched_ns = plan.t_ns if plan.request.search else state.searched_ns
    tracks = tuple(_track(p, plan.t_ns, params) for p in people if p.alive)
    return tracks, TrackState(plan.epoch, plan.t_ns, searched_ns, next_id, tuple(people))


def _continued(state: TrackState, t_ns: int, epoch: int) -> TrackState:
    """The state, or a fresh one for a new epoch. (The same time again is the same picture again.)"""
    return state if state.epoch == epoch and t_ns >= state.t_ns else TrackState(epoch, t_ns)


def _sighting(seen: Observation, plan: Plan, params: TrackParams) -> _Sighting | None:
    """The observation with its box, or None for one that is not to be believed."""
    if seen.score < params.min_score or not np.isfinite(seen.points).all():
        return None
    if float(seen.visible.sum()) < _LEFT_PICTURE * len(seen.visible):
        return None
    place = -1 if seen.place is None else seen.place
    owner = plan.ids[place] if 0 <= place < len(plan.ids) else -1
    return _Sighting(seen, Box.around(seen.points), owner)


def _one_each(
    sightings: list[_Sighting], people: list[Person], t_ns: int
) -> tuple[list[_Sighting], set[int]]:
    """One sighting for each face, and the ids of those who lost theirs to somebody whom it fits better."""
    by_id = {p.id: p for p in people}
    dropped: set[int] = set()
    ousted: set[int] = set()
    for a, b in combinations(range(len(sightings)), 2):
        if a in dropped or b in dropped or not sightings[a].is_same_face(sightings[b]):
            continue
        rivals = sorted((i for i in (a, b) if sightings[i].owner in by_id), key=lambda i: sightings[i].owner)
        if len(rivals) < 2:
            dropped.add(a if rivals == [b] else b)
            continue
        elder, younger = (_misfit(by_id[sightings[i].owner], sightings[i], t_ns) for i in rivals)
        loser = rivals[0] if younger + _ELDER_BONUS < elder else rivals[1]
        dropped.add(loser)
        ousted.add(sightings[loser].owner)
    return [s for i, s in enumerate(sightings) if i not in dropped], ousted


def _misfit(person: Person, sighting: _Sighting, t_ns: int) -> float:
    """How badly a sighting fits a person's motion and size, in face sizes."""
    size_px = person.box.size_px
    gap = sighting.box.distance(*person.expected_centre(t_ns)) / size_px
    return gap + abs(math.log(sighting.box.size_px / size_px))


def _assign(
    sightings: list[_Sighting], people: list[Person], t_ns: int, params: TrackParams
) -> dict[int, int]:
    """Id of person -> index of sighting: the best fit first, each used once."""
    pairs: list[tuple[float, int, int]] = []
    for person in people:
        for index, sighting in enumerate(sightings):
            own = person.alive and sighting.owner == person.id
            misfit = _misfit(person, sighting, t_ns)
            if own or misfit <= params.reach:
                pairs.append((misfit - _OWN_BONUS if own else misfit, person.id, index))
    owned: dict[int, int] = {}
    taken: set[int] = set()
    for _, person_id, index in sorted(pairs):
        if person_id not in owned and index not in taken:
            owned[person_id] = index
            taken.add(index)
    return owned


def _updated(person: Person, sighting: _Sighting, t_ns: int) -> Person:
    dt_s = (t_ns - person.seen_ns) * 1e-9
    vx, vy = person.velocity
    if dt_s > 0.0:
        follows = -math.expm1(-dt_s / _SPEED_S)
        (x, y), (x0, y0) = sighting.box.centre, person.box.centre
        vx += follows * ((x - x0) / dt_s - vx)
        vy += follows * ((y - y0) / dt_s - vy)
    return Person(person.id, person.column, sighting.seen, sighting.box, (vx, vy), t_ns)


def _welcome(
    people: list[Person], fresh: list[_Sighting], next_id: int, plan: Plan
) -> tuple[list[Person], int]:
    """New people in free columns: never used ones first, then those of the forgotten, then of the lost."""
    for sighting in fresh:
        used = {p.column for p in people}
        free = [column for column in range(plan.max_subjects) if column not in used]
        if not free:
            gone = [p for p in people if p.seen_ns < plan.t_ns]
            if not gone:
                break
            evicted = min(gone, key=lambda p: (p.alive, p.seen_ns))
            people = [p for p in people if p is not evicted]
            free = [evicted.column]
        people.append(Person(next_id, free[0], sighting.seen, sighting.box, (0.0, 0.0), plan.t_ns))
        next_id += 1
    return people, next_id


def _aged(person: Person, t_ns: int, params: TrackParams) -> Person | None:
    """The person now: shown, only remembered, or forgotten (None)."""
    gap_ms = (t_ns - person.seen_ns) * 1e-6
    shown_ms = params.hold_ms + params.fade_ms
    if gap_ms > max(params.remember_ms, shown_ms):
        return None
    if person.alive and gap_ms >= shown_ms and gap_ms > 0:
        return replace(person, alive=False)
    return person


def _track(person: Person, t_ns: int, params: TrackParams) -> Track:
    gap_ms = (t_ns - person.seen_ns) * 1e-6
    opacity = 1.0
    if gap_ms > params.hold_ms:
        opacity = 1.0 - (gap_ms - params.hold_ms) / max(params.fade_ms, 1e-6)
    last = person.last
    common = (
        person.id,
        person.column,
        last.points,
        last.points,
        last.visible,
        last.score,
        gap_ms == 0,
        min(max(opacity, 0.0), 1.0),
        last.crop,
        _NOT_FITTED,
        person.seen_ns,
    )
    if isinstance(last, FootObservation):
        return FootTrack(*common, right=last.right, mask=last.mask, worn=last.worn)
    return FaceTrack(*common)
