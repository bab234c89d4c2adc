"""Who may import whom, and which package alone may touch which library."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = ("core", "stages")

# {library: the packages of app that may import it}; everybody else asks them.
OWNERS = {
    "OpenGL": {"render"},
    "onnxruntime": {"vision"},
    "mediapipe": {"vision"},
    "PySide6": {"gui"},
    "av": {"sources", "sinks"},
    "pydantic": {"store"},
    "platformdirs": {"store"},
}


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """(line, top-level module) of every absolute import in a file, those inside functions included."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.split(".")[0]


def app_files() -> Iterator[tuple[str, Path]]:
    """(package or module directly under app, file)."""
    for file in sorted((ROOT / "app").rglob("*.py")):
        yield file.relative_to(ROOT / "app").parts[0].removesuffix(".py"), file


def test_every_layer_imports_only_to_its_right() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", code, "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_imported_only_by_its_owner(library: str) -> None:
    strangers = [
        f"{file.relative_to(ROOT)}:{line}"
        for package, file in app_files()
        if package not in OWNERS[library]
        for line, module in imports(file)
        if module == library
    ]
    assert strangers == [], f"only {sorted(OWNERS[library])} may import {library}"


@pytest.mark.parametrize("package", PURE)
def test_core_and_stages_import_numpy_and_the_standard_library_only(package: str) -> None:
    allowed = {*sys.stdlib_module_names, "numpy", "app"}
    foreign = [
        f"{file.relative_to(ROOT)}:{line} imports {module}"
        for owner, file in app_files()
        if owner == package
        for line, module in imports(file)
        if module not in allowed
    ]
    assert foreign == []
