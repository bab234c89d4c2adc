"""SOURCE is understood, and what cannot be opened is said in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.core.errors import UserError
from app.sources import open_source, registry, source
from app.sources.faults import FaultSource, Show


@pytest.mark.parametrize(
    ("spec", "parts"),
    [
        ("camera:0", ("camera", "0")),
        ("camera:Logitech: BRIO", ("camera", "Logitech: BRIO")),
        ("demo:face", ("demo", "face")),
        ("recording:/a/b.lgr", ("recording", "/a/b.lgr")),
        ("clip.mp4", ("", "clip.mp4")),
        (r"C:\clips\a.mp4", ("", r"C:\clips\a.mp4")),
        ("a b/c-d: e.mp4", ("", "a b/c-d: e.mp4")),
    ],
)
def test_source_is_split_into_scheme_and_rest(spec: str, parts: tuple[str, str]) -> None:
    assert registry.split_spec(spec) == parts


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("", "empty"),
        ("nowhere/clip.mp4", r"nowhere/clip\.mp4 does not exist"),
        ("webcam:0", "webcam:0"),
        ("recording:nowhere.lookglass", r"nowhere\.lookglass does not exist"),
        ("bad\0name", "cannot be opened"),
        ("x" * 5000, "cannot be opened|does not exist"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_sentence(spec: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        open_source(spec)
    assert "\n" not in str(caught.value)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.mp4").touch()
    with pytest.raises(UserError, match=r"none\.mp4 is empty"):
        open_source(str(tmp_path / "none.mp4"))


def test_a_file_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10)).save(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").rename(tmp_path / "a.mp4")
    assert open_source(str(tmp_path / "a.mp4")).info.still


def test_an_existing_file_with_a_colon_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (20, 10)).save(tmp_path / "plain.png")
    try:
        (tmp_path / "plain.png").rename(tmp_path / "take:1.png")
    except OSError:
        pytest.skip("no such names on this system")
    assert open_source("take:1.png").info.name == "take:1.png"


def test_a_new_kind_registers_itself_and_hears_how_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_factories", dict(registry._factories))
    heard = []

    @source("faults")
    def open_faults(rest: str, options: registry.OpenOptions) -> FaultSource:
        heard.append((rest, options))
        return FaultSource([Show(3)])

    assert open_source("faults:many", realtime=True).info.frame_count == 3
    assert heard == [("many", registry.OpenOptions(realtime=True, loop=False))]


@given(st.text(max_size=40))
def test_no_text_crashes_the_grammar(spec: str) -> None:
    try:
        scheme, rest = registry.split_spec(spec)
    except UserError:
        return
    assert spec in (rest, f"{scheme}:{rest}")
