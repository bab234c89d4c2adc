"""`lookglass lab tune [CLIP ...]`: a stabiliser's settings that nobody beats in jitter, error and lag."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...core.errors import UserError
from ...core.front import Stop
from ...lab.settings_line import settings_of
from ...lab.tune import Opener, Tuned, made_clips, named_clips, tune
from ...lab.tune_aims import AIMS, Aim
from ...lab.tune_space import space_of
from ...runtime.job import Job
from ...sinks.files import check_writable
from ...stages import register_all
from ...stages.stabilise import METHODS
from ...store.fronts import write_front
from ...store.presets import write_preset
from ..output import DONE, Output, Progress

_BUDGET = 60
_MOST_BUDGET = 5000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "clips", metavar="CLIP|RECORDING", nargs="*",
        help="what to tune on; without any, clips with a truth are made for the purpose",
    )  # fmt: skip
    parser.add_argument(
        "--method", default="flow", metavar="NAME", help=f"the stabiliser: {', '.join(METHODS)} (flow)"
    )
    parser.add_argument(
        "--knobs", metavar="GROUP.KNOB[=LOW..HIGH][,...]",
        help="what to turn (default: the stabiliser's own); a name with * turns all that it fits together",
    )  # fmt: skip
    parser.add_argument(
        "--for", dest="aim", choices=[name for name in AIMS if name != "all"], metavar="PRODUCTS",
        help="make-up, glasses or shoes: the parts of the face that weigh most (all points alike)",
    )  # fmt: skip
    parser.add_argument(
        "--budget", type=int, default=_BUDGET, metavar="N", help=f"most settings to try ({_BUDGET})"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed, another search (0)")
    parser.add_argument(
        "--validate",
        nargs="+",
        default=[],
        metavar="CLIP",
        help="clips that have no say, measured afterwards",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="PRESET.json", help="write the setting in the middle as a preset"
    )
    parser.add_argument("--front", type=Path, metavar="FRONT.json", help="write the whole front")


def run(args: argparse.Namespace, output: Output) -> int:
    register_all()
    for path in (args.output, args.front):
        _check_output(path)
    if args.method not in METHODS:
        raise UserError(f"There is no stabiliser {args.method!r}; there are {', '.join(METHODS)}.")
    if not 1 <= args.budget <= _MOST_BUDGET:
        raise UserError(f"--budget lies between 1 and {_MOST_BUDGET}; got {args.budget}.")
    space = space_of(args.method, [name.strip() for name in (args.knobs or "").split(",") if name.strip()])
    aim = AIMS[args.aim or "all"]
    clips, others = _clips(args, aim)
    job = _Counted(f"tune {args.method}")
    found = tune(space, aim, clips, others, budget=args.budget, seed=args.seed, job=job)
    job.done_with()
    _say(found, output)
    if args.output is not None:
        write_preset(args.output, found.chosen.knobs, help=_help(args.method, aim, found.chosen))
        output.say(f"{args.output}: the setting in the middle")
    if args.front is not None:
        write_front(args.front, found.as_front(args.method))
        output.say(f"{args.front}: the front")
    output.result(_as_json(args, found))
    return DONE


def _clips(args: argparse.Namespace, aim: Aim) -> tuple[list[Opener], list[Opener]]:
    """What to tune on and what to validate on. Raises UserError."""
    both = set(args.clips) & set(args.validate)
    if both:
        raise UserError(f"{min(both)} cannot be tuned on and validated on at once.")
    clips = named_clips(args.clips) if args.clips else made_clips(aim, args.seed)
    if args.validate:
        return clips, named_clips(args.validate)
    return clips, [] if args.clips else made_clips(aim, args.seed, validating=True)


def _check_output(path: Path | None) -> None:
    if path is None:
        return
    if path.suffix.lower() != ".json":
        raise UserError(f"{path} cannot be written: expected an ending of .json.")
    check_writable(path)


def _say(found: Tuned, output: Output) -> None:
    output.say(f"{found.tried} settings on {', '.join(found.clips)}")
    if found.others:
        output.say(f"validated on {', '.join(found.others)}")
    else:
        output.notice("Nothing was validated; name clips that were not tuned on with --validate.")
    also = "   on others: jitter %   error %   lag ms" if found.validated else ""
    output.say(f"\n{'':>4}jitter %   error %   lag ms{also}")
    for number, stop in enumerate((found.start, *found.way)):
        mark = "*" if number and stop is found.chosen else " "
        figures = _figures(stop)
        if found.validated:
            figures += f"{'':>10}{_figures(found.validated[number])}"
        name = "as it comes" if number == 0 else settings_of(stop.knobs)
        output.say(f"  {mark} {figures}   {name}")
    output.say("  * the setting in the middle")


def _figures(stop: Stop) -> str:
    lag = "-" if stop.lag_ms is None else f"{stop.lag_ms:.1f}"
    return f"{stop.jitter_percent:8.4f}  {stop.error_percent:8.4f}  {lag:>7}"


def _help(method: str, aim: Aim, chosen: Stop) -> str:
    of = "all points" if aim.name == "all" else aim.name
    return (
        f"{method}, tuned for {of}: trembles by {chosen.jitter_percent:.3f} % of the face's width, "
        f"errs by {chosen.error_percent:.3f} %."
    )


def _as_json(args: argparse.Namespace, found: Tuned) -> dict[str, Any]:
    def plain(stop: Stop) -> dict[str, Any]:
        return {
            "jitter_percent": stop.jitter_percent,
            "error_percent": stop.error_percent,
            "lag_ms": stop.lag_ms,
            "knobs": {group: dict(values) for group, values in stop.knobs.items()},
        }

    def listed(stops: Sequence[Stop]) -> list[dict[str, Any]]:
        return [plain(stop) for stop in stops]

    validated = found.validated or (None,)
    return {
        "method": args.method,
        "for": args.aim,
        "seed": args.seed,
        "tried": found.tried,
        "clips": list(found.clips),
        "validated_on": list(found.others),
        "start": plain(found.start),
        "front": listed(found.way),
        "unbeaten": listed(found.front),
        "chosen": plain(found.chosen),
        "start_validated": plain(validated[0]) if validated[0] else None,
        "front_validated": listed([stop for stop in validated[1:] if stop]),
    }


class _Counted(Job):
    """A job that counts on standard error."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._progress: Progress | None = None

    def begin(self, total: int) -> None:
        super().begin(total)
        self.done_with()
        self._progress = Progress(self._what, total or None)

    def step(self) -> None:
        if self._progress is not None:
            self._progress.step()
        super().step()

    def done_with(self) -> None:
        if self._progress is not None:
            self._progress.done()
