"""Scoring ours and its peers on clips: made for the purpose, from disk, or any video that ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..core.document import Document
from ..core.errors import UserError
from ..core.frame import Frame
from ..core.maths import frozen
from ..core.missing import Missing
from ..core.params import Value
from ..runtime.batch import frames
from ..runtime.resolve import resolve
from ..runtime.sources import open_any
from ..scenes.demo_feet_motion import LOOP_FRAMES
from ..store.products import Catalogue
from ..store.resource_path import resource_path
from .clips import ClipSpec, Truth, make, read_clip
from .clips.files import truth_path
from .clips.spec import DEMO
from .contest import Entrant, Ours, run_contest
from .demo_truth import FeetTruths, feet_truth
from .peers import LandmarkerV2
from .scores import Scores, score, score_without_truth
from .scores_table import Scored

# The motions that something is promised for.
PROMISED = ("still", "slow-sway", "fast-sway", "talking")
# No clip is tuned on with this seed.
SEED = 1000
QUICK_S, FULL_S = 3.0, 6.0
DEMO_FEET = "demo:feet"
# The columns of the peers.
RAW, V2 = "MediaPipe, raw", "MediaPipe V2 + One-Euro"

Entrants = Mapping[str, Callable[[], Entrant]]


@dataclass(frozen=True, slots=True, eq=False)
class Footage:
    """One clip to be scored. `motion` is "" and `truth` None where nobody knows the truth; `count` is the
    number of frames where it is known. `open` begins at the first frame."""

    name: str
    motion: str
    count: int | None
    truth: Truth | FeetTruths | None
    open: Callable[[], Iterator[Frame]]


def subjects(*, quick: bool) -> tuple[str, ...]:
    """Who moves in the clips that are made: the demo subject, and the portrait that it was made from."""
    return (DEMO,) if quick else (DEMO, str(resource_path("face/astronaut.png")))


def made(spec: ClipSpec, *, seed: int = SEED) -> Footage:
    """A clip that is made while it is read. Raises UserError."""
    clip = make(spec, seed)
    return Footage(clip.name, spec.motion, len(clip), clip.truth, partial(getattr, clip, "frames"))


def opened(path: str) -> Footage:
    """A clip from disk with its truth beside it, demo:feet with its own, or any other source that ends.

    Raises UserError.
    """
    video = Path(path)
    if truth_path(video).is_file():
        clip = read_clip(video)
        return Footage(clip.name, clip.spec.motion, len(clip), clip.truth, partial(getattr, clip, "frames"))
    if path == DEMO_FEET:
        return Footage("demo:feet", "walk", LOOP_FRAMES, feet_truth(LOOP_FRAMES), partial(_frames_of, path))
    with closing(open_any(path)) as source:
        if source.info.live or source.info.still:
            raise UserError(f"{path} cannot be scored: expected a clip, which has an end and moves.")
        count = source.info.frame_count
    return Footage(video.name, "", count, None, partial(_frames_of, path))


def _frames_of(path: str) -> Iterator[Frame]:
    with closing(open_any(path)) as source:
        yield from frames(source)


def peers(against: str | None, v2_model: Path | None) -> Entrants:
    """MediaPipe's raw points through its provider, and its newer landmarker from a .task file.

    Raises UserError where they cannot be had, at once and not when it is their turn.
    """
    found: dict[str, Callable[[], Entrant]] = {}
    if against is not None:
        name = RAW if against == "mediapipe" else f"{against}, raw"
        found[name] = ours(Document(provider=against), {"steady": {"method": "none"}})
    if v2_model is not None:
        LandmarkerV2(v2_model).close()
        found[V2] = partial(LandmarkerV2, v2_model)
    return found


def methods(names: Iterable[str], document: Document | None = None) -> Entrants:
    """Ours with each of these stabilisers and otherwise the document's knobs. Raises UserError."""
    base = document or Document()
    return {
        name: ours(base, {**base.knobs, "steady": {**base.knobs.get("steady", {}), "method": name}})
        for name in names
    }


def ours(document: Document, knobs: Mapping[str, Mapping[str, Value]]) -> Callable[[], Entrant]:
    """Ours with these knobs. Raises UserError for what cannot be set."""
    return partial(Ours, resolve(replace(document, knobs=frozen(dict(knobs))), Catalogue()))


def score_footage(footage: Footage, entrants: Entrants, each: Callable[[], None] = lambda: None) -> Scored:
    """Everybody on the frames of one clip; `each` is called after every frame. Raises UserError."""
    tracks = run_contest(footage.open(), entrants, each)
    found: dict[str, Scores | Missing] = {
        name: score_without_truth(track) if footage.truth is None else score(track, footage.truth)
        for name, track in tracks.items()
    }
    return Scored(footage.name, footage.motion, frozen(found))
