"""What the window remembers; and that no file of settings can keep a person out."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.document import Look, Setup, Worn
from app.core.errors import UserError
from app.store.settings import AppSettings, load_settings, save_settings, settings_file

from .strategies import all_knobs, looks, texts


@given(
    settings=st.builds(
        AppSettings,
        geometry=texts,
        layout=texts,
        source=texts,
        provider=texts,
        tab=st.integers(0, 9),
        people=st.integers(1, 10),
        strength=st.floats(0, 1),
        mirror=st.booleans(),
        split=st.none() | st.floats(0, 1),
        landmarks=st.booleans(),
        look=looks,
        knobs=all_knobs,
        compare=st.booleans(),
        preset=texts,
        other=st.none() | st.builds(Setup, looks, knobs=all_knobs, preset=texts, strength=st.floats(0, 1)),
        on_b=st.booleans(),
    )
)
def test_settings_come_back_as_they_went_in(settings: AppSettings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        save_settings(settings, file)
        assert load_settings(file) == (settings, ())


def test_at_the_first_start_everything_is_at_its_default(home: Path) -> None:
    assert load_settings() == (AppSettings(), ())
    assert not home.exists()


def test_settings_lie_in_the_persons_folder(home: Path) -> None:
    save_settings(AppSettings(source="camera:0"))
    assert settings_file() == home / "settings.json"
    assert load_settings()[0].source == "camera:0"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"lookglass": "look", "version": 1, "worn": []}',
        b'{"lookglass": "settings", "version": 1, "mirror": "perhaps"}',
        b'{"lookglass": "settings", "version": 1, "look": {"worn": 3}}',
        b'{"lookglass": "settings", "version": 7, "source": "camera:0"}',
    ],
)
def test_settings_that_cannot_be_read_are_set_aside_and_said(home: Path, content: bytes) -> None:
    home.mkdir()
    settings_file().write_bytes(content)
    settings, notices = load_settings()
    assert settings == AppSettings()
    assert len(notices) == 1 and "kept as settings.set-aside-1.json" in notices[0]
    save_settings(AppSettings(source="camera:1"))
    assert (home / "settings.set-aside-1.json").read_bytes() == content
    assert load_settings() == (AppSettings(source="camera:1"), ())


def test_nothing_that_was_set_aside_is_overwritten(home: Path) -> None:
    home.mkdir()
    for number in (1, 2, 3):
        settings_file().write_text(f"damaged {number}")
        load_settings()
    kept = sorted(home.glob("settings.set-aside-*.json"))
    assert [file.read_text() for file in kept] == ["damaged 1", "damaged 2", "damaged 3"]


def test_a_knob_or_field_of_another_version_costs_only_itself(home: Path) -> None:
    home.mkdir()
    content = {
        "lookglass": "settings",
        "version": 1,
        "source": "demo:face",
        "wallpaper": "blue",
        "knobs": {"crop": {"slack": 1.0, "gone": 2.0}, "gone": {"x": 1.0}},
    }
    settings_file().write_text(json.dumps(content))
    settings, notices = load_settings()
    assert (settings.source, settings.knobs) == ("demo:face", {"crop": {"slack": 1.0}})
    assert len(notices) == 2


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="Cannot write"):
        save_settings(AppSettings(look=Look((Worn("a"),))), tmp_path / "file" / "settings.json")
