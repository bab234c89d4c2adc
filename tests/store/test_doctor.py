"""The doctor says what runs, and stands whatever it finds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app import doctor
from app.core.errors import UserError
from app.doctor import CHECKS, examine, main


def test_the_document_holds_a_line_for_every_check(
    home: Path, capsys: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    code = main(["--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["sound"] is (code == 0)
    assert {line["check"] for line in found["checks"]} == set(CHECKS)
    assert {line["status"] for line in found["checks"]} <= {"ok", "warn", "fail"}
    assert all(line["message"].strip() and "\n" not in line["message"] for line in found["checks"])


def test_here_python_the_networks_and_the_catalogue_are_sound(home: Path) -> None:
    told = {line.check: line for line in examine()}
    for check in ("Python", "packages", "models", "networks", "catalogue", "folders"):
        assert told[check].status != "fail", told[check]
    assert re.search(r"CPU|CUDA|DirectML|CoreML", told["networks"].message)
    assert "lipstick" in told["catalogue"].message
    assert not home.exists()


def test_a_check_that_breaks_becomes_its_own_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> doctor.Iterator[tuple[doctor.Status, str]]:
        yield "ok", "so far"
        raise RuntimeError("the driver is gone")

    def refused() -> doctor.Iterator[tuple[doctor.Status, str]]:
        raise UserError("There is no OpenGL.")
        yield

    def sound() -> doctor.Iterator[tuple[doctor.Status, str]]:
        yield "warn", "no camera"

    monkeypatch.setattr(doctor, "CHECKS", {"a": broken, "b": refused, "c": sound})
    assert main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ok    a          so far",
        "fail  a          RuntimeError: the driver is gone",
        "fail  b          There is no OpenGL.",
        "warn  c          no camera",
    ]
    monkeypatch.setattr(doctor, "CHECKS", {"c": sound})
    assert main([]) == 0


def test_a_persons_broken_product_is_a_warning_only(home: Path) -> None:
    broken = home / "products" / "mine" / "product.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("id = ")
    lines = [line for line in examine() if line.check == "catalogue"]
    assert [line.status for line in lines if str(broken) in line.message] == ["warn"]
    assert lines[-1].status == "ok"


def test_a_folder_that_cannot_be_written_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path / "file" / "home"))
    lines = [line for line in examine() if line.check == "folders"]
    assert {line.status for line in lines} == {"fail"}
