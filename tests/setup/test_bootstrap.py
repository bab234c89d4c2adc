"""The decisions of set-up: what a machine lacks, what it gets, and when there is nothing to do."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest
from bootstrap import choice, environment, system
from bootstrap.words import Stop

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "studio.py", *sorted((ROOT / "packaging" / "bootstrap").glob("*.py"))]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_set_up_imports_nothing_but_the_standard_library(source: Path) -> None:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        else:
            continue
        for module in modules:
            assert module.split(".")[0] in {*sys.stdlib_module_names, "bootstrap"}, f"{source.name}: {module}"


def test_the_folder_packaging_does_not_hide_the_package_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize(
    ("platform", "machine", "drivers", "variant"),
    [
        ("linux", "x86_64", [], "cpu"),
        ("linux", "x86_64", ["580.65.06"], "gpu"),
        ("win32", "AMD64", ["590.12"], "gpu"),
        ("linux", "x86_64", ["470.256.02"], "cpu"),
        ("linux", "x86_64", ["470.256.02", "581.0"], "gpu"),
        ("linux", "x86_64", ["[N/A]"], "cpu"),
        ("linux", "aarch64", ["580.65.06"], "cpu"),
        ("darwin", "arm64", [], "cpu"),
    ],
)
def test_the_gpu_build_is_for_a_card_that_can_run_it(
    platform: str, machine: str, drivers: list[str], variant: str
) -> None:
    assert choice.choose_variant(platform, machine, drivers) == variant


@pytest.mark.parametrize(
    ("platform", "machine", "python", "expected"),
    [
        ("linux", "x86_64", (3, 11), True),
        ("linux", "x86_64", (3, 12), True),
        ("linux", "x86_64", (3, 13), False),
        ("linux", "aarch64", (3, 12), False),
        ("darwin", "arm64", (3, 12), True),
        ("darwin", "arm64", (3, 14), False),
        ("win32", "AMD64", (3, 11), True),
        ("win32", "ARM64", (3, 11), False),
    ],
)
def test_mediapipe_is_installed_only_where_its_wheel_exists(
    platform: str, machine: str, python: tuple[int, int], expected: bool
) -> None:
    assert choice.mediapipe_has_wheel(platform, machine, python) is expected


def test_a_stamp_counts_only_while_everything_it_names_is_unchanged() -> None:
    wanted = choice.wanted_stamp("cpu", tests=False)
    assert choice.is_current(wanted, wanted)
    assert choice.is_current(choice.wanted_stamp("cpu", tests=True), wanted)
    assert not choice.is_current(wanted, choice.wanted_stamp("cpu", tests=True))
    assert not choice.is_current(wanted, choice.wanted_stamp("gpu", tests=False))
    assert not choice.is_current({**wanted, "python": "3.10.0"}, wanted)
    assert not choice.is_current({"state": "unfinished"}, wanted)
    assert not choice.is_current({}, wanted)


def test_a_damaged_stamp_is_an_unfinished_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    assert environment.read_stamp() == {}
    for damaged in ("", "{", "[]", "\x00"):
        (tmp_path / "stamp.json").write_text(damaged, encoding="utf-8")
        assert environment.read_stamp() == {"state": "unfinished"}
    (tmp_path / "stamp.json").write_text(json.dumps({"state": "complete"}), encoding="utf-8")
    assert environment.read_stamp() == {"state": "complete"}


def test_an_unknown_variant_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKGLASS_VARIANT", "cuda")
    with pytest.raises(Stop, match="'cuda'; it can be cpu or gpu"):
        choice.pick_variant({})


def test_a_variant_chosen_by_hand_lasts_as_long_as_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKGLASS_VARIANT", "cpu")
    by_hand = choice.wanted_stamp("cpu", tests=False)
    assert choice.is_current(by_hand, choice.wanted_stamp("cpu", tests=False))
    monkeypatch.delenv("LOOKGLASS_VARIANT")
    assert not choice.is_current(by_hand, choice.wanted_stamp("cpu", tests=False))


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("Failed to establish a new connection: NewConnectionError", "connect to the internet"),
        ("socket.gaierror: Temporary failure in name resolution", "connect to the internet"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "does not match the lock",
        ),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for numpy==2.4.6", "not offered for this system"),
        ("something else", "setup.log"),
    ],
)
def test_a_failed_download_is_explained_in_one_sentence(output: str, sentence: str) -> None:
    told = environment.explain(output)
    assert sentence in told
    assert "\n" not in told


@pytest.mark.parametrize(("name", "version"), [("glibc", "2.31"), ("", ""), ("musl", "1.2")])
def test_an_unsuited_c_library_is_said_before_anything_is_downloaded(name: str, version: str) -> None:
    with pytest.raises(Stop, match=r"glibc 2\.34 or newer"):
        system.check_c_library(name, version)


def test_a_suited_c_library_passes() -> None:
    system.check_c_library("glibc", "2.34")
    system.check_c_library("glibc", "2.41")


def test_what_is_missing_becomes_one_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"libGL.so.1": "libgl1", "Xvfb": "xvfb", "libglib-2.0.so.0": "libglib2.0-0"}
    monkeypatch.setattr("shutil.which", lambda name: "there" if name == "apt-get" else None)
    apt = "sudo apt-get install --no-install-recommends libgl1 libglib2.0-0 xvfb"
    assert system.install_line(missing) == apt
    monkeypatch.setattr("shutil.which", lambda name: "there" if name == "dnf" else None)
    dnf = "sudo dnf install 'libGL.so.1()(64bit)' 'libglib-2.0.so.0()(64bit)' xorg-x11-server-Xvfb"
    assert system.install_line(missing) == dnf
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert "Xvfb, libGL.so.1, libglib-2.0.so.0" in system.install_line(missing)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' wheels hold all they need")
def test_a_library_that_is_not_there_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(system.BASE_LIBRARIES, "libLookglassHasNoSuchLibrary.so.7", "nothing")
    missing = system.missing_from_system(window=False, tests=False)
    assert missing["libLookglassHasNoSuchLibrary.so.7"] == "nothing"
    assert "libstdc++.so.6" not in missing


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' wheels hold all they need")
def test_without_the_rights_to_install_an_essential_library_stops_set_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(system.BASE_LIBRARIES, "libLookglassHasNoSuchLibrary.so.7", "no-such-package")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(Stop, match=r"libLookglassHasNoSuchLibrary.so.7[\s\S]*no-such-package"):
        system.prepare_system(window=False, tests=False, needs_venv=False)


def test_an_interrupted_environment_is_made_afresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(
        environment, "VENV_PYTHON", tmp_path / ".venv" / environment.VENV_PYTHON.relative_to(ROOT / ".venv")
    )
    wanted = choice.wanted_stamp("cpu", tests=False)
    environment.make_venv({}, wanted)
    assert environment.runs(environment.VENV_PYTHON)
    left = tmp_path / ".venv" / "half-installed"
    left.touch()
    environment.make_venv(wanted, wanted)
    assert left.exists(), "a complete environment that only lacks packages is kept"
    environment.make_venv({"state": "unfinished"}, wanted)
    assert not left.exists()
    assert environment.runs(environment.VENV_PYTHON)
