"""The lock files: complete, hashed, without an address, and never with both builds of ONNX Runtime."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("app", "cpu", "gpu", "mediapipe", "dev")


def entries(group: str) -> list[tuple[str, str, str, list[str]]]:
    """(name, version, marker, hashes) of every entry of a lock file."""
    text = (ROOT / "packaging" / f"lock-{group}.txt").read_text(encoding="utf-8")
    joined = text.replace("\\\n", " ")
    found = []
    for line in joined.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        pin = re.fullmatch(r"([a-z0-9-]+)==(\S+)(?: ; (.*?))?((?:\s+--hash=\S+)*)\s*", line)
        assert pin, f"lock-{group}.txt: cannot read {line[:80]!r}"
        found.append((pin[1], pin[2], pin[3] or "", pin[4].split()))
    return found


def names(*groups: str) -> set[str]:
    return {name for group in groups for name, *_ in entries(group)}


@pytest.mark.parametrize("group", GROUPS)
def test_every_entry_has_a_version_and_sha256_hashes(group: str) -> None:
    assert entries(group)
    for name, version, marker, hashes in entries(group):
        Version(version)
        if marker:
            Marker(marker)
        assert hashes, name
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", item) for item in hashes), name


@pytest.mark.parametrize("file", ["lock.py", *(f"lock-{group}.txt" for group in GROUPS)])
def test_nothing_names_an_address_or_an_index(file: str) -> None:
    text = (ROOT / "packaging" / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(
        r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", text, re.MULTILINE
    )


def test_the_two_builds_of_onnx_runtime_never_share_a_lock() -> None:
    for group in GROUPS:
        assert len(names(group) & {"onnxruntime", "onnxruntime-gpu"}) <= 1
    assert "onnxruntime" in names("cpu") and "onnxruntime-gpu" in names("gpu")
    assert not names("app", "mediapipe", "dev") & {"onnxruntime", "onnxruntime-gpu"}


def test_cuda_comes_only_with_the_gpu_lock() -> None:
    assert any(name.startswith("nvidia-cudnn") for name in names("gpu"))
    assert not [name for name in names("app", "cpu", "mediapipe", "dev") if name.startswith("nvidia-")]


def test_there_is_one_opencv_and_it_is_version_4() -> None:
    found = [(name, version) for group in GROUPS for name, version, *_ in entries(group) if "opencv" in name]
    assert [name for name, _ in found] == ["opencv-python"]
    assert Version(found[0][1]).major == 4


def test_a_package_has_the_same_version_wherever_it_is_locked() -> None:
    seen: dict[tuple[str, str], str] = {}
    for group in GROUPS:
        for name, version, marker, _ in entries(group):
            assert seen.setdefault((name, marker), version) == version, name


def test_everything_that_pyproject_asks_for_is_locked_within_its_bounds() -> None:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = document["project"]
    wanted = {
        ("app", "cpu"): project["dependencies"],
        ("app", "gpu"): document["dependency-groups"]["gpu"],
        ("app", "mediapipe"): project["optional-dependencies"]["mediapipe"],
        ("app", "mediapipe", "dev"): project["optional-dependencies"]["dev"],
    }
    for groups, texts in wanted.items():
        locked = {(name, version) for group in groups for name, version, *_ in entries(group)}
        for requirement in map(Requirement, texts):
            versions = [version for name, version in locked if name == canonicalize_name(requirement.name)]
            assert versions, f"{requirement} is in none of {groups}"
            assert all(version in requirement.specifier for version in versions), requirement


def test_the_build_backend_is_locked_with_the_test_tools() -> None:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {Requirement(text).name for text in document["build-system"]["requires"]} <= names("dev")
