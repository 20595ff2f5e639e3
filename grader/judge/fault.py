"""What an exercise's own ``objective()`` finds wrong with an answer."""

from grader.errors import CheckerFailed
from grader.verdict import Outcome

__all__ = ["Fault"]

_KINDS = {
    "wrong": Outcome.WRONG_ANSWER,
    "form": Outcome.FORM_ERROR,
    "limit": Outcome.LIMIT_EXCEEDED,
}


class Fault(Exception):
    """Raised in ``judge.py``: the answer breaks a rule of the statement.

    Args:
        kind: ``"wrong"``, ``"form"`` or ``"limit"``.
        en: What is wrong, one sentence that names the place, as far as it may be told.
        ja: The same in Japanese.
        key: Reason key of the verdict.
        safe: For functions: the sentences tell nothing of a hidden input, so that they may be
            shown for hidden cases as well.

    Raises:
        CheckerFailed: If there is no such kind.
    """

    def __init__(
        self, *, kind: str, en: str, ja: str, key: str = "rule", safe: bool = False
    ) -> None:
        if kind not in _KINDS:
            raise CheckerFailed(f"Fault: kind {kind!r}; use one of {', '.join(_KINDS)}")
        super().__init__(en)
        self.outcome = _KINDS[kind]
        self.en, self.ja, self.key, self.safe = en, ja, key, safe
