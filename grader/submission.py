"""A submission: whose it is, for which assignment, and the notebook's bytes."""

import hashlib
from dataclasses import dataclass

__all__ = ["Submission", "digest_of"]


def digest_of(data: bytes) -> str:
    """Return ``sha256:<hex>`` of the raw bytes of a submitted file."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What is graded: one notebook or one answer script, as bytes read exactly once.

    Attributes:
        data: The file's bytes; sandbox and judge read only these.
        exercises: Ids of the exercises that are expected, in the order of the source.
        script: The file is one answer script, not a notebook.
        learner: Opaque learner id; ``"-"`` for a loose file.
        choice_attempt: Number of the attempt for exercises that draw questions; 0 for a
            loose file.
    """

    data: bytes
    exercises: tuple[str, ...]
    script: bool = False
    learner: str = "-"
    choice_attempt: int = 0

    @property
    def digest(self) -> str:
        """``sha256:<hex>`` of the bytes."""
        return digest_of(self.data)
