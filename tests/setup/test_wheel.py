"""The wheel: everything that the app reads at run time is inside, and it runs from there."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def python(*arguments: str, cwd: Path) -> str:
    command = [sys.executable, *arguments]
    answer = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without network: the backend is among the test tools."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--disable-pip-version-check", "--quiet"]
    python("-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(ROOT), cwd=folder)
    (built,) = folder.glob("lookglass-*.whl")
    return built


def test_the_wheel_holds_what_the_checkout_holds(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "app", "resources", "models"], cwd=ROOT, capture_output=True, text=True
    )
    if tracked.returncode:
        pytest.skip("needs git and a checkout to know which files belong to the app")
    for name in tracked.stdout.splitlines():
        if name.startswith("models/recipes/") or not (ROOT / name).exists():
            continue
        expected = name if name.startswith("app/") else f"app/{name}"
        assert expected in inside
    assert not [name for name in inside if "recipes" in name or "__pycache__" in name]
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert any(name.endswith("licenses/NOTICE") for name in inside)


def test_the_installed_wheel_finds_its_resources_and_models(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    options = ["--no-deps", "--no-index", "--disable-pip-version-check", "--quiet"]
    python("-m", "pip", "install", *options, "--target", str(target), str(wheel), cwd=tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(target)!r}); "
        "from app.store.resource_path import model_path, resource_path; "
        "print(resource_path()); print(model_path('models.toml'))"
    )
    resources, models = python("-P", "-c", code, cwd=tmp_path).split()
    assert Path(resources) == target / "app" / "resources"
    assert Path(models) == target / "app" / "models" / "models.toml"
