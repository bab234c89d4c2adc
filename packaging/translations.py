"""Brings the translations up to date, with Qt's own tools.

    python packaging/translations.py            gather the texts, merge them into the .ts, build the .qm
    python packaging/translations.py --check    change nothing; fail when something is missing or stale

Both with the Python of .venv. A new text comes into resources/translations/lookglass_zh_CN.ts as
"unfinished": translate it there (by hand or in Qt Linguist) and run this again. CONTRIBUTING.md tells more.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from texts import ROOT, Text, Unusable, gather, sentences

FOLDER = ROOT / "resources/translations"
LANGUAGES = ("zh_CN",)
CONTEXT = "Lookglass"


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a .ts file."""

    source: str
    about: str
    translation: str
    finished: bool


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing; fail when it is not up to date")
    args = parser.parse_args(arguments)
    sys.path.insert(0, str(ROOT))
    try:
        with tempfile.TemporaryDirectory() as scratch:
            made = make(Path(scratch), FOLDER)
            stale = [file.name for file in made if not _same(file, FOLDER / file.name)]
            if not args.check:
                FOLDER.mkdir(exist_ok=True)
                for file in made:
                    shutil.copyfile(file, FOLDER / file.name)
            missing = [line for file in made if file.suffix == ".ts" for line in unfinished(file)]
    except Unusable as problem:
        print(problem, file=sys.stderr)
        return 1
    for line in missing:
        print(line, file=sys.stderr)
    if args.check and stale:
        print(f"Not up to date: {', '.join(stale)}. Run packaging/translations.py.", file=sys.stderr)
    return 1 if missing or (args.check and stale) else 0


def make(place: Path, present: Path) -> list[Path]:
    """Make every file of the translations in `place`, from today's texts and what `present` has of them."""
    source = place / "texts.py"
    source.write_text("".join(f"{_noop(text)}\n" for text in gather()), "utf-8")
    templates = place / "sentences.json"
    templates.write_text(
        json.dumps(sorted(sentences()), indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n"
    )
    made = [templates]
    for language in LANGUAGES:
        ts, qm = (place / f"lookglass_{language}.{ending}" for ending in ("ts", "qm"))
        if (present / ts.name).exists():
            shutil.copyfile(present / ts.name, ts)
        # Without guesses from similar texts: a translation is somebody's word, or it is missing.
        guesses = ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]
        languages = ["-source-language", "en", "-target-language", language]
        _qt_tool("lupdate", *guesses, *languages, "-locations", "none", "-no-obsolete", source, "-ts", ts)
        ts.write_bytes(ts.read_bytes().replace(b"\r\n", b"\n"))
        _qt_tool("lrelease", "-nounfinished", ts, "-qm", qm)
        made += [ts, qm]
    return made


def messages(ts: Path) -> Iterator[Message]:
    """Everything in a .ts file."""
    for entry in ElementTree.parse(ts).getroot().iter("message"):
        translation = entry.find("translation")
        assert translation is not None, "lupdate writes one for every message"
        yield Message(
            entry.findtext("source", ""),
            entry.findtext("comment", ""),
            translation.text or "",
            translation.get("type") is None and bool(translation.text),
        )


def unfinished(ts: Path) -> list[str]:
    """A line for each text that nobody has translated."""
    found = [message for message in messages(ts) if not message.finished]
    return [f"{ts.name}: {m.source!r}{f' ({m.about})' if m.about else ''} is not translated" for m in found]


def _noop(text: Text) -> str:
    """A line that lupdate reads: the mark of a text to be translated elsewhere."""
    parts = [CONTEXT, text.source, *([text.about] if text.about else [])]
    return f"QT_TRANSLATE_NOOP({', '.join(json.dumps(part, ensure_ascii=False) for part in parts)})"


def _qt_tool(name: str, *arguments: str | Path) -> None:
    """Run a tool that lies in PySide6's wheel. Raises Unusable with what it said."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    tool = shutil.which(name, path=str(folder)) or shutil.which(name, path=str(folder / "Qt/libexec"))
    if tool is None:
        raise Unusable(f"PySide6 in {folder} has no {name}.")
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise Unusable(f"{name}: {done.stdout}{done.stderr}")


def _same(made: Path, present: Path) -> bool:
    if not present.exists():
        return False
    content = present.read_bytes()
    # Git may check a text file out with other line endings; in a .qm the two bytes mean something else.
    return made.read_bytes() == (content if made.suffix == ".qm" else content.replace(b"\r\n", b"\n"))


if __name__ == "__main__":
    sys.exit(main())
