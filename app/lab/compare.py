"""Compares two sets of knobs on one recording or clip: looks once, plays the rest again for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

from ..core.document import Document, Snapshot
from ..core.errors import UserError
from ..core.maths import frozen
from ..core.missing import Missing
from ..core.params import Value
from ..runtime.job import Job
from ..runtime.resolve import resolve
from ..stages import register_all
from ..stages.stabilise import METHODS
from ..store.fronts import our_fronts
from ..store.products import Catalogue
from .clips import Truth
from .comparison import Comparison, Contender, FrontPoint, Side, jitter_percent
from .rehearsal import Rehearsal, open_rehearsal
from .scores_figures import Scores
from .settings_line import settings_line
from .tracks import Track
from .undelayed import scores_of

# Passes over the frames: A, B, and each stabiliser as it comes.
_PASSES = 2 + len(METHODS)


def compare(
    recording: str,
    a: Contender,
    b: Contender,
    job: Job,
    *,
    most_stills: int = 0,
    provider: str | None = None,
    follow: str = "",
    tuned: Sequence[FrontPoint] = (),
) -> Comparison:
    """Both on a clip, a recording or a demo subject. `most_stills` is how many pictures of it to keep.

    `provider` None is the recording's own, `follow` ("face", "feet") what is followed in a clip. `tuned` are
    more points to show beside both stabilisers' fronts.
    Raises UserError for what cannot be opened, has no end or shows no face, and Cancelled when given up.
    """
    register_all()
    with closing(open_rehearsal(recording, most_stills=most_stills, follow=follow)) as rehearsal:
        of = rehearsal.document
        bare = Document(
            provider=provider or of.provider,
            max_subjects=of.max_subjects,
            max_feet=of.max_feet,
            follow=of.follow,
            preset="",
        )
        documents = [replace(bare, knobs=one.knobs) for one in (a, b)]
        snapshot_a, snapshot_b = (resolve(document, Catalogue()) for document in documents)
        ways = dict.fromkeys(one.params["steady"].method for one in (snapshot_a, snapshot_b))
        passes = _PASSES + sum(len(our_fronts()[way].stops) for way in ways if way in our_fronts())
        job.begin(rehearsal.frames * passes)
        track_a = rehearsal.play(snapshot_a, job)
        job.total = rehearsal.frames * passes
        again = rehearsal.looks_again(snapshot_b)
        track_b = rehearsal.play(snapshot_b, job)
        truth = rehearsal.truth
        sides = [
            Side(one.name, settings_line(document), track, *_scores(track, truth))
            for one, document, track in zip((a, b), documents, (track_a, track_b), strict=True)
        ]
        front = _points("A", "a", sides[0].scores, sides[0].undelayed)
        front += _points("B", "b", sides[1].scores, sides[1].undelayed)
        front += _methods(rehearsal, documents[0], job)
        front += (*_fronts(rehearsal, documents[0], ways, job), *tuned)
        return Comparison(
            rehearsal.name, sides[0], sides[1], truth, front, rehearsal.stills, looked_again=again
        )


def _scores(track: Track, truth: Truth | None) -> tuple[Scores, Scores]:
    """Raises UserError where there is nothing to score."""
    found = scores_of(track, truth)
    if isinstance(found, Missing):
        raise UserError(f"There is nothing to compare: {found.reason}.")
    return found


def _methods(rehearsal: Rehearsal, document: Document, job: Job) -> tuple[FrontPoint, ...]:
    """Every stabiliser as it comes, as far as no other look is needed for it."""
    found: tuple[FrontPoint, ...] = ()
    for method in METHODS:
        snapshot = _with_method(document, method)
        job.check()  # scoring takes a while, too
        if not rehearsal.looks_again(snapshot):
            track = rehearsal.play(snapshot, job)
            found += _points(method, "method", *_scores(track, rehearsal.truth))
    return found


def _fronts(
    rehearsal: Rehearsal, document: Document, methods: Iterable[str], job: Job
) -> tuple[FrontPoint, ...]:
    """The stops of our measured fronts of these stabilisers, as they come out on this recording."""
    found: tuple[FrontPoint, ...] = ()
    for method in methods:
        front = our_fronts().get(method)
        for stop in front.stops if front is not None else ():
            knobs = frozen({**document.knobs, **stop.knobs})
            snapshot = resolve(replace(document, knobs=knobs), Catalogue())
            job.check()
            if not rehearsal.looks_again(snapshot):
                track = rehearsal.play(snapshot, job)
                found += _points(method, "tuned", *_scores(track, rehearsal.truth))
    return found


def _with_method(document: Document, method: str) -> Snapshot:
    """The document's way of looking with a stabiliser as it comes."""
    steady: Mapping[str, Value] = frozen({"method": method})
    return resolve(replace(document, knobs=frozen({**document.knobs, "steady": steady})), Catalogue())


def _points(name: str, of: str, scores: Scores, undelayed: Scores) -> tuple[FrontPoint, ...]:
    """One point, or none where the lag could not be told."""
    if isinstance(scores.lag_ms, Missing):
        return ()
    return (FrontPoint(name, of, jitter_percent(undelayed), scores.lag_ms),)
