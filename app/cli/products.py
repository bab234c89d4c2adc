"""`lookglass products list`, `lookglass products lint PATH` and `lookglass products template OUT.png`."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..core.errors import UserError
from ..store.lint import lint_path
from ..store.pattern_file import PATTERN_SUFFIX, save_template
from ..store.products import load_catalogue
from .output import Output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|lint|template")
    actions.add_parser("list", help="every product with its variants")
    lint = actions.add_parser(
        "lint", help="check a product folder, a product.toml, a model, a drawing or a catalogue"
    )
    lint.add_argument("path", type=Path)
    template = actions.add_parser("template", help="write the face's sheet, to draw a pattern on")
    template.add_argument("path", type=Path, metavar="OUT.png")


def run(args: argparse.Namespace, output: Output) -> int:
    if args.action == "lint":
        return _lint(args.path, output)
    return _template(args.path, output) if args.action == "template" else _list(output)


def _template(path: Path, output: Output) -> int:
    if path.suffix.lower() != PATTERN_SUFFIX:
        raise UserError(f"{path}: expected a name that ends with {PATTERN_SUFFIX}.")
    save_template(path)
    output.say(f"{path}")
    output.result({"template": str(path)})
    return 0


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
