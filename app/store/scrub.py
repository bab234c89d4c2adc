"""Takes out of a text what is nobody else's business: folders, names of people and computers, numbers.

`scrub` is for the log, which stays on this computer: folders go, names of files stay. `scrub_all` is for what
a person hands on: names of files go, too.
"""

from __future__ import annotations

import getpass
import os
import re
import socket
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FILE, _NAME, _ID, _PERSON, _COMPUTER = "<file>", "<name>", "<id>", "<user>", "<computer>"
# What stands in a log where a folder stood.
_FOLDER = "…/"

# From a root ("/", "C:\\", "\\\\server", "~") to the line's last separator: names of folders may have spaces.
_PATH = re.compile(r"""(?<![\w.…/\\>])(?:[A-Za-z]:[\\/]|\\\\|~?/)(?=[^\s/\\])(?:[^\n"<>|:]*[\\/])?""")
# "…/Anna on holiday.mp4": to the last thing that looks like an ending, or else to the end of the line.
_NAME_AFTER_FOLDER = re.compile(rf"""{_FOLDER}(?:[^\n"<>|]*\.\w{{1,6}}\b|[^\n"<>|]*)""")
_ENDINGS = (
    "mp4|m4v|mov|mkv|avi|webm|gif|apng|png|jpe?g|webp|bmp|tiff?|heic|glb|gltf|bin|npz|json|toml|txt|csv|wav"
)
# A whole name with spaces where it is quoted, or else the word.
_QUOTED_NAME = re.compile(rf"""(["'])[^"'\n]*\.(?:{_ENDINGS})\1""", re.IGNORECASE)
_BARE_NAME = re.compile(rf"[^\s\"'<>|/\\]+\.(?:{_ENDINGS})\b", re.IGNORECASE)
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_MAC = re.compile(r"\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# Serial numbers: eight characters or more, four digits or more among them.
_SERIAL = re.compile(r"\b(?=(?:[A-Za-z]*\d){4})[0-9A-Za-z]{8,}\b")
# A name shorter than this ("al", "pc") is part of too many words.
_SHORTEST_NAME = 3
# Names that say nothing of anybody.
_NOBODY = frozenset({"root", "user", "admin", "administrator", "localhost", "home", "runner"})


def scrub(text: str) -> str:
    """Without folders: our own files by their place in the program, all others by their names only."""
    for place, instead in _known_places():
        text = place.sub(instead, text)
    return _PATH.sub(_FOLDER, text)


def scrub_all(text: str, private: Iterable[str] = ()) -> str:
    """`scrub`, and without names of files, people and computers, addresses and serial numbers.

    `private` are further words that must not stand in it.
    """
    text = scrub(text)
    for word in sorted({word for word in private if len(word) >= _SHORTEST_NAME}, key=len, reverse=True):
        text = re.sub(re.escape(word), _NAME, text, flags=re.IGNORECASE)
    for pattern in (_UUID, _MAC, _MAIL, _SERIAL):
        text = pattern.sub(_ID, text)
    text = _NAME_AFTER_FOLDER.sub(_FILE, text)
    text = _QUOTED_NAME.sub(_FILE, text)
    text = _BARE_NAME.sub(_FILE, text)
    for name, instead in (*_people(), *_computers()):
        text = re.sub(
            rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", instead, text, flags=re.IGNORECASE
        )
    return text


@cache
def _known_places() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The program, its packages and the home folder, the deepest first, and what to write instead."""
    places = {place: "python:" for prefix in (sys.prefix, sys.base_prefix) for place in _both_ways(prefix)}
    places |= {place: "~/" for place in _both_ways(_home())}
    places |= {place: "" for place in _both_ways(str(Path(__file__).resolve().parents[2]))}
    deepest = sorted((place for place in places if len(place) > 1), key=len, reverse=True)
    return tuple(
        (re.compile(rf"(?<![\w.…/\\-]){re.escape(place)}(?:[/\\]|(?![\w.-]))"), places[place])
        for place in deepest
    )


def _home() -> str:
    return os.path.expanduser("~")  # which, unlike Path.home, never raises


def _both_ways(place: str) -> set[str]:
    """As it was given, and where it leads."""
    return {os.path.abspath(place), os.path.realpath(place)}


def _people() -> Iterable[tuple[str, str]]:
    names = {Path(_home()).name}
    try:
        names.add(getpass.getuser())
    except (OSError, KeyError, ImportError):  # no name in the environment, and none in the system's list
        names.discard("")
    return [(name, _PERSON) for name in names if _tells(name)]


def _computers() -> Iterable[tuple[str, str]]:
    whole = socket.gethostname()
    return [(name, _COMPUTER) for name in (whole, whole.partition(".")[0]) if _tells(name)]


def _tells(name: str) -> bool:
    return len(name) >= _SHORTEST_NAME and name.lower() not in _NOBODY
