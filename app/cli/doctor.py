"""`lookglass doctor`: what runs on this machine, and what does not."""

from __future__ import annotations

import argparse

from .. import doctor
from .output import Output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def run(args: argparse.Namespace, output: Output) -> int:
    return doctor.main(["--json"] if output.as_json else [])
