"""Arguments that several commands share, and how they become a Document and a Snapshot."""

from __future__ import annotations

import argparse

from ..core.commands import (
    Command,
    Follow,
    OpenSource,
    SetKnob,
    SetMaxFeet,
    SetMaxSubjects,
    SetStrength,
    SetWornKnob,
    UsePreset,
    UseProvider,
    Wear,
    WearLook,
)
from ..core.document import Document
from ..core.errors import UserError
from ..core.params import groups, split_assignment
from ..stages import register_all
from ..store.presets import find_look, find_preset
from ..store.products import Catalogue, resolve_wear
from .output import Output

SOURCE_HELP = "camera:NAME-OR-INDEX, a video, picture or folder, demo:face or demo:feet"


def add_stage_arguments(parser: argparse.ArgumentParser, *, as_recorded: bool = False) -> None:
    """--provider, --max-subjects, --preset, --set."""
    parser.add_argument("--provider", metavar="NAME", help="who finds the face: onnx (default) or mediapipe")
    usual = "as recorded" if as_recorded else "1 face or 2 feet"
    told = f"faces or feet at once (default {usual})"
    parser.add_argument("--max-subjects", type=int, metavar="N", help=told)
    parser.add_argument("--preset", metavar="NAME|FILE", help="a set of knobs")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="GROUP.KNOB=VALUE",
        help="one knob of a stage or a product",
    )


def add_look_arguments(parser: argparse.ArgumentParser) -> None:
    """--look, --wear, --strength."""
    parser.add_argument("--look", metavar="ID|FILE", help="a whole look")
    parser.add_argument(
        "--wear",
        action="extend",
        nargs="+",
        default=[],
        metavar="PRODUCT[:VARIANT]|FILE.glb",
        help="products, put on in this order",
    )
    parser.add_argument("--strength", type=float, default=1.0, metavar="0..1", help="scales everything worn")


def document_of(args: argparse.Namespace, catalogue: Catalogue, output: Output) -> Document:
    """The Document that the arguments ask for; says what a preset holds that is not known here.

    Raises UserError naming what does not fit.
    """
    return changed(Document(), args, catalogue, output)


def changed(document: Document, args: argparse.Namespace, catalogue: Catalogue, output: Output) -> Document:
    """A Document as `document_of`, but with what the arguments do not name as it was."""
    register_all()
    for command in _commands(args, catalogue, output):
        document = command.apply(document)
    return document


def refuse_nothing(frames: int, source: str) -> None:
    """Raises UserError for a source that gave no frame at all: there is no result to speak of."""
    if frames == 0:
        raise UserError(f"There is no frame in {source} that can be read.")


def _commands(args: argparse.Namespace, catalogue: Catalogue, output: Output) -> list[Command]:
    commands: list[Command] = []
    if args.max_subjects is not None:
        commands += [SetMaxSubjects(args.max_subjects), SetMaxFeet(args.max_subjects)]
    if getattr(args, "kind", None):
        commands.append(Follow(args.kind))
    if args.provider is not None:
        commands.append(UseProvider(args.provider))
    if getattr(args, "source", None) is not None:
        commands.append(OpenSource(args.source))
    if getattr(args, "strength", 1.0) != 1.0:
        commands.append(SetStrength(args.strength))
    if getattr(args, "look", None):
        commands.append(WearLook(find_look(args.look)))
    for text in getattr(args, "wear", []):
        # Each --wear adds one product, so that a second lipstick is a choice and no mistake of ours.
        commands.append(Wear(resolve_wear(text, catalogue)))
    if args.preset:
        preset = find_preset(args.preset)
        for notice in preset.notices:
            output.notice(notice)
        commands.append(UsePreset(preset.name, preset.knobs))
    return commands + [_assignment(text) for text in args.set]


def _assignment(text: str) -> Command:
    owner, knob, value = split_assignment(text)
    if owner in groups():
        return SetKnob(owner, knob, value)
    return _SetWorn(owner, knob, value)


class _SetWorn(SetWornKnob):
    """A worn product's knob from the command line: naming a product that is not worn is a mistake."""

    def apply(self, document: Document) -> Document:
        worn = [w.product_id for w in document.default_look.worn]
        if self.product_id not in worn:
            known = ", ".join([*groups(), *worn])
            raise UserError(
                f"--set {self.product_id}.{self.knob}: there is neither a group nor a worn product of "
                f"that name; there are {known}."
            )
        return SetWornKnob.apply(self, document)
