"""`lookglass lab score [CLIP ...]`: how still, how close and how late ours and its peers are, as tables."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from ...core.commands import UsePreset
from ...core.document import Document
from ...core.errors import UserError
from ...core.frame import Frame
from ...core.maths import frozen
from ...core.missing import Missing
from ...core.params import Value
from ...lab.clips import MOTIONS, ClipSpec, Truth, make, read_clip
from ...lab.clips.files import truth_path
from ...lab.clips.spec import BACKGROUNDS, CAMERAS, DEMO
from ...lab.contest import Entrant, Ours, run_contest
from ...lab.peers import LandmarkerV2
from ...lab.scores import Scores, score, score_without_truth
from ...lab.scores_table import Scored, Table, blind_table, clip_tables, motions_table, promised_table
from ...lab.scores_text import markdown, page, text
from ...runtime.batch import frames
from ...runtime.resolve import resolve
from ...runtime.sources import open_any
from ...sinks.files import check_writable, replacing
from ...stages import register_all
from ...stages.stabilise import METHODS
from ...store.presets import find_preset
from ...store.products import Catalogue
from ...store.resource_path import resource_path
from ..output import DONE, NOTHING_FOUND, Output, Progress

# The motions that something is promised for, and all others that must not throw anybody off.
PROMISED = ("still", "slow-sway", "fast-sway", "talking")
# No clip is tuned on with this seed.
SEED = 1000
QUICK_S, FULL_S = 3.0, 6.0
V2 = "MediaPipe V2 + One-Euro"
_ENDINGS: Mapping[str, Callable[[list[Table], str], str]] = {".md": markdown, ".html": page}


@dataclass(frozen=True, slots=True, eq=False)
class _Footage:
    """One clip to be scored; `count` frames where it is known, `truth` None where nobody knows it."""

    name: str
    motion: str
    count: int | None
    truth: Truth | None
    open: Callable[[], Iterator[Frame]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "clips", metavar="CLIP", nargs="*",
        help="clips with or without a truth beside them; without any, clips are made for the purpose",
    )  # fmt: skip
    parser.add_argument(
        "--method", action="append", default=[], metavar="NAME[,NAME...]",
        help=f"stabilisers to score: {', '.join(METHODS)} (default: all)",
    )  # fmt: skip
    parser.add_argument(
        "--preset", action="append", default=[], metavar="NAME|FILE", help="a set of knobs to score as well"
    )
    parser.add_argument(
        "--against", choices=("mediapipe",), help="a peer on the same frames: MediaPipe's own raw points"
    )
    parser.add_argument(
        "--against-v2", type=Path, metavar="FILE.task",
        help="another: MediaPipe's face landmarker with its One-Euro, from a model file",
    )  # fmt: skip
    made = parser.add_argument_group("clips that are made")
    made.add_argument(
        "--subject",
        action="append",
        default=[],
        metavar="demo|PHOTO",
        help="who moves (default: the demo subject, and the portrait that it was made from)",
    )
    made.add_argument(
        "--motion", action="append", default=[], choices=tuple(MOTIONS),
        help=f"what is done (default: {', '.join(PROMISED)}; with --full all there is)",
    )  # fmt: skip
    made.add_argument(
        "--camera", choices=CAMERAS, default="webcam", help="what it is seen by (default webcam)"
    )
    made.add_argument(
        "--background", choices=BACKGROUNDS, default="still", help="whether it goes with a photo"
    )
    made.add_argument("--seconds", type=float, metavar="S", help=f"how long each is (default {FULL_S:g})")
    made.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"which clips (default {SEED})")
    length = made.add_mutually_exclusive_group()
    length.add_argument(
        "--quick", action="store_true", help=f"{QUICK_S:g} seconds of the demo subject are enough"
    )
    length.add_argument("--full", action="store_true", help="every motion that there is")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="TABLE.md|.html", help="everything measured, as a file"
    )


def run(args: argparse.Namespace, output: Output) -> int:
    register_all()
    if args.output is not None:
        _check_output(args.output)
    entrants = _entrants(args, output)
    scored = [_score(one, entrants, output) for one in _footage(args)]
    tables = [
        table
        for table in (promised_table(scored), motions_table(scored), blind_table(scored))
        if not isinstance(table, Missing)
    ]
    output.say("\n\n".join(text(table) for table in tables))
    if args.output is not None:
        everything = [*tables, *(table for one in scored for table in clip_tables(one))]
        _write(args.output, everything)
        output.say(f"\n{args.output}: every region of every clip")
    output.result({"clips": [_as_json(one) for one in scored]})
    if any(isinstance(found, Scores) for one in scored for found in one.scores.values()):
        return DONE
    output.notice("No face was found in any of these clips.")
    return NOTHING_FOUND


def _entrants(args: argparse.Namespace, output: Output) -> dict[str, Callable[[], Entrant]]:
    """Who tracks, by the names of the columns: peers first. Raises UserError."""
    found: dict[str, Callable[[], Entrant]] = {}
    if args.against:
        found["MediaPipe, raw"] = _ours(Document(provider=args.against), {"steady": {"method": "none"}})
    if args.against_v2 is not None:
        LandmarkerV2(args.against_v2).close()  # says at once what is wrong with it
        found[V2] = partial(LandmarkerV2, args.against_v2)
    for method in _methods(args):
        found[method] = _ours(Document(), {"steady": {"method": method}})
    for name in args.preset:
        preset = find_preset(name)
        for notice in preset.notices:
            output.notice(notice)
        document = UsePreset(preset.name, preset.knobs).apply(Document())
        found[preset.name] = _ours(document, document.knobs)
    return found


def _methods(args: argparse.Namespace) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(name.strip() for text in args.method for name in text.split(",")))
    for name in named:
        if name not in METHODS:
            raise UserError(f"There is no stabiliser {name!r}; there are {', '.join(METHODS)}.")
    return named or (() if args.preset else METHODS)


def _ours(document: Document, knobs: Mapping[str, Mapping[str, Value]]) -> Callable[[], Entrant]:
    snapshot = resolve(replace(document, knobs=frozen(dict(knobs))), Catalogue())
    return partial(Ours, snapshot)


def _footage(args: argparse.Namespace) -> Iterator[_Footage]:
    """The clips one after the other; each is made or opened when its turn comes."""
    if args.clips:
        yield from map(_opened, args.clips)
        return
    seconds = args.seconds or (QUICK_S if args.quick else FULL_S)
    portrait = str(resource_path("face/astronaut.png"))
    for subject in args.subject or ([DEMO] if args.quick else [DEMO, portrait]):
        for motion in args.motion or (tuple(MOTIONS) if args.full else PROMISED):
            spec = ClipSpec(subject, motion, seconds=seconds, camera=args.camera, background=args.background)
            clip = make(spec, args.seed)
            yield _Footage(clip.name, motion, len(clip), clip.truth, partial(getattr, clip, "frames"))


def _opened(path: str) -> _Footage:
    video = Path(path)
    if truth_path(video).is_file():
        clip = read_clip(video)
        return _Footage(clip.name, clip.spec.motion, len(clip), clip.truth, partial(getattr, clip, "frames"))
    with closing(open_any(path)) as source:
        if source.info.live or source.info.still:
            raise UserError(f"{path} cannot be scored: expected a clip, which has an end and moves.")
        count = source.info.frame_count
    return _Footage(video.name, "", count, None, partial(_frames_of, path))


def _frames_of(path: str) -> Iterator[Frame]:
    with closing(open_any(path)) as source:
        yield from frames(source)


def _score(footage: _Footage, entrants: Mapping[str, Callable[[], Entrant]], output: Output) -> Scored:
    progress = Progress(footage.name, footage.count)
    tracks = run_contest(footage.open(), entrants, progress.step)
    progress.done()
    scores: dict[str, Scores | Missing] = {}
    for name, track in tracks.items():
        scores[name] = score_without_truth(track) if footage.truth is None else score(track, footage.truth)
        found = scores[name]
        if isinstance(found, Missing):
            output.notice(f"{footage.name}, {name}: {found.reason}.")
    return Scored(footage.name, footage.motion, frozen(scores))


def _check_output(path: Path) -> None:
    if path.suffix.lower() not in _ENDINGS:
        raise UserError(f"{path} cannot be written: expected an ending of {' or '.join(_ENDINGS)}.")
    check_writable(path)


def _write(path: Path, tables: list[Table]) -> None:
    content = _ENDINGS[path.suffix.lower()](tables, "Stability")
    with replacing(path) as file:
        file.write(content.encode())


def _as_json(one: Scored) -> dict[str, Any]:
    return {"clip": one.clip, "motion": one.motion} | {
        "scores": {name: _plain(found) for name, found in one.scores.items()}
    }


def _plain(value: Any) -> Any:
    """Numbers and names; what is missing is null."""
    if isinstance(value, Missing):
        return None
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
