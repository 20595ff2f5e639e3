"""The texts, from one TOML file per language inside the package.

An entry is named by a reason key, or by ``key.pattern`` for a recognised mistake, and holds
``what``, ``where`` and ``next``. Each is a template, or a list of templates of which the first
counts whose placeholders all have a value: that is how one text serves verdicts that may, and
verdicts that may not, show numbers.
"""

import string
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["LANGUAGES", "Catalogue", "catalogue", "placeholders"]

LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts of one language.

    Attributes:
        entries: Templates by reason key (or ``key.pattern``) and field.
        outcomes: Title by outcome.
        words: Words that stand for short codes in parameters, e.g. kinds of answers.
        frames: Texts around an explanation, e.g. which test it is about.
    """

    entries: Mapping[str, Mapping[str, Sequence[str]]]
    outcomes: Mapping[str, str]
    words: Mapping[str, str]
    frames: Mapping[str, str]

    def templates(self, key: str, pattern: str, field: str) -> tuple[str, ...]:
        """Return the candidates for one field, the most specific first."""
        found: list[str] = []
        for name in (f"{key}.{pattern}", key):
            found.extend(self.entries.get(name, {}).get(field, ()))
        return tuple(found)


@cache
def catalogue(language: str) -> Catalogue:
    """Return the texts of a language; anything but ``"ja"`` is English."""
    name = "ja" if language == "ja" else "en"
    text = (files("grader.judge.explain") / f"{name}.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    entries = {
        key: {field: [value] if isinstance(value, str) else value for field, value in row.items()}
        for key, row in data["reason"].items()
    }
    return Catalogue(entries, data["outcome"], data["word"], data["frame"])


def placeholders(template: str) -> frozenset[str]:
    """Return the names that a template needs."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
