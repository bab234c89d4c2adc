"""Sentences of the other layers in the present language.

A layer below the window says what is wrong in English ("x.glb: buffer 3 is missing."); it knows of no
translation. packaging/translations.py gathers those sentences as templates ("{0}: buffer {1} is missing.").
A finished sentence is translated by finding the template that it was made from; what matches none is shown as
it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ..core.products import Product
from ..store.resource_path import resource_path
from .language import ENGLISH, current, declared, shown_name

ABOUT = "sentence"
# What operating systems say in the middle of our sentences.
SYSTEM_REASONS = (
    "no such file or directory",
    "permission denied",
    "no space left on device",
    "read-only file system",
    "is a directory",
    "not a directory",
    "file exists",
    "file name too long",
    "too many open files",
    "input/output error",
    "operation not permitted",
    "device or resource busy",
    "disk quota exceeded",
)
# Two and three near names: "Did you mean a or b?" is made from one template with the names as one value.
# And what the lab says of a recording on which two settings cannot be compared.
EXTRA = (
    "Did you mean {0} or {1}?",
    "Did you mean {0} or {1} or {2}?",
    "There is nothing to compare: {0}.",
    "the face was not found",
    "no face was in view for a second",
    "nothing is known to be true of this clip",
    "There is no frame in it that can be read.",
    "{0} and its truth do not belong together (frame {1}).",
    "{0} holds no pictures in which faces could be found again.",
)
# Values that are words, not names.
UNITS = ("millimetres", "centimetres", "inches")

# A notice is a line or two; whatever is longer is a traceback or a log.
_LONGEST = 400
_DEEPEST = 4
# Stands for the place of a sentence ("x.glb: …") that is shown where the place is plain.
_HERE = "\0"
_VALUE = re.compile(r"\{(\d+)\}")
_NEXT_SENTENCE = re.compile(r"(?<=[.?!]) +(?=\S)")


@dataclass(frozen=True, slots=True)
class _Template:
    text: str
    pattern: re.Pattern[str]


def said(sentence: str, products: Iterable[Product] = ()) -> str:
    """A finished English sentence in the present language; names of `products` in it are theirs there."""
    if current() == ENGLISH or not sentence or len(sentence) > _LONGEST:
        return sentence
    return _Reader({product.name: shown_name(product) for product in products}).read(sentence)


def pattern_of(template: str) -> re.Pattern[str]:
    """Matches what can be made from a template; its groups are the values, in order of appearance."""
    literal = _VALUE.split(template)[::2]
    # The system writes its reasons with a capital, and we write them without.
    return re.compile("(.+?)".join(re.escape(part) for part in literal), re.IGNORECASE | re.DOTALL)


@cache
def _templates() -> tuple[_Template, ...]:
    """The one with most words of its own first: it is the one that fits best."""
    texts: list[str] = json.loads(resource_path("translations/sentences.json").read_text("utf-8"))
    ordered = sorted(texts, key=lambda text: -len(_VALUE.sub("", text)))
    return tuple(_Template(text, pattern_of(text)) for text in ordered)


class _Reader:
    """Reads one sentence, with all that stands in it."""

    def __init__(self, names: Mapping[str, str]) -> None:
        # What has been read; names are no sentences.
        self._read = dict(names)

    def read(self, text: str, depth: int = 0) -> str:
        if depth > _DEEPEST:
            return self._read.get(text, text)
        if text not in self._read:
            self._read[text] = self._reading(text, depth)
        return self._read[text]

    def _reading(self, text: str, depth: int) -> str:
        parts = _NEXT_SENTENCE.split(text)
        read = [self.read(part, depth + 1) for part in parts] if len(parts) > 1 else []
        # A value may be a sentence itself; what is known sentence by sentence is not one with a long value.
        if read and all(now != before for now, before in zip(read, parts)):
            return _one_after_the_other(read)
        whole = self._one(text, depth) or self._joined(text, depth)
        if not whole and depth == 0:
            whole = self._without_place(text, depth)
        return whole or (_one_after_the_other(read) if read != parts and read else text)

    def _one(self, text: str, depth: int) -> str | None:
        """As one sentence, with or without its full stop: in the middle of another it has none."""
        if (found := self._filled(text, depth)) is not None:
            return found
        if text.endswith("."):
            found = self._filled(text[:-1], depth)
            return None if found is None else f"{found}。"
        if text.endswith(("?", "!")):
            return None
        found = self._filled(f"{text}.", depth)
        return None if found is None else found.removesuffix("。")

    def _filled(self, text: str, depth: int) -> str | None:
        for template in _templates():
            match = template.pattern.fullmatch(text)
            if match is None:
                continue
            translated = declared(template.text, ABOUT)
            if translated == template.text:
                continue
            numbers = _VALUE.findall(template.text)
            values = {n: self.read(v, depth + 1) for n, v in zip(numbers, match.groups())}
            return _VALUE.sub(lambda place: values[place[1]], translated)  # noqa: B023
        return None

    def _without_place(self, text: str, depth: int) -> str | None:
        """As "where: what" of which only the second part is there."""
        found = self._one(f"{_HERE}: {text}", depth + 1) or ""
        here, _, what = found.partition("：")
        return what if here == _HERE and what.casefold() != text.casefold() else None

    def _joined(self, text: str, depth: int) -> str | None:
        """As "where: what", "this; that" or "this (that)"."""
        for joint, joint_here in (("; ", "；"), (": ", "："), (" (", "（")):
            first, found, second = text.partition(joint)
            if not found or (joint == " (" and not second.endswith(")")):
                continue
            closing = "）" if joint == " (" else ""
            parts = (first, second.removesuffix(")") if closing else second)
            read = tuple(self.read(part, depth + 1) for part in parts)
            if read != parts:
                return f"{read[0]}{joint_here}{read[1]}{closing}"
        return None


def _one_after_the_other(sentences: Iterable[str]) -> str:
    """Chinese has no space after its full stop; what stayed English keeps its own."""
    return "".join(one if one.endswith(("。", "？", "！")) else f"{one} " for one in sentences).rstrip()
