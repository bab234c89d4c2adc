"""Sentences of other layers in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.errors import UserError
from app.core.products import Product
from app.gui.language import choose
from app.gui.sentences import pattern_of, said
from app.sources.registry import open_source
from app.stages import register_all
from app.store.files import read_json
from app.store.presets import find_preset
from app.store.products import load_catalogue


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication) -> Iterator[None]:
    choose("zh")
    yield
    choose("en")


def problem_of(call: object, *arguments: object) -> str:
    with pytest.raises(UserError) as caught:
        call(*arguments)  # type: ignore[operator]
    return str(caught.value)


def test_a_sentence_is_said_with_its_values() -> None:
    assert said("clip.mp4 holds no frame that can be decoded.") == "clip.mp4 中没有可解码的帧。"
    assert said("A texture is 4096 px wide or high, more than 2048.") == "有纹理宽或高 4096 像素，超过 2048。"


def test_values_are_put_where_chinese_wants_them() -> None:
    assert said("x.json is damaged: no comma in line 3.") == "x.json 已损坏：第 3 行 no comma。"


def test_a_sentence_in_a_sentence_is_said_too() -> None:
    english = "Camera 0 cannot be opened: it is not there or another program uses it."
    assert said(english) == "无法打开摄像头 0：设备不存在，或正被其他程序占用。"
    assert said("notes.txt cannot be written: Permission denied.") == "无法写入 notes.txt：没有权限。"


def test_one_sentence_after_the_other_is_said() -> None:
    english = "a.json is not a text file. It is kept as a.json.bad, and the defaults are used."
    assert said(english) == "a.json 不是文本文件。已另存为 a.json.bad，并使用默认设置。"


def test_a_product_is_called_by_its_name() -> None:
    gold = Product("glasses-round-gold", "glasses", "Round Wire", {"zh": "圆形金丝"})
    english = "Round Wire: Its front looks towards -z, so it is turned about."
    assert said(english, [gold]) == "圆形金丝：模型正面朝向 -z，已将其转正。"


def test_what_nobody_knows_comes_through_unchanged() -> None:
    for text in ("", "Nobody has ever said this.", "RTX 4090: 1.2 ms", "已保存 a.png", "x" * 5000):
        assert said(text) == text


def test_english_stays_as_it_is() -> None:
    choose("en")
    sentence = "clip.mp4 holds no frame that can be decoded."
    assert said(sentence) == sentence


def test_the_words_of_a_person_are_no_part_of_a_pattern() -> None:
    assert pattern_of("{0} is a folder (of {1}).").fullmatch("a is a folder (of b).")
    assert not pattern_of("{0} is a folder (of {1}).").fullmatch("a is a folder of b.")


def test_real_problems_are_said_in_chinese(tmp_path: Path) -> None:
    register_all()
    cut = tmp_path / "cut.json"
    cut.write_text('{"a": ', "utf-8")
    problems = [
        problem_of(load_catalogue().get, "lipstick-rogue-satin"),
        problem_of(find_preset, "stedy"),
        problem_of(read_json, tmp_path / "none.json"),
        problem_of(read_json, cut),
        problem_of(open_source, str(tmp_path / "none.mp4")),
        problem_of(open_source, str(tmp_path)),
    ]
    for problem in problems:
        told = said(problem)
        assert told.endswith(("。", "？")) and told != problem, problem
    assert said(problems[0]).startswith("没有产品 'lipstick-rogue-satin'。您是指 ")
