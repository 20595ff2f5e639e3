"""Read the TOML files of authors and operators, so that every fault is reported at once."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from grader.errors import ConfigError

__all__ = ["TomlReader"]

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGES = ("en", "ja")


class TomlReader:
    """Reads tables key by key and collects every fault as ``file: key: problem; fix``.

    A key is given with its place, e.g. ``"score.par"`` or ``"company[0].id"``; its last part is
    looked up in the table. What comes back after a fault is a stand-in or the faulty value: use
    nothing of it once `faults` is not empty.

    Attributes:
        file: Name of the file, as faults show it.
        faults: The faults so far, in order of reading.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[str] = []

    def load(self, path: Path) -> dict[str, Any]:
        """Return the top table of a file.

        Raises:
            FileNotFoundError: If there is no such file.
            ConfigError: If it is not TOML.
        """
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{self.file}: not TOML: {error}") from None

    def fault(self, key: str, problem: str, fix: str) -> None:
        """Note a fault."""
        self.faults.append(f"{self.file}: {key}: {problem}; {fix}")

    def only(self, table: Mapping[str, Any], where: str, known: tuple[str, ...]) -> None:
        """Note each key that the table at `where` (``""``: the top) should not have."""
        for key in table:
            if key not in known:
                dotted = f"{where}.{key}" if where else key
                self.fault(dotted, "unknown key", f"remove it or use one of {', '.join(known)}")

    def get(
        self,
        table: Mapping[str, Any],
        key: str,
        kind: type | tuple[type, ...],
        default: Any = ...,  # noqa: ANN401 - TOML values
        *,
        ok: Callable[[Any], bool] = lambda _: True,
        fix: str = "",
    ) -> Any:  # noqa: ANN401 - TOML values
        """Return a value of `kind`; after a fault of presence or type the default or ``None``.

        Args:
            table: The table that the key is in.
            key: The key with its place.
            kind: Its type; a bool is no number.
            default: What stands for a missing key; left out, the key must be there.
            ok: Whether a value of the right type is valid.
            fix: What to do about any of these faults.
        """
        name = key.rsplit(".", 1)[-1]
        if name not in table:
            if default is ...:
                self.fault(key, "missing", fix or "add it")
                return None
            return default
        value = table[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            names = " or ".join(each.__name__ for each in kinds)
            self.fault(key, f"is {value!r}", fix or f"give a {names}")
            return None if default is ... else default
        if not ok(value):
            self.fault(key, f"is {value!r}", fix)
        return value

    def choice(
        self,
        table: Mapping[str, Any],
        key: str,
        options: tuple[str, ...],
        default: Any = ...,  # noqa: ANN401 - a string, None or left out
    ) -> Any:  # noqa: ANN401 - a string or None
        """Return one of `options`."""
        fix = f"one of {', '.join(options)}"
        return self.get(table, key, str, default, ok=options.__contains__, fix=fix)

    def word(self, table: Mapping[str, Any], key: str, example: str) -> str:
        """Return a word in kebab-case, such as `example`."""
        fix = f"give a word in kebab-case, e.g. {example}"
        return self.get(table, key, str, ok=_is_kebab, fix=fix) or ""

    def folder_id(self, table: Mapping[str, Any], folder: Path) -> str:
        """Return the ``id``, which is the name of the folder."""
        name = folder.name
        fix = f"must be the folder's name in kebab-case: {name!r}"
        self.get(table, "id", str, ok=lambda v: v == name and _is_kebab(v), fix=fix)
        return name

    def text(self, table: Mapping[str, Any], key: str) -> dict[str, str]:
        """Return a text in both languages."""
        value = self.get(
            *(table, key, dict),
            ok=lambda v: all(isinstance(v.get(each), str) and v[each] for each in _LANGUAGES),
            fix='give { en = "...", ja = "..." }',
        )
        self.only(value or {}, key, _LANGUAGES)
        return {language: (value or {}).get(language, "") for language in _LANGUAGES}

    def strings(
        self,
        table: Mapping[str, Any],
        key: str,
        default: Any = ...,  # noqa: ANN401 - strings or left out
    ) -> tuple[str, ...]:
        """Return a list of strings."""
        found = self.get(table, key, list, default, fix="give a list of strings",
                         ok=lambda v: all(isinstance(each, str) for each in v))  # fmt: skip
        return tuple(found or ())

    def blocks(
        self,
        table: Mapping[str, Any],
        key: str,
        noun: str,
        default: Any = ...,  # noqa: ANN401 - tables or left out
    ) -> tuple[dict[str, Any], ...]:
        """Return the tables that blocks ``[[key]]`` give, one for each `noun`."""
        found = self.get(table, key, list, default, fix=f"write each {noun} as a block [[{key}]]",
                         ok=lambda v: all(isinstance(each, dict) for each in v))  # fmt: skip
        return tuple(each for each in found or () if isinstance(each, dict))


def _is_kebab(value: str) -> bool:
    return _KEBAB.fullmatch(value) is not None
