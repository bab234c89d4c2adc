"""Theme, language and text size are remembered, one by one."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.store.appearance import Appearance, appearance_shelf, change_appearance

pytestmark = pytest.mark.usefixtures("home")


def test_nothing_kept_is_dark_in_the_systems_language_at_its_size() -> None:
    assert appearance_shelf().load() == (Appearance(theme="dark", language="", text_scale=1.0), ())


def test_a_change_keeps_the_other_choices() -> None:
    change_appearance(theme="light")
    change_appearance(language="zh_CN")
    change_appearance(text_scale=1.3)
    assert appearance_shelf().load()[0] == Appearance(theme="light", language="zh_CN", text_scale=1.3)


def test_a_theme_that_does_not_exist_is_not_kept() -> None:
    change_appearance(theme="light")
    with pytest.raises(ValidationError):
        change_appearance(theme="mauve")
    assert appearance_shelf().load()[0].theme == "light"


def test_a_damaged_file_is_set_aside_and_the_window_looks_as_at_first() -> None:
    shelf = appearance_shelf()
    shelf.path.parent.mkdir(parents=True, exist_ok=True)
    shelf.path.write_text("{", "utf-8")
    kept, problems = shelf.load()
    assert kept == Appearance()
    assert len(problems) == 1
