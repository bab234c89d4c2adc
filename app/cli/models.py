"""`lookglass models list` and `lookglass models verify`."""

from __future__ import annotations

import argparse

from ..store.models import model_entries, verify_models
from .output import Output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|verify")
    actions.add_parser("list", help="every network with its source and licence")
    actions.add_parser("verify", help="compare every file with its sha256")


def run(args: argparse.Namespace, output: Output) -> int:
    return _verify(output) if args.action == "verify" else _list(output)


def _list(output: Output) -> int:
    entries = model_entries().values()
    for entry in entries:
        output.say(f"{entry.id:22} {entry.bytes / 1e6:5.2f} MB  {entry.licence:11} {entry.source}")
    output.result(
        [
            {
                "id": e.id,
                "file": e.file,
                "bytes": e.bytes,
                "sha256": e.sha256,
                "licence": e.licence,
                "source": e.source,
            }
            for e in entries
        ]
    )
    return 0


def _verify(output: Output) -> int:
    checked = verify_models()
    for _model_id, sound, message in checked:
        output.say(f"{'ok  ' if sound else 'fail'} {message}")
    output.result(
        [{"id": model_id, "sound": sound, "message": message} for model_id, sound, message in checked]
    )
    return 0 if all(sound for _id, sound, _message in checked) else 1
