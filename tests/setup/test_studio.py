"""studio.py as a person starts it, in a checkout whose app only repeats what it was given."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from bootstrap import choice, environment

ROOT = Path(__file__).resolve().parents[2]

ECHO = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "telemetry": os.environ.get("ORT_DISABLE_TELEMETRY")}))
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a complete .venv (as its stamp says) and an app that prints its arguments."""
    monkeypatch.delenv("LOOKGLASS_VARIANT", raising=False)
    folder = tmp_path / "checkout"
    (folder / "app").mkdir(parents=True)
    (folder / "app" / "__init__.py").touch()
    (folder / "app" / "__main__.py").write_text(ECHO, encoding="utf-8")
    shutil.copy(ROOT / "studio.py", folder)
    shutil.copytree(ROOT / "packaging", folder / "packaging")
    venv.create(folder / ".venv", with_pip=False)
    stamp = choice.wanted_stamp("cpu", tests=True)
    (folder / ".venv" / "lookglass-setup.json").write_text(json.dumps(stamp), encoding="utf-8")
    return folder


def start(
    checkout: Path, *arguments: str, display: str = "", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH")}
    environ = kept | ({"DISPLAY": display} if display else {})
    command = [sys.executable, str(checkout / "studio.py"), *arguments]
    return subprocess.run(
        command, env=environ, cwd=cwd or checkout, capture_output=True, text=True, timeout=60
    )


def passed_on(answer: subprocess.CompletedProcess[str]) -> list[str]:
    assert answer.returncode == 0, answer.stderr
    return list(json.loads(answer.stdout)["arguments"])


def test_run_hands_every_argument_to_the_app(checkout: Path) -> None:
    arguments = ["render", "demo:face", "-o", "a b.mp4", "--set", "lips.opacity=0.5", "--json"]
    assert passed_on(start(checkout, "run", *arguments)) == arguments
    assert passed_on(start(checkout, "run", "--", *arguments)) == arguments


def test_run_works_from_any_folder(checkout: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "app").mkdir(parents=True)
    (elsewhere / "app" / "__main__.py").write_text("raise SystemExit('the wrong app')", encoding="utf-8")
    assert passed_on(start(checkout, "run", "models", "list", cwd=elsewhere)) == ["models", "list"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_run_without_a_display_renders_the_demo_subject(checkout: Path) -> None:
    answer = start(checkout, "run")
    output = str(checkout / "out" / "lookglass-demo.mp4")
    wear = ["--wear", "lipstick-rouge-satin", "--wear", "glasses-round-gold"]
    assert passed_on(answer) == ["render", "demo:face", "-o", output, *wear]
    assert output in answer.stderr
    assert (checkout / "out").is_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_run_with_a_display_opens_the_window(checkout: Path) -> None:
    assert passed_on(start(checkout, "run", display=":77")) == []


def test_the_app_starts_with_telemetry_switched_off(checkout: Path) -> None:
    assert json.loads(start(checkout, "run", "x").stdout)["telemetry"] == "1"


def test_an_app_that_fails_makes_studio_fail(checkout: Path) -> None:
    (checkout / "app" / "__main__.py").write_text("raise SystemExit(3)", encoding="utf-8")
    assert start(checkout, "run", "x").returncode == 3


def test_doctor_prints_one_json_document_with_what_the_app_finds(checkout: Path) -> None:
    found = {
        "version": "0.1.0",
        "sound": False,
        "checks": [{"check": "gl", "status": "fail", "message": "none"}],
    }
    code = f"def main(arguments):\n    print({json.dumps(found)!r})\n    return 1\n"
    (checkout / "app" / "doctor.py").write_text(code, encoding="utf-8")
    answer = start(checkout, "doctor", "--json")
    document = json.loads(answer.stdout)
    assert answer.returncode == 1
    assert document["sound"] is False and document["version"] == "0.1.0"
    assert [check["check"] for check in document["checks"]] == ["libraries", "set-up", "gl"]
    assert document["checks"][1]["status"] == "ok"


def test_doctor_is_content_when_nothing_has_failed(checkout: Path) -> None:
    code = "def main(arguments):\n    print('ok    gl         fine')\n    return 0\n"
    (checkout / "app" / "doctor.py").write_text(code, encoding="utf-8")
    answer = start(checkout, "doctor")
    lines = answer.stdout.splitlines()
    assert lines[-1] == "ok    gl         fine"
    assert answer.returncode == (1 if any(line.startswith("fail") for line in lines) else 0)


def test_doctor_on_a_fresh_checkout_says_what_to_run_and_changes_nothing(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    answer = start(checkout, "doctor")
    assert answer.returncode == 1
    assert "run: python3 studio.py run" in answer.stdout
    assert not (checkout / ".venv").exists()


def test_an_unknown_command_is_an_argument_error(checkout: Path) -> None:
    answer = start(checkout, "render")
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1 and "'render'" in answer.stderr
    assert start(checkout).returncode == 2
    assert "studio.py doctor" in start(checkout, "--help").stdout


def test_an_old_python_gets_one_sentence(checkout: Path) -> None:
    source = (checkout / "studio.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 1, 'final', 0); "
        f"runpy.run_path({str(checkout / 'studio.py')!r}, run_name='__main__')"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Lookglass needs Python 3.11 or newer and this is Python 3.9;")
    assert answer.stderr.count("\n") == 1


def test_two_set_ups_of_one_checkout_do_not_meet(checkout: Path) -> None:
    stamp = checkout / ".venv" / "lookglass-setup.json"
    complete = stamp.read_text(encoding="utf-8")
    stamp.write_text('{"state": "unfinished"}', encoding="utf-8")
    command = [sys.executable, str(checkout / "studio.py"), "run", "x"]
    with environment.only_one(checkout / ".venv"):
        second = subprocess.Popen(
            command, cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert second.stderr
        assert "waiting for another set-up" in second.stderr.readline()
        stamp.write_text(complete, encoding="utf-8")  # the first one finishes here
    output, errors = second.communicate(timeout=60)
    assert json.loads(output)["arguments"] == ["x"]
    assert "Setting Lookglass up" not in errors


def test_a_lock_that_changed_is_installed_again_and_a_dead_index_is_said(
    checkout: Path, tmp_path: Path
) -> None:
    lock = checkout / "packaging" / "lock-app.txt"
    lock.write_text(f"lookglass-has-no-such-package==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    for other in ("cpu", "gpu", "mediapipe", "dev"):
        (checkout / "packaging" / f"lock-{other}.txt").write_text("# nothing\n", encoding="utf-8")
    empty = tmp_path / "empty-index"
    empty.mkdir()
    environ = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(empty), "PIP_CONFIG_FILE": os.devnull}
    command = [sys.executable, str(checkout / "studio.py"), "run", "x"]
    answer = subprocess.run(command, env=environ, cwd=checkout, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 1
    assert "A locked package is not offered for this system" in answer.stderr
    assert "Traceback" not in answer.stderr
    stamp = json.loads((checkout / ".venv" / "lookglass-setup.json").read_text(encoding="utf-8"))
    assert stamp == {"state": "unfinished"}, "the next start must not take this for a complete environment"
