"""Presets and looks come back from their files as they went in."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given

from app import __version__
from app.core.commands import UsePreset
from app.core.document import Document, Look, Worn
from app.core.errors import UserError
from app.core.params import Value, resolve_groups
from app.store.files import backup_of
from app.store.fronts import our_fronts
from app.store.presets import (
    find_look,
    find_preset,
    list_looks,
    list_presets,
    own_path,
    read_look,
    read_preset,
    usable_knobs,
    usable_look,
    write_look,
    write_preset,
)
from app.store.products import load_catalogue

from .strategies import all_knobs, looks


@given(knobs=all_knobs)
def test_a_preset_comes_back_as_it_went_in(knobs: Mapping[str, Mapping[str, Value]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mine.json"
        write_preset(file, knobs, help="mine")
        preset = read_preset(file)
    assert (preset.name, preset.help, preset.notices) == ("mine", "mine", ())
    assert preset.knobs == knobs
    assert UsePreset(preset.name, preset.knobs).apply(Document()).knobs == knobs


@given(
    look=looks.filter(lambda look: not any(w.product_id.lower().endswith(("glb", "gltf")) for w in look.worn))
)
def test_a_look_comes_back_as_it_went_in(look: Look) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mine.json"
        write_look(file, look)
        assert read_look(file) == look


def test_a_preset_is_written_over_the_old_one_which_stays_as_backup(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    write_preset(file, {"crop": {"slack": 1.0}})
    write_preset(file, {"crop": {"slack": 2.0}})
    assert read_preset(file).knobs == {"crop": {"slack": 2.0}}
    assert read_preset(backup_of(file)).knobs == {"crop": {"slack": 1.0}}


@pytest.mark.parametrize("saved", list_presets(), ids=lambda saved: saved.name)
def test_every_preset_of_ours_fits_this_version(saved: object) -> None:
    preset = find_preset(getattr(saved, "name", ""))
    assert preset.notices == ()
    assert preset.help
    resolve_groups(preset.knobs)


def test_our_presets_are_there() -> None:
    ours = {saved.name for saved in list_presets() if not saved.own}
    assert {"default", "mediapipe-one-euro", "steady", "responsive"} <= ours
    assert find_preset("default").knobs == {}
    assert find_preset("mediapipe-one-euro").knobs["steady"]["method"] == "one-euro-mediapipe"


def test_steady_default_and_responsive_are_places_of_the_measured_front() -> None:
    stops = our_fronts()["flow"].stops
    names = ("steady", "responsive")
    assert [find_preset(name).knobs for name in names] == [stops[0].knobs, stops[-1].knobs]
    calm, close = stops[0], stops[-1]
    assert calm.jitter_percent < close.jitter_percent and calm.error_percent > close.error_percent
    settings = [
        resolve_groups(find_preset(name).knobs)["steady"] for name in ("steady", "default", "responsive")
    ]
    assert {one.method for one in settings} == {"flow"}
    assert settings[0].flow_settle_s > settings[1].flow_settle_s > settings[2].flow_settle_s


@pytest.mark.parametrize("products", ["make-up", "glasses", "shoes"])
def test_every_class_of_products_has_a_tuned_preset(products: str) -> None:
    preset = find_preset(products)
    assert preset.knobs["steady"]["method"] == "flow"
    assert "tuned" in preset.help.lower()


@pytest.mark.parametrize("saved", list_looks(), ids=lambda saved: saved.name)
def test_every_look_of_ours_can_be_worn_whole(saved: object) -> None:
    look = find_look(getattr(saved, "name", ""))
    usable, notices = usable_look(look, load_catalogue())
    assert notices == ()
    assert usable == look
    assert look.worn and look.name


def test_an_unknown_knob_is_a_notice_and_the_others_still_count(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    write_preset(file, {"crop": {"slack": 1.0, "slak": 2.0}, "crops": {"slack": 1.0}})
    preset = read_preset(file)
    assert preset.knobs == {"crop": {"slack": 1.0}}
    unknown_knob, unknown_group = preset.notices
    assert unknown_knob.startswith("mine.json: crop has no knob 'slak'. Did you mean slack")
    assert unknown_group == "mine.json: there is no group of knobs 'crops'. Did you mean crop?"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"knobs": {"crop": {"slack": 1e9}}}, r"crop\.slack: expected "),
        ({"knobs": {"crop": {"slack": "much"}}}, r"crop\.slack: expected a number"),
        ({"knobs": {"crop": {"slack": None}}}, r"knobs\.crop\.slack"),
        ({"knobs": {"crop": 3}}, r"knobs\.crop: "),
        ({}, "knobs: this field is missing"),
        ({"knobs": {}, "nobs": {}}, "nobs: there is no such field"),
        ({"knobs": {}, "version": 3}, "newer Lookglass"),
        ({"knobs": {}, "lookglass": "look"}, "is not a preset of Lookglass but a look"),
    ],
)
def test_a_preset_that_does_not_fit_is_refused_with_its_file(
    tmp_path: Path, content: dict[str, object], says: str
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"lookglass": "preset", "version": 1} | content))
    with pytest.raises(UserError, match=says) as refusal:
        read_preset(file)
    assert str(refusal.value).startswith(str(file))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({}, "worn: this field is missing"),
        ({"worn": [{"variant": "a"}]}, r"worn\.0\.product: this field is missing"),
        ({"worn": [{"product": "a", "enabled": "yes"}]}, r"worn\.0\.enabled"),
        ({"worn": [3]}, r"worn\.0: expected a table of fields"),
        ({"worn": [], "version": 99}, "newer Lookglass"),
    ],
)
def test_a_look_that_does_not_fit_is_refused_with_its_file(
    tmp_path: Path, content: dict[str, object], says: str
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"lookglass": "look", "version": 1} | content))
    with pytest.raises(UserError, match=says) as refusal:
        read_look(file)
    assert str(refusal.value).startswith(str(file))


def test_what_cannot_be_worn_any_more_leaves_a_look_with_a_notice() -> None:
    look = Look((Worn("lipstick-rouge-satin"), Worn("lipstick-gone"), Worn("lipstick-rouge-matte", "gone")))
    usable, notices = usable_look(look, load_catalogue())
    assert usable.worn == look.worn[:1]
    assert len(notices) == 2 and "lipstick-gone" in notices[0] and "no variant 'gone'" in notices[1]


def test_a_model_of_ones_own_is_found_beside_the_look(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    write_look(file, Look((Worn("models/a.glb"), Worn(str(tmp_path / "b.glb")))))
    assert [worn.product_id for worn in read_look(file).worn] == [
        str(tmp_path / "models" / "a.glb"),
        str(tmp_path / "b.glb"),
    ]


def test_a_persons_own_are_found_by_name_and_come_before_ours(home: Path) -> None:
    write_preset(own_path("preset", "my calm"), {"crop": {"slack": 4.0}})
    write_preset(own_path("preset", "steady"), {"crop": {"slack": 5.0}})
    write_look(own_path("look", "party"), Look((Worn("lipstick-rouge-gloss"),), "Party"))
    assert find_preset("my calm").knobs == {"crop": {"slack": 4.0}}
    assert find_preset("steady").knobs == {"crop": {"slack": 5.0}}
    assert find_look("party").name == "Party"
    assert [saved.name for saved in list_presets() if saved.own] == ["my calm", "steady"]
    assert home in find_preset_path("my calm").parents


def test_files_of_the_first_version_are_read_and_written_anew_with_the_old_one_beside(tmp_path: Path) -> None:
    for name in ("preset", "look"):
        shutil.copy(Path(__file__).parent / "older" / f"{name}-1.json", tmp_path / f"{name}.json")
    preset, look = read_preset(tmp_path / "preset.json"), read_look(tmp_path / "look.json")
    assert preset.knobs == {"steady": {"lips_cutoff_hz": 0.8}, "crop": {"slack": 1.5}}
    assert preset.help == "For the shop window." and preset.notices == ()
    assert look == Look((Worn("lipstick-rouge-satin", "classic", {"coverage": 0.6}, False),), "Friday")
    write_preset(tmp_path / "preset.json", preset.knobs, help=preset.help)
    write_look(tmp_path / "look.json", look)
    for name in ("preset", "look"):
        new, old = (
            json.loads(p.read_text()) for p in (tmp_path / f"{name}.json", tmp_path / f"{name}.json.bak")
        )
        assert (old["version"], new["version"], new["made_with"]) == (1, 2, __version__)
    assert read_preset(tmp_path / "preset.json").knobs == preset.knobs
    assert read_look(tmp_path / "look.json") == look


def test_what_a_newer_version_has_written_is_never_overwritten(tmp_path: Path) -> None:
    for kind, write in (("preset", lambda p: write_preset(p, {})), ("look", lambda p: write_look(p, Look()))):
        file = tmp_path / f"{kind}.json"
        file.write_text(json.dumps({"lookglass": kind, "version": 99, "what": "we cannot know"}))
        before = file.read_bytes()
        with pytest.raises(UserError, match=r"newer Lookglass.*choose another name"):
            write(file)
        assert file.read_bytes() == before
        assert [path.name for path in tmp_path.iterdir() if path.stem.startswith(kind)] == [file.name]


def test_saving_over_a_damaged_file_keeps_that_aside_each_time(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    for content in ('{"lookglass": "preset", "version": 2, "kno', "not even JSON"):
        file.write_text(content)
        write_preset(file, {"crop": {"slack": 1.0}})
        assert read_preset(file).knobs == {"crop": {"slack": 1.0}}
    aside = sorted(path.read_text() for path in tmp_path.glob("mine.set-aside-*.json"))
    assert aside == ["not even JSON", '{"lookglass": "preset", "version": 2, "kno']


def test_what_was_kept_aside_is_no_preset_to_choose(home: Path) -> None:
    file = own_path("preset", "mine")
    file.parent.mkdir(parents=True)
    file.write_text("not even JSON")
    write_preset(file, {})
    assert len(list(file.parent.iterdir())) == 2
    assert [saved.name for saved in list_presets() if saved.own] == ["mine"]


def find_preset_path(name: str) -> Path:
    return next(saved.path for saved in list_presets() if saved.name == name)


def test_a_file_is_found_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_preset(tmp_path / "here.json", {"crop": {"slack": 1.0}})
    assert find_preset(str(tmp_path / "here.json")).name == "here"
    monkeypatch.chdir(tmp_path)
    assert find_preset("here.json").name == "here"
    with pytest.raises(UserError, match=r"There is no file .*gone\.json"):
        find_preset("gone.json")


def test_an_unknown_name_is_answered_with_the_nearest(home: Path) -> None:
    with pytest.raises(UserError, match=r"no preset 'stedy'\. Did you mean steady"):
        find_preset("stedy")
    with pytest.raises(UserError, match=r"no look 'xyzzy'\. There are .*evening"):
        find_look("xyzzy")


@pytest.mark.parametrize(
    "name",
    ["", " ", "../x", "a/b", "a\\b", "C:x", ".hidden", "a\nb", "what?", "nul", "Com1.x", "end.", "x" * 81],
)
def test_a_name_that_is_no_file_name_is_refused(name: str, home: Path) -> None:
    with pytest.raises(UserError, match="cannot be the name of a preset"):
        own_path("preset", name)


def test_values_that_do_not_fit_are_left_out_where_that_is_better_than_stopping() -> None:
    knobs, notices = usable_knobs({"crop": {"slack": 1e9, "scale": 1.6}}, where="settings.json")
    assert knobs == {"crop": {"scale": 1.6}}
    assert len(notices) == 1 and "crop.slack: expected" in notices[0]
