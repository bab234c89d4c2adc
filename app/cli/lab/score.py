"""`lookglass lab score [CLIP ...]`: how still, how close and how late ours and its peers are, as tables."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ...core.commands import UsePreset
from ...core.document import Document
from ...core.errors import UserError
from ...core.missing import Missing
from ...lab.clips import MOTIONS, ClipSpec
from ...lab.clips.spec import BACKGROUNDS, CAMERAS
from ...lab.scores import Scores
from ...lab.scores_table import Scored, Table, blind_table, clip_tables, motions_table, promised_table
from ...lab.scores_text import markdown, page, text
from ...lab.scoring import (
    DEMO_FEET,
    FULL_S,
    PROMISED,
    QUICK_S,
    SEED,
    Entrants,
    Footage,
    made,
    methods,
    opened,
    ours,
    peers,
    score_footage,
    subjects,
)
from ...sinks.files import check_writable, replacing
from ...stages import register_all
from ...stages.stabilise import METHODS
from ...store.presets import find_preset
from ..output import DONE, NOTHING_FOUND, Output, Progress

_ENDINGS: Mapping[str, Callable[[list[Table], str], str]] = {".md": markdown, ".html": page}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "clips", metavar="CLIP", nargs="*",
        help="clips with or without a truth beside them, or demo:feet; without any, clips are made",
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
    parser.add_argument(
        "--kind", choices=("face", "feet"), help="what is followed (default: feet in demo:feet, else faces)"
    )
    clips = parser.add_argument_group("clips that are made")
    clips.add_argument(
        "--subject",
        action="append",
        default=[],
        metavar="demo|PHOTO",
        help="who moves (default: the demo subject, and the portrait that it was made from)",
    )
    clips.add_argument(
        "--motion", action="append", default=[], choices=tuple(MOTIONS),
        help=f"what is done (default: {', '.join(PROMISED)}; with --full all there is)",
    )  # fmt: skip
    clips.add_argument(
        "--camera", choices=CAMERAS, default="webcam", help="what it is seen by (default webcam)"
    )
    clips.add_argument(
        "--background", choices=BACKGROUNDS, default="still", help="whether it goes with a photo"
    )
    clips.add_argument("--seconds", type=float, metavar="S", help=f"how long each is (default {FULL_S:g})")
    clips.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"which clips (default {SEED})")
    length = clips.add_mutually_exclusive_group()
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
    output.notice(f"No {'foot' if args.kind == 'feet' else 'face'} was found in any of these clips.")
    return NOTHING_FOUND


def _entrants(args: argparse.Namespace, output: Output) -> Entrants:
    """Who tracks, by the names of the columns: peers first. Raises UserError."""
    named = tuple(dict.fromkeys(name.strip() for text in args.method for name in text.split(",")))
    for name in named:
        if name not in METHODS:
            raise UserError(f"There is no stabiliser {name!r}; there are {', '.join(METHODS)}.")
    follow = args.kind or ("feet" if args.clips and set(args.clips) == {DEMO_FEET} else "face")
    base = Document(follow=follow)
    found = {**peers(args.against, args.against_v2)}
    found |= methods(named or (() if args.preset else METHODS), base)
    for name in args.preset:
        preset = find_preset(name)
        for notice in preset.notices:
            output.notice(notice)
        document = UsePreset(preset.name, preset.knobs).apply(base)
        found[preset.name] = ours(document, document.knobs)
    return found


def _footage(args: argparse.Namespace) -> Iterator[Footage]:
    """The clips one after the other; each is made or opened when its turn comes."""
    if args.clips:
        yield from map(opened, args.clips)
        return
    seconds = args.seconds if args.seconds is not None else QUICK_S if args.quick else FULL_S
    for subject in args.subject or subjects(quick=args.quick):
        for motion in args.motion or (tuple(MOTIONS) if args.full else PROMISED):
            spec = ClipSpec(subject, motion, seconds=seconds, camera=args.camera, background=args.background)
            yield made(spec, seed=args.seed)


def _score(footage: Footage, entrants: Entrants, output: Output) -> Scored:
    progress = Progress(footage.name, footage.count)
    scored = score_footage(footage, entrants, progress.step)
    progress.done()
    for name, found in scored.scores.items():
        if isinstance(found, Missing):
            output.notice(f"{footage.name}, {name}: {found.reason}.")
    return scored


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
