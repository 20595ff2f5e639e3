"""Find and read the practice pack that lies beside a released notebook."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.errors import ConfigError

__all__ = ["FORMAT", "NAME", "Pack", "find_pack"]

FORMAT = "qskills-practice/1"
NAME = "practice.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What practice may know: public parts of the exercises of one lesson.

    Attributes:
        path: The file.
        language: Language of the notebook beside it.
        exercises: One row per exercise, as `grader.practice.pack_for` wrote it.
    """

    path: Path
    language: str
    exercises: Mapping[str, Mapping[str, Any]]


def find_pack(start: Path) -> Pack | None:
    """Return the pack in `start` or the nearest folder above it that holds one.

    Raises:
        ConfigError: If that file is no practice pack; the message says why.
    """
    for folder in (start, *start.parents):
        path = folder / NAME
        if path.is_file():
            return _read(path, path.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=8)
def _read(path: Path, _changed_ns: int) -> Pack:
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        if tree["format"] != FORMAT:
            raise ConfigError(f"format {tree['format']!r}")
        language = "ja" if tree["language"] == "ja" else "en"
        return Pack(path=path, language=language, exercises=dict(tree["exercises"]))
    except OSError as error:
        raise ConfigError(error.strerror or type(error).__name__) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{type(error).__name__}: {error}") from error
