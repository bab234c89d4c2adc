"""`lookglass products list` and `lookglass products lint PATH`."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..store.lint import lint_path
from ..store.products import load_catalogue
from .output import Output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|lint")
    actions.add_parser("list", help="every product with its variants")
    lint = actions.add_parser("lint", help="check a product folder, a product.toml, a GLB or a catalogue")
    lint.add_argument("path", type=Path)


def run(args: argparse.Namespace, output: Output) -> int:
    return _lint(args.path, output) if args.action == "lint" else _list(output)


def _list(output: Output) -> int:
    catalogue = load_catalogue()
    for notice in catalogue.notices:
        output.notice(notice)
    if not output.as_json:
        for product in catalogue.products:
            variants = ", ".join(f"{variant.id} ({variant.name})" for variant in product.variants)
            output.say(f"{product.id:28} {product.kind:10} {product.name:28} {variants}")
    output.result(
        [
            {"id": p.id, "kind": p.kind, "name": p.name, "variants": [v.id for v in p.variants]}
            for p in catalogue.products
        ]
    )
    return 0


def _lint(path: Path, output: Output) -> int:
    findings = lint_path(path)
    for finding in findings:
        output.say(f"{finding.severity}: {finding.where}: {finding.message}")
    if not findings:
        output.say(f"{path}: sound")
    output.result(
        [{"severity": f.severity, "where": f.where, "message": f.message} for f in findings],
    )
    return 1 if any(finding.severity == "error" for finding in findings) else 0
