"""Tuning: a stabiliser's settings that nobody beats in jitter, error and lag, on clips looked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from ..core.document import Document, Snapshot
from ..core.errors import UserError
from ..core.front import Front, Knobs, Stop, balanced, undominated, walk
from ..core.maths import frozen
from ..core.missing import Missing
from ..runtime.job import Job
from ..runtime.resolve import resolve
from ..store.products import Catalogue
from ..store.resource_path import resource_path
from .clips import ClipSpec, make
from .clips.spec import DEMO
from .rehearsal import ClipRehearsal, Rehearsal, open_rehearsal
from .scoring import SEED
from .tune_aims import Aim, Judged, stop_of
from .tune_search import search
from .tune_space import Space
from .undelayed import scores_of

# The seeds of clips that are made to tune on, and of those to validate on, begin here.
_TUNING_SEED, _VALIDATING_SEED = 2000, 500_000
_SECONDS = 2.5
# A slider needs no more places that were measured.
MOST_STOPS = 7

Opener = Callable[[], Rehearsal]


@dataclass(frozen=True, slots=True)
class Tuned:
    """What came of it. `start` is the stabiliser as it comes, `tried` how many settings were measured,
    `front` all that nobody beats, `way` the stops from calm to close, `chosen` the one between them.

    `validated` are the same settings as `way` and, first, `start` on the clips that were not tuned on; empty
    where there are none. `clips` and `others` are the names of both.
    """

    start: Stop
    tried: int
    front: tuple[Stop, ...]
    way: tuple[Stop, ...]
    chosen: Stop
    validated: tuple[Stop, ...]
    clips: tuple[str, ...]
    others: tuple[str, ...]

    def as_front(self, method: str) -> Front:
        """To be written to a file."""
        return Front(method, self.way, ", ".join(self.clips))


def tune(
    space: Space,
    aim: Aim,
    clips: Sequence[Opener],
    others: Sequence[Opener],
    *,
    budget: int,
    seed: int,
    job: Job,
) -> Tuned:
    """At most `budget` settings on `clips`; then what was found on `others`, which had no say in it.

    Raises UserError where a clip cannot be opened, shows no face or would have to be looked at again, and
    Cancelled when given up.
    """
    with ExitStack() as stack:
        ground = _Ground(_opened(clips, stack), aim, space, job)
        job.begin(ground.frames * budget)
        tried = search(ground.measure, space, budget=budget, seed=seed, start=space.as_it_comes())
        front = undominated(tried)
        way = walk(tried, most=MOST_STOPS, through=tried[0])
        validated: tuple[Stop, ...] = ()
        names: tuple[str, ...] = ()
        if others:
            proof = _Ground(_opened(others, stack), aim, space, job)
            names = proof.names
            job.begin(proof.frames * (1 + len(way)))
            validated = tuple(proof.measure(stop.knobs) for stop in (tried[0], *way))
        return Tuned(
            tried[0], len(tried), front, way, balanced(way, usual=tried[0]), validated, ground.names, names
        )


def made_clips(aim: Aim, seed: int, *, validating: bool = False) -> list[Opener]:
    """One clip for each of the aim's motions: of the demo subject to tune on; to validate, with other
    movements, of a photograph, or of the demo subject again where the pose counts, which no photograph knows.
    None has the seed of the clips that are measured in public."""
    first = _VALIDATING_SEED if validating else _TUNING_SEED
    if seed < 0 or first + seed == SEED:
        raise UserError(f"Clips cannot be made with the seed {seed}; expected 0 or more.")
    subject = DEMO if aim.needs_pose or not validating else str(resource_path("face/astronaut.png"))

    def opener(motion: str) -> Opener:
        spec = ClipSpec(subject, motion, seconds=_SECONDS)
        return lambda: ClipRehearsal(spec.name, clip=make(spec, first + seed))

    return [opener(motion) for motion in aim.motions]


def named_clips(paths: Iterable[str]) -> list[Opener]:
    """Clips or recordings that a person has."""

    def opener(path: str) -> Opener:
        return lambda: open_rehearsal(path)

    return [opener(path) for path in paths]


def _opened(openers: Sequence[Opener], stack: ExitStack) -> list[Rehearsal]:
    found = []
    for opener in openers:
        rehearsal = opener()
        stack.callback(rehearsal.close)
        found.append(rehearsal)
    return found


class _Ground:
    """Clips on which one setting after the other is measured."""

    def __init__(self, clips: Sequence[Rehearsal], aim: Aim, space: Space, job: Job) -> None:
        self._clips, self._aim, self._space, self._job = clips, aim, space, job
        job.begin(sum(clip.frames for clip in clips))
        start = space.as_it_comes()
        # The first look, which decides what all settings are measured on, and which clips are at rest.
        first = [self._judged(clip, self._snapshot(clip, start)) for clip in clips]
        self._at_rest = [_at_rest(one) for one in first]
        self._job.check()
        for clip in clips:
            if clip.looks_again(self._snapshot(clip, start)):
                raise UserError(
                    f"{clip.name} does not hold what this takes: every setting would look at it again."
                )

    @property
    def frames(self) -> int:
        return sum(clip.frames for clip in self._clips)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(clip.name for clip in self._clips)

    def measure(self, knobs: Knobs) -> Stop:
        judged = [self._judged(clip, self._snapshot(clip, knobs)) for clip in self._clips]
        return stop_of(self._aim, knobs, judged, self._at_rest)

    def _judged(self, clip: Rehearsal, snapshot: Snapshot) -> Judged:
        found = scores_of(clip.play(snapshot, self._job), clip.truth)
        if isinstance(found, Missing):
            raise UserError(f"{clip.name} cannot be tuned on: {found.reason}.")
        return Judged(*found)

    def _snapshot(self, clip: Rehearsal, knobs: Knobs) -> Snapshot:
        """The clip's own way of looking with these knobs; nothing is worn."""
        of = clip.document
        bare = replace(
            Document(provider=of.provider, preset=""),
            max_subjects=of.max_subjects,
            max_feet=of.max_feet,
            follow=of.follow,
        )
        looking = {group: of.knobs[group] for group in ("crop", "track") if group in of.knobs}
        return resolve(replace(bare, knobs=frozen({**looking, **knobs})), Catalogue())


def _at_rest(judged: Judged) -> bool:
    """Whether nothing moves: of no part of the face a lag can be told."""
    return all(isinstance(region.lag_ms, Missing) for region in judged.scores.regions.values())
