"""The command that gathers texts and builds the translations, and the translations themselves."""

from __future__ import annotations

import ast
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
import texts
import translations
from texts import ROOT, Text, Unusable, prose, template_of, window_texts
from translations import FOLDER, main, make, messages, unfinished

from app.store.products import load_catalogue

TS = FOLDER / "lookglass_zh_CN.ts"
FINISHED = list(messages(TS))
PLACES = re.compile(r"\{[a-z_0-9]*\}")
MNEMONIC = re.compile(r"&(?=\w)")


today = cache(texts.gather)
sentences_today = cache(texts.sentences)


def expression(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


class TestTheTranslation:
    def test_is_up_to_date_with_the_texts_and_complete(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--check"]) == 0, capsys.readouterr().err

    def test_has_the_places_of_its_source(self) -> None:
        def places(text: str) -> list[str]:
            return sorted(PLACES.findall(text))

        assert [m for m in FINISHED if places(m.translation) != places(m.source)] == []

    def test_of_a_menu_has_its_key_in_brackets(self) -> None:
        # "&Open…" is "打开(&O)…": there is no such letter in the Chinese word.
        with_key = [m for m in FINISHED if MNEMONIC.search(m.source)]
        assert [m for m in with_key if not re.search(r"\(&[A-Z0-9]\)…?$", m.translation)] == []

    def test_has_dots_where_a_dialog_follows(self) -> None:
        assert [m for m in FINISHED if m.source.endswith("…") != m.translation.endswith("…")] == []

    def test_has_the_punctuation_of_chinese(self) -> None:
        english = re.compile(r"[\u4e00-\u9fff]([,;:?!]|\.(?!\S))")
        assert [m for m in FINISHED if english.search(m.translation)] == []

    def test_has_no_space_around_it_that_its_source_has_not(self) -> None:
        assert [
            m for m in FINISHED if m.translation != m.translation.strip() and m.source == m.source.strip()
        ] == []

    def test_is_of_whole_texts_that_no_other_is_glued_to(self) -> None:
        own = [text for text in today() if text.about != "sentence"]
        assert [t for t in own if t.source != t.source.strip() or t.source[0] in ",;:.)"] == []

    def test_names_every_product_and_every_shade(self) -> None:
        for product in load_catalogue().products:
            assert product.names.get("zh"), product.id
            assert all(variant.names.get("zh") for variant in product.variants), product.id


class TestTheWindow:
    def test_says_nothing_that_is_not_translated(self) -> None:
        assert texts.window_prose() == []

    @pytest.mark.parametrize(
        "code", ['tr(f"Saved {path}")', "tr(text)", 'tr("a" + b)', 'tr("Light", about=x)']
    )
    def test_may_not_translate_what_is_no_literal(self, code: str) -> None:
        with pytest.raises(Unusable, match=r"here:1: tr\(\) wants literals"):
            list(window_texts(ast.parse(code), "here"))

    def test_gives_its_texts_with_what_they_are_about(self) -> None:
        found = window_texts(ast.parse('[tr("Open"), tr("Light", "theme")]'), "here")
        assert list(found) == [Text("Open"), Text("Light", "theme")]


class TestASentence:
    @pytest.mark.parametrize(
        "code, template",
        [
            ('f"{path} is empty."', "{0} is empty."),
            ('f"{a}: {b!r} has {len(c)} faults"', "{0}: {1} has {2} faults"),
            # Without a word between them, values cannot be told apart in the finished sentence.
            ('f"cannot be written: {reason}{left}."', "cannot be written: {0}."),
            # "Did you mean ...?" comes after the full stop, or nothing does.
            ('f"There is no product {name!r}.{near}"', "There is no product {0}."),
            ('"; what was written before is kept"', "what was written before is kept"),
            # The unit may be empty, and the space before it is then stripped.
            ('f"expected {a} to {b} {unit}".rstrip() + f", got {n}"', "expected {0} to {1}, got {2}"),
        ],
    )
    def test_becomes_a_template(self, code: str, template: str) -> None:
        assert template_of(expression(code)) == template

    def test_of_a_tag_only_what_stands_between_is_prose(self) -> None:
        assert prose(ast.parse("""f'<span style="color:{ink}">{sign}</span> {name}'""")) == []
        assert prose(ast.parse('said = "<b>Too dark</b> for it"')) == ["<b>Too dark</b> for it"]

    def test_is_what_reads_like_prose(self) -> None:
        code = '''
            def spoken():
                """A docstring is for us."""
                assert path, "an assertion is for us"
                raise RuntimeError("a fault is for us")
                raise UserError(f"{path} is no file.", why="no such thing" if path else "shaders/lips.glsl")
        '''
        found = prose(ast.parse("if True:\n" + code))
        assert found == ["{0} is no file.", "no such thing"]


class TestTheCommand:
    @pytest.fixture
    def present(self, tmp_path: Path) -> Path:
        return Path(shutil.copytree(FOLDER, tmp_path / "present"))

    @pytest.fixture(autouse=True)
    def gathered_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(translations, "gather", today)
        monkeypatch.setattr(translations, "sentences", sentences_today)

    def test_makes_what_is_there_already(self, tmp_path: Path, present: Path) -> None:
        made = make(tmp_path, present)
        assert [file.read_bytes() for file in made] == [(present / file.name).read_bytes() for file in made]

    def test_finds_what_has_not_been_translated(
        self, tmp_path: Path, present: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        more = [*today(), Text("A new “text” of {count} words", "test")]
        monkeypatch.setattr(translations, "gather", lambda: more)
        ts = next(file for file in make(tmp_path, present) if file.suffix == ".ts")
        assert unfinished(ts) == [
            "lookglass_zh_CN.ts: 'A new “text” of {count} words' (test) is not translated"
        ]
        assert len(list(messages(ts))) == len(more)

    def test_forgets_what_nobody_says_any_more(
        self, tmp_path: Path, present: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forgotten, *kept = today()
        monkeypatch.setattr(translations, "gather", lambda: kept)
        ts = next(file for file in make(tmp_path, present) if file.suffix == ".ts")
        assert [m for m in messages(ts) if (m.source, m.about) == (forgotten.source, forgotten.about)] == []

    def test_checks_without_changing_anything(
        self, present: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ts = present / TS.name
        ts.write_text(ts.read_text("utf-8").replace("文件(&amp;F)", ""), "utf-8")
        monkeypatch.setattr(translations, "FOLDER", present)
        before = {file: file.read_bytes() for file in present.iterdir()}
        assert main(["--check"]) == 1
        assert "'&File' is not translated" in capsys.readouterr().err
        assert {file: file.read_bytes() for file in present.iterdir()} == before

    def test_reaches_the_window_through_the_package(self) -> None:
        assert (ROOT / "resources/translations").samefile(FOLDER)
        assert {file.name for file in FOLDER.iterdir()} == {TS.name, "lookglass_zh_CN.qm", "sentences.json"}
