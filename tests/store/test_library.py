"""A person's own presets and looks: nothing that is done to them loses a file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.document import Look, Worn
from app.core.errors import UserError
from app.core.params import Value
from app.store import library
from app.store.files import backup_of
from app.store.presets import Kind, find_look, find_preset, own_path

from .strategies import all_knobs

KNOBS: Mapping[str, Mapping[str, Value]] = {"crop": {"slack": 1.5}}
LOOK = Look((Worn("lipstick-rouge-satin", "classic", {"coverage": 0.5}),), "Friday")
KINDS: tuple[Kind, ...] = ("preset", "look")


@pytest.fixture(autouse=True)
def _home(home: Path) -> None:
    library.save_preset("calm", KNOBS, help="For talking.")
    library.save_look("Friday", LOOK)


def own(kind: Kind) -> list[str]:
    return [saved.name for saved in library.saved_of(kind) if saved.own]


def name_of(kind: Kind) -> str:
    return "calm" if kind == "preset" else "Friday"


def content(kind: Kind, name: str) -> object:
    return find_preset(name).knobs if kind == "preset" else find_look(name).worn


@pytest.mark.parametrize("kind", KINDS)
def test_renaming_keeps_everything_but_the_name(kind: Kind) -> None:
    before = content(kind, name_of(kind))
    library.rename(kind, name_of(kind), "Saturday, late")
    assert own(kind) == ["Saturday, late"]
    assert content(kind, "Saturday, late") == before
    if kind == "look":
        assert find_look("Saturday, late").name == "Saturday, late"
    else:
        assert find_preset("Saturday, late").help == "For talking."


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_has_the_same_content_under_a_free_name(kind: Kind) -> None:
    name = name_of(kind)
    assert library.free_name(kind, name) == f"{name} 2"
    library.duplicate(kind, name, f"{name} 2")
    assert sorted(own(kind)) == [name, f"{name} 2"]
    assert content(kind, f"{name} 2") == content(kind, name)
    with pytest.raises(UserError, match="already"):
        library.duplicate(kind, name, f"{name} 2".upper())


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_removed_can_be_put_back(kind: Kind) -> None:
    name = name_of(kind)
    before = content(kind, name)
    library.remove(kind, name)
    assert own(kind) == []
    assert backup_of(own_path(kind, name)).is_file()
    library.put_back(kind, name)
    assert content(kind, name) == before
    with pytest.raises(UserError, match="again already"):
        library.put_back(kind, name)


@pytest.mark.parametrize("kind", KINDS)
def test_ours_are_copied_but_neither_replaced_nor_renamed_nor_removed(kind: Kind) -> None:
    ours = next(saved.name for saved in library.saved_of(kind) if not saved.own)
    library.duplicate(kind, ours, "mine")
    assert content(kind, "mine") == content(kind, ours)
    for refused in (
        lambda: library.rename(kind, ours, "other"),
        lambda: library.remove(kind, ours),
        lambda: library.save_preset(ours, KNOBS) if kind == "preset" else library.save_look(ours, LOOK),
        lambda: library.rename(kind, "mine", ours),
    ):
        with pytest.raises(UserError):
            refused()
    assert "comes with Lookglass" in library.why_not(kind, ours.upper())


@pytest.mark.parametrize("kind", KINDS)
def test_brought_out_and_in_again_it_is_the_same(kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.json"
    library.take_out(kind, name_of(kind), file)
    assert library.bring_in(kind, file) == "elsewhere"
    assert library.bring_in(kind, file) == "elsewhere 2"
    assert content(kind, "elsewhere 2") == content(kind, name_of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_kind_is_not_brought_in(kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    for wrong in ("{", "[]", json.dumps({"lookglass": "song", "version": 1})):
        file.write_text(wrong)
        with pytest.raises(UserError, match=r"odd\.json"):
            library.bring_in(kind, file)
    assert own(kind) == [name_of(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_one_that_a_newer_version_wrote_is_neither_replaced_nor_in_the_way(kind: Kind) -> None:
    path = own_path(kind, "newer")
    path.write_text(json.dumps({"lookglass": kind, "version": 99}))
    with pytest.raises(UserError, match="newer Lookglass"):
        library.save_preset("newer", KNOBS) if kind == "preset" else library.save_look("newer", LOOK)
    assert json.loads(path.read_text())["version"] == 99
    library.remove(kind, "newer")
    library.put_back(kind, "newer")
    assert json.loads(path.read_text())["version"] == 99


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(knobs=all_knobs, name=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12))
def test_any_knobs_under_any_name_come_back_or_are_refused_in_a_sentence(
    knobs: Mapping[str, Mapping[str, Value]], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("LOOKGLASS_HOME", folder)
        if library.why_not("preset", name):
            with pytest.raises(UserError):
                library.save_preset(name, knobs)
        else:
            library.save_preset(name, knobs)
            assert library.find("preset", name) is not None
            assert find_preset(str(own_path("preset", name))).knobs == knobs
