"""`lookglass lab report RECORDING -o OUT.html|.png`: two sets of knobs on one recording, side by side."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ...core.commands import SetKnob, UsePreset
from ...core.document import DEFAULT_PRESET, Document
from ...core.errors import UserError
from ...core.params import groups, split_assignment
from ...lab.compare import compare
from ...lab.comparison import Comparison, Contender
from ...lab.report import ENDINGS, check_report, save_report
from ...lab.report_words import Words
from ...runtime.job import Job
from ...stages import register_all
from ...store.presets import find_preset
from ..output import DONE, Output, Progress

# So many moments to choose from on the page; the picture shows one.
_STILLS = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recording", metavar="RECORDING", help="a recording, a clip, or demo:face")
    for letter in "ab":
        parser.add_argument(f"--{letter}", metavar="PRESET|FILE", help=f"the preset of {letter.upper()}")
        parser.add_argument(
            f"--set-{letter}",
            action="append",
            default=[],
            metavar="GROUP.KNOB=VALUE",
            help=f"one knob of {letter.upper()}",
        )
    parser.add_argument("--provider", metavar="NAME", help="who finds the face: onnx or mediapipe")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=f"OUT{'|'.join(ENDINGS)}",
        help="the report: a page or a picture that needs nothing else",
    )


def run(args: argparse.Namespace, output: Output) -> int:
    check_report(args.output)
    register_all()
    a, b = (_contender(args, letter, output) for letter in "ab")
    if a.knobs == b.knobs:
        raise UserError("A and B are the same; say what differs with --a, --b, --set-a or --set-b.")
    job = _Counted()
    found = compare(args.recording, a, b, job, most_stills=_STILLS, provider=args.provider)
    job.done_with()
    save_report(args.output, found)
    _say(found, args.output, output)
    output.result({"output": str(args.output)} | _as_json(found))
    return DONE


def _contender(args: argparse.Namespace, letter: str, output: Output) -> Contender:
    """A preset with knobs on top. Raises UserError."""
    named, document = getattr(args, letter), Document()
    if named:
        preset = find_preset(named)
        for notice in preset.notices:
            output.notice(notice)
        document = UsePreset(preset.name, preset.knobs).apply(document)
    for text in getattr(args, f"set_{letter}"):
        owner, knob, value = split_assignment(text)
        if owner not in groups():
            raise UserError(
                f"--set-{letter} {owner}.{knob}: there is no such group; there are {', '.join(groups())}."
            )
        document = SetKnob(owner, knob, value).apply(document)
    return Contender(document.preset or DEFAULT_PRESET, document.knobs)


def _say(found: Comparison, path: Path, output: Output) -> None:
    words = Words()
    output.say(f"{path}: {words.sentence(found.verdict)}")
    width = max(len(words.row_name(row)) for row in found.rows)
    for row in found.rows:
        figures = "  ".join(f"{words.figure_of(row, which):>8}" for which in "ab")
        output.say(f"  {words.row_name(row):{width}}  {figures}")


def _as_json(found: Comparison) -> dict[str, Any]:
    def rows(of: Any) -> dict[str, Any]:
        return {row.name: {"unit": row.unit, "a": row.a, "b": row.b, "better": row.better} for row in of}

    return {
        "recording": found.recording,
        "truth": found.truth is not None,
        "a": {"preset": found.a.name, "settings": found.a.settings},
        "b": {"preset": found.b.name, "settings": found.b.settings},
        "figures": rows(found.rows),
        "parts": rows(found.parts),
        "sentence": Words().sentence(found.verdict),
    }


class _Counted(Job):
    """A job that counts on standard error."""

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None

    def step(self) -> None:
        if self._progress is None:
            self._progress = Progress("report", None)
        self._progress.step()
        super().step()

    def done_with(self) -> None:
        if self._progress is not None:
            self._progress.done()
