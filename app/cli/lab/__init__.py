"""`lookglass lab ACTION ...`: the stability lab. One file an action, as one file a command."""

from __future__ import annotations

import argparse
from importlib import import_module

from ..output import Output

ACTIONS: dict[str, str] = {
    "clips": "make clips with exactly known motion, each with its truth",
    "record": "record what is seen of every frame, to be replayed",
    "replay": "run every stage after vision again on a recording",
    "score": "measure jitter, error in motion and lag, against peers",
    "tune": "find the settings of a stabiliser that nobody beats in jitter, error and lag",
    "report": "compare two sets of knobs on a recording, as a page or a picture",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, help_line in ACTIONS.items():
        module = import_module(f"{__name__}.{name}")
        action = actions.add_parser(name, help=help_line, description=help_line)
        module.add_arguments(action)
        action.set_defaults(run_action=module.run)


def run(args: argparse.Namespace, output: Output) -> int:
    return int(args.run_action(args, output))
