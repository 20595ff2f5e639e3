"""The texts of all pages, one catalogue per language, with the same keys and placeholders."""

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "catalogue"]

LANGUAGES = ("en", "ja")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all messages of a language by dotted key, e.g. ``"overview.title"``."""
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{key}": message
        for section, messages in tomllib.loads(text).items()
        for key, message in messages.items()
    }
