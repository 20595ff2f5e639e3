"""Who is signed in, and as what they may look. Pure but for the two files that it reads.

Streamlit checks the provider's signature and keeps the claims in a signed cookie. They say who
somebody is; what that person may see is looked up here, at each run of a page, in the file that
publishing wrote. Nothing of it comes from the address, a widget or the session.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leaderboard.access import Access
from leaderboard.inbox import Inbox
from leaderboard.purpose import PURPOSE_VERSION

__all__ = ["OFF", "SignedIn", "sign_in"]

_HOURS = 12
_EMAIL = "email"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person before the screen.

    Attributes:
        status: ``off`` (no provider), ``out``, ``expired``, ``unknown`` (an account that nobody
            has), ``purpose`` (has not agreed to the purpose text) or ``in``.
        account: Login as the provider names it; shown to that person only.
        learner: Opaque id of who is known, ``""`` else.
        viewers: Codes of the viewers that they may be; empty unless ``in``.
        decisions: What they decided last about each purpose, published or not yet.
    """

    status: str
    account: str = ""
    learner: str = ""
    viewers: tuple[str, ...] = ()
    decisions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def agreed(self, purpose: str) -> bool:
        """Say whether the person's newest decision about a purpose is to agree."""
        row = self.decisions.get(purpose)
        return row is not None and bool(row["given"])


OFF = SignedIn("off")


def sign_in(
    state: Path, claims: Mapping[str, Any], options: Mapping[str, Any], now: float
) -> SignedIn:
    """Return who is signed in.

    Args:
        state: The state directory.
        claims: What Streamlit holds of the provider's token, with ``is_logged_in``.
        options: Table ``[sign_in]`` of ``auth.toml``: ``claim`` names the account (``email``),
            ``hours`` is how long a sign-in holds (12), ``trust_email`` whether the provider
            verifies every e-mail without saying so (false).
        now: Seconds since 1970 UTC.

    Raises:
        LeaderboardError: If who may sign in cannot be read.
    """
    if not claims.get("is_logged_in"):
        return SignedIn("out")
    claim = str(options.get("claim", _EMAIL))
    account = str(claims.get(claim) or "")
    since = claims.get("iat")
    # Streamlit's cookie lives for 30 days, whatever the provider says.
    ends = float(since) + 3600 * float(options.get("hours", _HOURS)) if since else 0.0
    if now >= ends:
        return SignedIn("expired", account)
    # Anybody can claim an address that the provider did not verify.
    verified = claims.get("email_verified") in (True, "true") or options.get("trust_email") is True
    sound = bool(account) and (claim != _EMAIL or verified)
    known = None if not sound else Access.of(state / "boards").find(account)
    if known is None:
        return SignedIn("unknown", account)
    pending = Inbox(state / "inbox.db").newest(known.learner)
    decided: dict[str, Mapping[str, Any]] = dict(known.decisions)
    for purpose, row in pending.items():
        if purpose not in decided or int(str(row["at"])) >= int(decided[purpose]["at"]):
            decided[purpose] = row
    terms = decided.get("terms")
    if terms is None or not terms["given"] or terms["text_version"] != PURPOSE_VERSION:
        return SignedIn("purpose", account, known.learner, (), decided)
    return SignedIn("in", account, known.learner, known.viewers, decided)
