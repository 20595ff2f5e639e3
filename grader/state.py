"""The state directory: where everything that one installation keeps is found."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from grader.errors import ConfigError

__all__ = ["State"]


@dataclass(frozen=True, slots=True)
class State:
    """Paths below one state directory (mode 0700).

    Attributes:
        path: The directory, ``./.qskills`` by default.
    """

    path: Path

    @property
    def consortium(self) -> Path:
        """Settings of the consortium, written by the administrator."""
        return self.path / "consortium.toml"

    @property
    def identity(self) -> Path:
        """Who is who; the only place with persons."""
        return self.path / "identity.db"

    @property
    def inbox(self) -> Path:
        """What the pages note: decisions of people, and who looked at what."""
        return self.path / "inbox.db"

    @property
    def results(self) -> Path:
        """Attempts, verdicts, queue and blobs."""
        return self.path / "results.db"

    @property
    def boards(self) -> Path:
        """Published boards, one file per viewer scope."""
        return self.path / "boards"

    @property
    def courses(self) -> Path:
        """Course folders of nbgrader."""
        return self.path / "nbgrader"

    @property
    def exchange(self) -> Path:
        """Exchange of nbgrader: released assignments, submissions, feedback."""
        return self.path / "exchange"

    @property
    def jupyter(self) -> Path:
        """Configuration and home folders of the JupyterLab servers."""
        return self.path / "jupyter"

    def secret(self) -> bytes:
        """Return the deployment's secret, from which hidden cases are seeded.

        Raises:
            ConfigError: If it is missing or damaged; a lost secret must come from a backup.
        """
        path = self.path / "secret.key"
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except FileNotFoundError:
            raise ConfigError(
                f"{self.path} is no state directory; run `qskills init` first"
            ) from None
        except ValueError:
            raise ConfigError(f"{path} is damaged; restore it from a backup") from None
        if len(key) != 32:
            raise ConfigError(f"{path} does not hold 32 bytes; restore it from a backup")
        return key

    def exists(self) -> bool:
        """Whether the directory was initialised."""
        return (self.path / "secret.key").is_file()

    def create(self, consortium: str) -> None:
        """Make the directory with a new secret; an existing one is left as it is.

        Args:
            consortium: Text of ``consortium.toml``, used only where there is none yet.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)
        for folder in (self.boards, self.courses, self.jupyter):
            folder.mkdir(mode=0o700, exist_ok=True)
        # nbgrader insists on an exchange that every learner's account may write to; the 0700
        # parent keeps other accounts of this machine out.
        self.exchange.mkdir(exist_ok=True)
        self.exchange.chmod(0o777)
        if not self.consortium.exists():
            self.consortium.write_text(consortium, encoding="utf-8")
        if not self.exists():
            key = self.path / "secret.key.new"
            handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as out:
                out.write(secrets.token_hex(32) + "\n")
                out.flush()
                os.fsync(out.fileno())
            key.rename(self.path / "secret.key")
