"""`lookglass lab clips -o FOLDER`: clips with exactly known motion, each with its truth beside it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ...core.errors import UserError
from ...lab.clips import MOTIONS, Clip, ClipSpec, make, write_clip
from ...lab.clips.spec import BACKGROUNDS, CAMERAS, DEMO, TIMINGS
from ..output import DONE, Output, Progress

# By their rows, as cameras offer them.
_SIZES = {"480p": (854, 480), "540p": (960, 540), "720p": (1280, 720), "1080p": (1920, 1080)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="made if missing")
    parser.add_argument(
        "--subject",
        action="append",
        metavar=f"{DEMO}|PHOTO",
        help="the demo subject or a photograph of one face; more than once for several (demo)",
    )
    parser.add_argument(
        "--motion", action="append", choices=("all", *MOTIONS), help="more than once for several (all)"
    )
    parser.add_argument("--fps", type=float, action="append", metavar="N", help="15, 30, 60 or another (30)")
    parser.add_argument("--timing", choices=TIMINGS, default="even", help="when frames come (even)")
    parser.add_argument(
        "--size", action="append", metavar="720p|WxH", help=f"{', '.join(_SIZES)} or width x height (720p)"
    )
    parser.add_argument("--camera", choices=CAMERAS, default="webcam", help="clean: no blur, noise, MJPG")
    parser.add_argument(
        "--background", choices=BACKGROUNDS, default="still", help="whether it goes with a photograph's face"
    )
    parser.add_argument("--face-px", type=float, metavar="PX", help="width of the face (275 in 720 rows)")
    parser.add_argument("--seconds", type=float, default=4.0, metavar="S", help="length of each clip (4)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed, another clip (0)")


def run(args: argparse.Namespace, output: Output) -> int:
    specs = _specs(args)
    names = [spec.name for spec in specs]
    for name in names:
        if names.count(name) > 1:
            raise UserError(f"Two clips would be called {name}; make them in folders of their own.")
    _make_folder(args.output)
    written = []
    for spec in specs:
        clip = make(spec, args.seed)
        written.append(_write(clip, args.output, output))
    output.result({"output": str(args.output), "seed": args.seed, "clips": written})
    return DONE


def _specs(args: argparse.Namespace) -> list[ClipSpec]:
    """Every combination of what was asked for; refused before the first is made."""
    motions = args.motion or ["all"]
    wanted = list(MOTIONS) if "all" in motions else motions
    return [
        ClipSpec(
            subject=subject,
            motion=motion,
            fps=fps,
            size=size,
            timing=args.timing,
            camera=args.camera,
            background=args.background,
            seconds=args.seconds,
            face_px=args.face_px,
        )
        for subject in args.subject or [DEMO]
        for motion in wanted
        for fps in args.fps or [30.0]
        for size in map(_size, args.size or ["720p"])
    ]


def _size(text: str) -> tuple[int, int]:
    if text in _SIZES:
        return _SIZES[text]
    width, by, height = text.lower().partition("x")
    if not by or not width.isdecimal() or not height.isdecimal():
        raise UserError(f"{text!r} is no size; use {', '.join(_SIZES)} or one like 1280x720.")
    return int(width), int(height)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError(f"{folder} is no folder, and none of that name can be made.") from None


def _write(clip: Clip, folder: Path, output: Output) -> dict[str, Any]:
    progress = Progress(clip.name, len(clip))
    video = write_clip(clip, folder, progress.step)
    count, seconds = progress.done()
    output.say(f"{video}: {count} frames, {count / max(seconds, 1e-9):.1f} a second")
    return {"video": str(video), "frames": count, "seconds": seconds, "spec": clip.spec.to_json()}
