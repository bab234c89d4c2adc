"""Saying in one sentence what is wrong with a file or a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from pydantic import ValidationError


def did_you_mean(name: str, options: Iterable[str]) -> str:
    """ " Did you mean a or b?" with the nearest of the options, "" where none is near."""
    by_lower = {option.lower(): option for option in options}
    near = get_close_matches(name.lower(), by_lower, n=3, cutoff=0.5)
    # What begins with the name is what was meant by someone who stopped typing.
    begun = [lower for lower in by_lower if name and lower.startswith(name.lower())]
    found = list(dict.fromkeys([*begun[:3], *near]))[:3]
    return f" Did you mean {' or '.join(by_lower[lower] for lower in found)}?" if found else ""


def folded(text: str) -> str:
    """The text as one compares it: without case, accents and ligatures ("Mûrier" is "murier")."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in apart if not unicodedata.combining(c)).strip()


def problem_sentence(problem: ValidationError) -> str:
    """The first fault that pydantic found, as "variants.0.swatch: ...", and how many more there are."""
    errors = problem.errors(include_url=False, include_context=False)
    first = errors[0]
    field = ".".join(str(part) for part in first["loc"]) or "the whole file"
    message = _PLAIN.get(first["type"], str(first["msg"]))
    message = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{field}: {message[:1].lower()}{message[1:]}{more}"


_PLAIN = {
    "extra_forbidden": "there is no such field",
    "missing": "this field is missing",
    "model_type": "expected a table of fields",
    "dict_type": "expected a table of fields",
}
