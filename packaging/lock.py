"""Writes packaging/lock-*.txt: every package that studio.py installs, its version and its wheels' hashes.

    .venv/bin/python packaging/lock.py              keep what is locked; add and drop as pyproject.toml asks
    .venv/bin/python packaging/lock.py --upgrade    take the newest versions that fit

pip resolves the names for this machine, from whatever index it is configured with. The metadata of each
package then tells which others it needs on Linux, Windows and macOS, and pip's own reader of index pages
gives the hashes of the wheels for all of them. So the files hold no address, and one lock serves every
system. At the end a table says which package has no wheel for which system and Python.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# pip is the only client that knows how it is configured, and it has no public interface for index pages.
from pip._internal.commands.install import InstallCommand
from pip._internal.index.collector import parse_links
from pip._internal.models.link import Link
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.tags import Tag, compatible_tags, cpython_tags
from pip._vendor.packaging.utils import (
    InvalidWheelFilename,
    canonicalize_name,
    parse_wheel_filename,
)

HERE = Path(__file__).resolve().parent
PYTHONS = [(3, 11), (3, 12), (3, 13), (3, 14)]
GROUPS = ("app", "cpu", "gpu", "mediapipe", "dev")

# Installed without its own requirements; pyproject.toml's extra names the ones that it really has.
MEDIAPIPE = "0.10.21"

# The last version with wheels for Macs with an Intel processor; all other systems get the resolved one.
INTEL_MAC = "sys_platform == 'darwin' and platform_machine == 'x86_64'"
NOT_INTEL_MAC = "sys_platform != 'darwin' or platform_machine != 'x86_64'"
INTEL_MAC_PINS = {"onnxruntime": "1.23.2"}


@dataclass(frozen=True)
class System:
    """One kind of machine: how markers see it, and the platform tags of its wheels, best first."""

    name: str
    sys_platform: str
    platform_machine: str
    tags: tuple[str, ...]

    def environment(self, python: tuple[int, int], extra: str) -> dict[str, str]:
        version = f"{python[0]}.{python[1]}"
        return {
            "sys_platform": self.sys_platform,
            "platform_machine": self.platform_machine,
            "platform_system": {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}[self.sys_platform],
            "os_name": "nt" if self.sys_platform == "win32" else "posix",
            "python_version": version,
            "python_full_version": f"{version}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": extra,
        }

    def wheel_tags(self, python: tuple[int, int]) -> frozenset[Tag]:
        tags = list(self.tags)
        interpreter = f"cp{python[0]}{python[1]}"
        return frozenset([*cpython_tags(python, platforms=tags), *compatible_tags(python, interpreter, tags)])


def _manylinux(machine: str) -> tuple[str, ...]:
    # 2.39: PySide6's wheel for 64-bit ARM needs it; on x86_64 nothing needs more than 2.34.
    newest = 39 if machine == "aarch64" else 34
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(newest, 4, -1)), f"manylinux2014_{machine}")


def _macos(machine: str) -> tuple[str, ...]:
    versions = [f"{major}_0" for major in range(14, 10, -1)] + [f"10_{minor}" for minor in range(16, 8, -1)]
    return tuple(f"macosx_{version}_{kind}" for version in versions for kind in (machine, "universal2"))


SYSTEMS = (
    System("linux x86_64", "linux", "x86_64", _manylinux("x86_64")),
    System("linux aarch64", "linux", "aarch64", _manylinux("aarch64")),
    System("windows x86_64", "win32", "AMD64", ("win_amd64",)),
    System("windows arm64", "win32", "ARM64", ("win_arm64",)),
    System("macos arm64", "darwin", "arm64", _macos("arm64")),
    System("macos x86_64", "darwin", "x86_64", _macos("x86_64")),
)


@dataclass(frozen=True)
class Package:
    """One resolved package: its canonical name, version and the requirements in its metadata."""

    name: str
    version: str
    requires: tuple[Requirement, ...]


def roots() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, per group; onnxruntime is the group `cpu`."""
    document = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    project = document["project"]
    wanted = [Requirement(text) for text in project["dependencies"]]
    extras = project["optional-dependencies"]
    return {
        "app": [item for item in wanted if item.name != "onnxruntime"],
        "cpu": [item for item in wanted if item.name == "onnxruntime"],
        "gpu": [Requirement(text) for text in document["dependency-groups"]["gpu"]],
        "mediapipe": [Requirement(text) for text in extras["mediapipe"]],
        "dev": [Requirement(text) for text in extras["dev"]],
    }


def locked_versions() -> dict[str, str]:
    """The pins of the lock files as they are now (an Intel Mac's own pins left out)."""
    pins: dict[str, str] = {}
    for file in sorted(HERE.glob("lock-*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            pin = re.match(r"([a-z0-9-]+)==(\S+)(.*)", line)
            if pin and INTEL_MAC not in pin[3]:
                pins[pin[1]] = pin[2]
    return pins


def resolve(requirements: Iterable[str], constraints: dict[str, str]) -> dict[str, Package]:
    """Let pip choose versions for this machine; nothing is installed. Raises SystemExit with pip's words."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as pins:
        pins.write("".join(f"{name}=={version}\n" for name, version in constraints.items()))
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
    command += ["--only-binary", ":all:", "--report", "-", "--constraint", pins.name, *requirements]
    answer = subprocess.run(command, capture_output=True, text=True)
    Path(pins.name).unlink()
    if answer.returncode:
        raise SystemExit(answer.stderr)
    found: dict[str, Package] = {}
    for item in json.loads(answer.stdout)["install"]:
        metadata = item["metadata"]
        name = canonicalize_name(metadata["name"])
        needs = tuple(Requirement(text) for text in metadata.get("requires_dist", []))
        found[name] = Package(name, metadata["version"], needs)
    return found


def needed(wanted: Iterable[Requirement], system: System, found: dict[str, Package]) -> set[str]:
    """Names that `wanted` pulls in on a system, on any supported Python, through the metadata in `found`."""
    names: set[str] = set()
    queue = [(canonicalize_name(item.name), frozenset(item.extras)) for item in wanted]
    seen = set()
    while queue:
        name, extras = queue.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        names.add(name)
        for item in found[name].requires if name in found else ():
            marker = item.marker
            environments = [system.environment(p, e) for p in PYTHONS for e in ("", *extras)]
            if marker is None or any(marker.evaluate(environment) for environment in environments):
                queue.append((canonicalize_name(item.name), frozenset(item.extras)))
    return names


def resolve_for_all(wanted: list[Requirement], constraints: dict[str, str]) -> dict[str, Package]:
    """Resolve, adding what only other systems need, until every name that any of them pulls in is there."""
    texts = {str(item) for item in wanted}
    while True:
        found = resolve(sorted(texts), constraints)
        missing = set().union(*(needed(wanted, system, found) for system in SYSTEMS)) - found.keys()
        if not missing:
            return found
        texts |= missing


@cache
def _finder():  # type: ignore[no-untyped-def]  # pip's own, untyped here
    command = InstallCommand("install", "finds wheels")
    options, _ = command.parse_args(["lookglass"])
    return command._build_package_finder(options, command._build_session(options))


@cache
def wheels(name: str, version: str) -> dict[str, frozenset[Tag]]:
    """{sha256: tags} of the wheels of one release, for CPython on the systems above."""
    collector = _finder()._link_collector
    useful = frozenset().union(*(system.wheel_tags(python) for system in SYSTEMS for python in PYTHONS))
    result: dict[str, frozenset[Tag]] = {}
    for address in collector.search_scope.get_index_urls_locations(name):
        page = collector.fetch_response(Link(address))
        for link in parse_links(page) if page else ():
            try:
                _, found, _, tags = parse_wheel_filename(link.filename)
            except InvalidWheelFilename:
                continue  # a source archive, or a wheel older than the naming rules
            if str(found) == version and tags & useful and link.hash and link.hash_name == "sha256":
                result[link.hash] = tags
    if not result:
        raise SystemExit(f"{name} {version}: the index offers no wheel with a sha256")
    return result


def entry(name: str, version: str, marker: str) -> str:
    hashes = "".join(f" \\\n    --hash=sha256:{digest}" for digest in sorted(wheels(name, version)))
    return f"{name}=={version}{f' ; {marker}' if marker else ''}{hashes}\n"


def marker_for(systems: set[str]) -> str:
    """The marker that leaves a package out where nothing needs it; empty where everything does."""
    everywhere = {system.sys_platform for system in SYSTEMS}
    if systems == everywhere:
        return ""
    return " or ".join(f"sys_platform == '{system}'" for system in sorted(systems))


def group_names(
    wanted: dict[str, list[Requirement]], found: dict[str, Package]
) -> dict[str, dict[str, set[str]]]:
    """{group: {name: sys_platforms}}; what the app or both runtimes need is in `app` and nowhere else."""
    groups: dict[str, dict[str, set[str]]] = {group: {} for group in GROUPS}
    for group, items in wanted.items():
        for system in SYSTEMS:
            for name in needed(items, system, found):
                groups[group].setdefault(name, set()).add(system.sys_platform)
    for name in groups["cpu"].keys() & groups["gpu"].keys():
        groups["app"].setdefault(name, set()).update(groups["cpu"][name])
    for group in GROUPS[1:]:
        for name in groups["app"].keys() & groups[group].keys():
            groups["app"][name] |= groups[group].pop(name)
    return groups


def write(group: str, names: dict[str, set[str]], versions: dict[str, str]) -> None:
    lines = ["# Written by packaging/lock.py; change pyproject.toml and run that instead.\n"]
    for name in sorted(names):
        marker = marker_for(names[name])
        if name in INTEL_MAC_PINS:
            lines.append(entry(name, versions[name], NOT_INTEL_MAC))
            lines.append(entry(name, INTEL_MAC_PINS[name], INTEL_MAC))
        else:
            lines.append(entry(name, versions[name], marker))
    (HERE / f"lock-{group}.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"packaging/lock-{group}.txt: {len(names)} packages")


def report_gaps(groups: dict[str, dict[str, set[str]]], versions: dict[str, str]) -> None:
    """Print every package that some supported system and Python has no wheel for."""
    for group, names in groups.items():
        for system in SYSTEMS:
            for name, platforms in sorted(names.items()):
                if system.sys_platform not in platforms:
                    continue
                offered = wheels(name, versions[name]).values()
                without = [p for p in PYTHONS if not any(tags & system.wheel_tags(p) for tags in offered)]
                if without:
                    pythons = ", ".join(f"{a}.{b}" for a, b in without)
                    print(f"no wheel: {group}: {name} {versions[name]} on {system.name}, Python {pythons}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the hashed lock files.")
    parser.add_argument("--upgrade", action="store_true", help="newest versions instead of the locked ones")
    parser.add_argument("--constraint", type=Path, help="a file of name==version lines to start from")
    options = parser.parse_args()

    constraints = {} if options.upgrade else locked_versions()
    if options.constraint:
        pins = re.findall(r"^([\w.-]+)==(\S+)", options.constraint.read_text(encoding="utf-8"), re.MULTILINE)
        constraints |= {canonicalize_name(name): version for name, version in pins}
    wanted = roots()
    constraints.pop("mediapipe", None)
    found = resolve_for_all([item for items in wanted.values() for item in items], constraints)
    versions = {name: package.version for name, package in found.items()} | {"mediapipe": MEDIAPIPE}
    groups = group_names(wanted, found)
    groups["mediapipe"]["mediapipe"] = {system.sys_platform for system in SYSTEMS}
    for group in GROUPS:
        write(group, groups[group], versions)
    report_gaps(groups, versions)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
