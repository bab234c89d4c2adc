"""resources/ and models/ are found wherever they have been put, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.store import resource_path as module
from app.store.resource_path import model_path, resource_path

Place = Callable[[str], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Puts a file with its own path as content; the package itself lies in site/app."""
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "site" / "app")
    module._root.cache_clear()

    def place(name: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
        return file

    yield place
    module._root.cache_clear()


def test_in_a_checkout_they_lie_beside_the_package(install: Place) -> None:
    resource, model = install("site/resources/shaders/a.glsl"), install("site/models/a.onnx")
    assert resource_path("shaders/a.glsl") == resource
    assert model_path("a.onnx") == model
    assert resource_path() == resource.parent.parent


def test_in_a_wheel_they_lie_inside_and_what_lies_beside_is_not_ours(install: Place) -> None:
    install("site/resources/a")
    inside = install("site/app/resources/a")
    assert resource_path("a") == inside


@pytest.mark.parametrize("folder", ["bundle/app/resources", "bundle/resources"])
def test_in_a_frozen_app_they_lie_where_it_is_unpacked(
    install: Place, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    install("site/resources/a")
    frozen = install(f"{folder}/a")
    assert resource_path("a") == frozen


def test_what_is_missing_is_named_without_a_path_of_this_machine(install: Place) -> None:
    install("site/app/models/b")
    with pytest.raises(UserError) as refusal:
        model_path("a.onnx")
    assert str(refusal.value) == "models/a.onnx is missing from this installation; install Lookglass again."
    with pytest.raises(UserError, match=r"resources/a is missing"):
        resource_path("a")


def test_this_checkout_has_both() -> None:
    assert resource_path("products").is_dir()
    assert model_path("models.toml").is_file()
