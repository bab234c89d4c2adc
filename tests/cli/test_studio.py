"""What the window starts with: the command line's word first, then what was chosen last time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import app.gui.app as window
from app.core.document import Document, Look, Worn
from app.store.settings import AppSettings, save_settings
from app.vision.registry import providers

from .conftest import Ran

Lookglass = Callable[..., Ran]
LAST = AppSettings(
    source="clip.mp4",
    provider="onnx",
    mirror=False,
    look=Look((Worn("lipstick-rouge-satin"),)),
    knobs={"steady": {"lips_cutoff_hz": 0.5}},
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Document]:
    """The Documents that windows would have opened with; the window itself is tested in tests/gui."""
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
    documents: list[Document] = []

    def open_window(document: Document, **_: object) -> int:
        documents.append(document)
        return 0

    monkeypatch.setattr(window, "run_studio", open_window)
    return documents


def test_the_first_time_the_demo_subject_wears_something(
    lookglass: Lookglass, opened: list[Document]
) -> None:
    assert lookglass().code == 0
    assert opened[0].source == "demo:face"
    assert len(opened[0].default_look.worn) >= 2


def test_what_was_chosen_last_time_is_there_again(lookglass: Lookglass, opened: list[Document]) -> None:
    save_settings(LAST)
    assert lookglass("studio").code == 0
    (document,) = opened
    assert document.source == "clip.mp4"
    assert document.view.mirror is False
    assert [worn.product_id for worn in document.default_look.worn] == ["lipstick-rouge-satin"]
    assert document.knobs["steady"]["lips_cutoff_hz"] == 0.5


def test_the_command_line_has_the_last_word(lookglass: Lookglass, opened: list[Document]) -> None:
    save_settings(LAST)
    words = ("demo:face", "--wear", "lipstick-berry-matte", "--set", "steady.lips_cutoff_hz=2")
    assert lookglass("studio", *words).code == 0
    (document,) = opened
    assert document.source == "demo:face"
    assert [worn.product_id for worn in document.default_look.worn] == ["lipstick-berry-matte"]
    assert document.knobs["steady"]["lips_cutoff_hz"] == 2.0


@pytest.mark.parametrize("known", [provider.name for provider in providers() if provider.available])
def test_the_provider_of_last_time_is_used_while_it_can_run(
    lookglass: Lookglass, opened: list[Document], known: str
) -> None:
    save_settings(AppSettings(provider=known))
    lookglass("studio")
    lookglass("studio", "--provider", "onnx")
    save_settings(AppSettings(provider="crystal-ball"))
    lookglass("studio")
    assert [document.provider for document in opened] == [known, "onnx", "onnx"]
