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

__all__ = ["OFF", "SignedIn", "sign_in", "still"]

_HOURS = 12
_EMAIL = "email"
_CLOCKS_APART_S = 600
"""A token that begins later than this would hold for longer than `hours`."""


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
        until: When the sign-in ends, in seconds since 1970 UTC.
    """

    status: str
    account: str = ""
    learner: str = ""
    viewers: tuple[str, ...] = ()
    decisions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    until: float = 0.0

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
    began = float(since) if isinstance(since, int | float) else 0.0
    # Streamlit's cookie lives for 30 days, whatever the provider says.
    ends = began + 3600 * float(options.get("hours", _HOURS))
    if not began - _CLOCKS_APART_S <= now < ends:
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
        return SignedIn("purpose", account, known.learner, (), decided, ends)
    return SignedIn("in", account, known.learner, known.viewers, decided, ends)


def still(state: Path, signed: SignedIn, viewer: str, now: float) -> bool:
    """Say whether a page that stands open may still act for its viewer.

    A button of a page is pressed later than the page was made; by then the sign-in may have ended
    or the role been taken away. Needs nothing of the session, so it may be asked anywhere.

    Args:
        state: The state directory.
        signed: Who was signed in when the page was made.
        viewer: Code of the viewer of the page; ``""`` before the purpose text is agreed to.
        now: Seconds since 1970 UTC.

    Raises:
        LeaderboardError: If who may sign in cannot be read.
    """
    if signed.status == "off":
        return True  # the demo, where nobody signs in
    if signed.status not in ("in", "purpose") or now >= signed.until:
        return False
    known = Access.of(state / "boards").find(signed.account)
    return (
        known is not None
        and known.learner == signed.learner
        and (not viewer or viewer in known.viewers)
    )
