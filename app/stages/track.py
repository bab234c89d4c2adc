"""Who is who: what the provider is asked for each frame, and which answer belongs to whom.

A person keeps an id and a column (place) while tracked. When lost, the last answer is held and fades out;
for a while after that the person is remembered and gets the old id and column back on return.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from ..core import params
from ..core.maths import Array
from ..core.missing import Missing
from ..core.observations import Crop, FaceObservation, Request
from ..core.params import Knob
from ..core.tracks import FaceTrack

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
_ELDER_BONUS = 0.15
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
        float, Knob(0.3, 0.95, 0.05, "", "How sure the network must be that it sees a face.")
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
    """One remembered person: the last answer, where and how large (box centre and longer side, px), how fast
    (px/s), and when seen last. `alive` is false once nothing is shown any more."""

    id: int
    column: int
    last: FaceObservation
    centre: Array
    size_px: float
    velocity: Array
    seen_ns: int
    alive: bool = True

    def expected_centre(self, t_ns: int) -> Array:
        """Where this person should be now: the motion goes on for a moment and dies away."""
        gap_s = (t_ns - self.seen_ns) * 1e-9
        centre: Array = self.centre + self.velocity * (_COAST_S * -np.expm1(-gap_s / _COAST_S))
        return centre


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
    """An observation with the box that its points fill."""

    seen: FaceObservation
    centre: Array
    size_px: float

    @classmethod
    def of(cls, seen: FaceObservation) -> _Sighting:
        low, high = seen.points[:, :2].min(axis=0), seen.points[:, :2].max(axis=0)
        return cls(seen, ((low + high) / 2.0).astype(np.float64), float((high - low).max()))

    def is_same_face(self, other: _Sighting) -> bool:
        if abs(float(np.log(self.size_px / other.size_px))) > _SAME_SIZE:
            return False
        gap = float(np.hypot(*(self.centre - other.centre)))
        return gap < _SAME_FACE * max(self.size_px, other.size_px)


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
        request = Request((), search=True, max_new=max_subjects, thorough=True)
        return Plan(request, (), t_ns, epoch, max_subjects)
    state = _continued(state, t_ns, epoch)
    tracked = [p for p in state.people if p.alive and p.column < max_subjects and p.id in crops]
    empty = max_subjects - sum(p.seen_ns == state.t_ns for p in tracked)
    due = state.searched_ns is None or (t_ns - state.searched_ns) * params.search_hz >= 1e9
    request = Request(tuple(crops[p.id] for p in tracked), search=empty > 0 and due, max_new=empty)
    return Plan(request, tuple(p.id for p in tracked), t_ns, epoch, max_subjects)


def associate(
    state: TrackState, plan: Plan, observations: Sequence[FaceObservation], *, params: TrackParams
) -> tuple[tuple[FaceTrack, ...], TrackState]:
    """Give each observation to a person, old or new. The tracks come in column order, their points still raw.

    Never fails: observations that are unsure, not finite or outside the picture are left out.
    """
    state = _continued(state, plan.t_ns, plan.epoch)
    people = [p for p in state.people if p.column < plan.max_subjects]
    sightings = [
        _Sighting.of(seen)
        for seen in observations
        if seen.score >= params.min_score
        and np.isfinite(seen.points).all()
        and float(seen.visible.mean()) >= _LEFT_PICTURE
    ]
    sightings, ousted = _one_each(sightings, people, plan)
    people = [replace(p, alive=False) if p.id in ousted else p for p in people]
    owners = _assign(sightings, people, plan, params)
    updated = {
        people[row].id: _updated(people[row], sightings[column], plan.t_ns) for row, column in owners.items()
    }
    people = [updated.get(p.id, p) for p in people]
    fresh = [s for column, s in enumerate(sightings) if column not in owners.values()]
    people, next_id = _welcome(people, fresh, state.next_id, plan)
    people = [p for p in map(lambda p: _aged(p, plan.t_ns, params), people) if p is not None]
    people.sort(key=lambda p: (p.column, p.id))
    searched_ns = plan.t_ns if plan.request.search else state.searched_ns
    tracks = tuple(_track(p, plan.t_ns, params) for p in people if p.alive)
    return tracks, TrackState(plan.epoch, plan.t_ns, searched_ns, next_id, tuple(people))


def _continued(state: TrackState, t_ns: int, epoch: int) -> TrackState:
    """The state, or a fresh one for a new epoch. (The same time again is the same picture again.)"""
    return state if state.epoch == epoch and t_ns >= state.t_ns else TrackState(epoch, t_ns)


def _one_each(
    sightings: list[_Sighting], people: list[Person], plan: Plan
) -> tuple[list[_Sighting], set[int]]:
    """One sighting for each face, and the ids of those who lost theirs to somebody it fits better."""
    by_id = {p.id: p for p in people}
    dropped: set[int] = set()
    ousted: set[int] = set()
    for a, b in combinations(range(len(sightings)), 2):
        if a in dropped or b in dropped or not sightings[a].is_same_face(sightings[b]):
            continue
        owner_a, owner_b = (by_id.get(_owner_id(sightings[i], plan)) for i in (a, b))
        if owner_a is None or owner_b is None:
            dropped.add(b if owner_b is None else a)
            continue
        elder, younger = (a, b) if owner_a.id < owner_b.id else (b, a)
        misfit = {i: _misfit(by_id[_owner_id(sightings[i], plan)], sightings[i], plan.t_ns) for i in (a, b)}
        loser = elder if misfit[younger] + _ELDER_BONUS < misfit[elder] else younger
        dropped.add(loser)
        ousted.add(_owner_id(sightings[loser], plan))
    return [s for i, s in enumerate(sightings) if i not in dropped], ousted


def _owner_id(sighting: _Sighting, plan: Plan) -> int:
    """The id whose crop the sighting came from, or -1."""
    place = sighting.seen.place
    return plan.ids[place] if place is not None and place < len(plan.ids) else -1


def _misfit(person: Person, sighting: _Sighting, t_ns: int) -> float:
    """How badly a sighting fits a person's motion and size, in face sizes."""
    gap = float(np.hypot(*(sighting.centre - person.expected_centre(t_ns)))) / person.size_px
    return gap + abs(float(np.log(sighting.size_px / person.size_px)))


def _assign(
    sightings: list[_Sighting], people: list[Person], plan: Plan, params: TrackParams
) -> dict[int, int]:
    """Index of person -> index of sighting: the best fit first, each used once."""
    if not sightings or not people:
        return {}
    cost = np.full((len(people), len(sightings)), np.inf)
    for row, person in enumerate(people):
        for column, sighting in enumerate(sightings):
            misfit = _misfit(person, sighting, plan.t_ns)
            own = person.alive and _owner_id(sighting, plan) == person.id
            if own or misfit <= params.reach:
                cost[row, column] = misfit - (_OWN_BONUS if own else 0.0)
    owners: dict[int, int] = {}
    while np.isfinite(best := cost.min()):
        row, column = (int(i) for i in np.argwhere(cost == best)[0])
        owners[row] = column
        cost[row, :] = np.inf
        cost[:, column] = np.inf
    return owners


def _updated(person: Person, sighting: _Sighting, t_ns: int) -> Person:
    dt_s = (t_ns - person.seen_ns) * 1e-9
    velocity = person.velocity
    if dt_s > 0.0:
        follows = -np.expm1(-dt_s / _SPEED_S)
        velocity = velocity + follows * ((sighting.centre - person.centre) / dt_s - velocity)
    return replace(
        person,
        last=sighting.seen,
        centre=sighting.centre,
        size_px=sighting.size_px,
        velocity=velocity,
        seen_ns=t_ns,
        alive=True,
    )


def _welcome(
    people: list[Person], fresh: list[_Sighting], next_id: int, plan: Plan
) -> tuple[list[Person], int]:
    """New people in free columns: never used ones first, then those of the forgotten, then of the lost."""
    for sighting in fresh:
        holder: dict[int, Person] = {p.column: p for p in people}
        free = [column for column in range(plan.max_subjects) if column not in holder]
        if not free:
            gone = [p for p in people if p.seen_ns < plan.t_ns]
            if not gone:
                break
            evicted = min(gone, key=lambda p: (p.alive, p.seen_ns))
            people = [p for p in people if p is not evicted]
            free = [evicted.column]
        people.append(
            Person(
                next_id,
                free[0],
                sighting.seen,
                sighting.centre,
                sighting.size_px,
                np.zeros(2),
                plan.t_ns,
            )
        )
        next_id += 1
    return people, next_id


def _aged(person: Person, t_ns: int, params: TrackParams) -> Person | None:
    """The person now: shown, only remembered, or forgotten (None)."""
    gap_ms = (t_ns - person.seen_ns) * 1e-6
    shown_ms = params.hold_ms + params.fade_ms
    if gap_ms > max(params.remember_ms, shown_ms):
        return None
    return replace(person, alive=person.alive and (gap_ms == 0 or gap_ms < shown_ms))


def _track(person: Person, t_ns: int, params: TrackParams) -> FaceTrack:
    gap_ms = (t_ns - person.seen_ns) * 1e-6
    opacity = 1.0
    if gap_ms > params.hold_ms:
        opacity = 1.0 - (gap_ms - params.hold_ms) / max(params.fade_ms, 1e-6)
    points: NDArray[np.float32] = person.last.points
    return FaceTrack(
        id=person.id,
        column=person.column,
        raw=points,
        points=points,
        visible=person.last.visible,
        score=person.last.score,
        present=gap_ms == 0,
        opacity=float(np.clip(opacity, 0.0, 1.0)),
        crop=person.last.crop,
        pose=_NOT_FITTED,
    )
