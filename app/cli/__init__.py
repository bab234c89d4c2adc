"""The command line. One file a subcommand, with `add_arguments(parser)` and `run(args, output) -> int`."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from .. import __version__
from ..core.errors import UserError
from ..store.words import did_you_mean
from .output import BAD_INPUT, DONE, FAULT, Output

COMMANDS = {
    "studio": "open the window (the default)",
    "render": "render a source with products worn, to a video or to pictures",
    "track": "write landmarks and poses of every frame to a file",
    "measure": "measure a foot in millimetres beside a sheet of paper or a card",
    "bench": "time detect..fit, against MediaPipe on the same frames",
    "lab": "measure stability: record, replay, clips, score, tune, report",
    "products": "list the catalogue, or check products",
    "models": "list the networks, or verify their files",
    "doctor": "say what runs on this machine, and what does not",
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage above it."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message} (see {self.prog} --help)")


def parser(chosen: str) -> argparse.ArgumentParser:
    """The grammar; only the chosen command is filled in, since each brings its part of the program along."""
    top = _Parser(
        prog="lookglass",
        description="Try on make-up and eyewear on a camera, a clip or a picture.",
        epilog="Every command takes --json: one JSON document on standard output and nothing else there.",
    )
    top.add_argument("--version", action="version", version=f"lookglass {__version__}")
    subcommands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, help_line in COMMANDS.items():
        command = subcommands.add_parser(name, help=help_line, description=help_line, epilog=top.epilog)
        if name == chosen:
            module = import_module(f"{__name__}.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code."""
    if sys.stderr is None:  # started without one: what is said to people must not land in the answer
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    words = list(sys.argv[1:] if argv is None else argv)
    # Taken out first, so that it may stand anywhere, also behind the words of a nested command.
    output = Output(as_json="--json" in words)
    words = [word for word in words if word != "--json"]
    if not words or (words[0] not in COMMANDS and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "studio")
    try:
        _refuse_misspelt(words)
        args = parser(words[0]).parse_args(words)
        return int(args.run(args, output))
    except UserError as problem:
        return output.failed(str(problem), BAD_INPUT)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return DONE
    except Exception as fault:
        traceback.print_exc()
        return output.failed(f"This is a fault of Lookglass, not of yours: {fault}", FAULT)


def _refuse_misspelt(words: Sequence[str]) -> None:
    """`lookglass rendr clip.mp4`: "rendr" would be taken for a source of the studio."""
    if words[0] != "studio" or len(words) < 2 or Path(words[1]).exists():
        return
    if words[1].isalpha() and (near := did_you_mean(words[1], COMMANDS)):
        raise UserError(f"There is neither a command nor a file {words[1]!r}.{near}")
