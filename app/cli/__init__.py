"""The command line. One file a subcommand; each has `add_parser(subcommands)` and `run(args) -> int`."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from .. import __version__
from ..core.errors import UserError
from . import bench, models, products, render, studio, track
from .output import BAD_INPUT, DONE, FAULT, Output

COMMANDS = {
    "studio": studio,
    "render": render,
    "track": track,
    "bench": bench,
    "products": products,
    "models": models,
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage above it."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{self.prog}: {message} (see {self.prog} --help)")


def parser() -> argparse.ArgumentParser:
    """The whole grammar."""
    top = _Parser(
        prog="lookglass",
        description="Try on make-up and eyewear on a camera, a clip or a picture.",
        epilog="Every command takes --json: one JSON document on standard output and nothing else there.",
    )
    top.add_argument("--version", action="version", version=f"lookglass {__version__}")
    subcommands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        command = subcommands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or (words[0] not in COMMANDS and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "studio")
    # Taken out first, so that it may stand anywhere, also behind the words of a nested command.
    output = Output(as_json="--json" in words)
    words = [word for word in words if word != "--json"]
    try:
        args = parser().parse_args(words)
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
