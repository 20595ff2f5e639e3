"""The command line that serves the pages; whoever starts it decides where and for how long."""

import os
import stat
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from leaderboard.board import LeaderboardError

__all__ = ["APP", "LOOPBACK", "auth_file", "check_auth", "command", "health_url", "pages"]

APP = Path(__file__).with_name("app.py")
LOOPBACK = ("127.0.0.1", "::1", "localhost")

_AUTH_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_COOKIE_LENGTH = 32
_CLIENT = "client_kwargs"
"""The one table within ``[auth]`` that is no other provider."""
_HOURS_MOST = 720
"""Streamlit's cookie ends after 30 days."""
_FONT = (
    '"Source Sans", "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif'
)
_OPTIONS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.enableStaticServing": "false",
    "server.runOnSave": "false",
    # Given here, no file or variable of where the server is started can turn them.
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "server.enableAgentApi": "false",
    "server.trustedUserHeaders": "{}",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "theme.font": _FONT,
    "theme.headingFont": _FONT,
    "theme.baseRadius": "6px",
    "theme.showWidgetBorder": "true",
    # Both themes, so that the reader's own setting decides which one is shown. The same colours
    # stand in style.css for our markup and in charts/palette.py for charts.
    "theme.light.primaryColor": "#0b5cad",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f5f7fa",
    "theme.light.textColor": "#1c2733",
    "theme.light.linkColor": "#0b5cad",
    "theme.light.borderColor": "#d9e0e8",
    "theme.dark.primaryColor": "#6db3f2",
    "theme.dark.backgroundColor": "#0f151d",
    "theme.dark.secondaryBackgroundColor": "#1a2430",
    "theme.dark.textColor": "#e8edf3",
    "theme.dark.linkColor": "#7fbdf5",
    "theme.dark.borderColor": "#2f3b4a",
}


def command(
    state: Path,
    port: int = 8501,
    *,
    demo: bool = False,
    learner: str = "",
    address: str = "127.0.0.1",
) -> list[str]:
    """Return the command that serves the boards of a state directory.

    Args:
        state: The state directory.
        port: Where to listen.
        demo: Show the marked switch "Viewing as"; without it only the public board is served.
        learner: Learner id of the person at the screen, for the demo.
        address: Where to listen; the demo refuses all but this machine.

    Raises:
        LeaderboardError: If the demo should listen on other than loopback, or the settings of
            sign-in are not sound.
    """
    if demo and address not in LOOPBACK:
        raise LeaderboardError(
            f"the demo lets everybody view as anybody; it listens on 127.0.0.1 only, not {address}"
        )
    secrets = auth_file(state.resolve())
    if not demo and secrets.exists():
        check_auth(secrets)
    options = _OPTIONS | {"server.address": address, "server.port": str(port)}
    # Always given, there or not: no secrets of somebody's home folder may turn sign-in on.
    options["secrets.files"] = str(secrets)
    flags = [part for key, value in options.items() for part in (f"--{key}", value)]
    for host in _hosts(demo, secrets):
        flags += ["--server.allowedHosts", host]
    own = ["--state", str(state.resolve())]
    if demo:
        own.append("--demo")
    elif secrets.exists():  # settings that come later were not checked, and count at the next start
        own.append("--sign-in")
    if learner:
        own += ["--learner", learner]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags, "--", *own]


def _hosts(demo: bool, secrets: Path) -> tuple[str, ...]:  # noqa: FBT001 - as in `command`
    """Return the names under which the server answers; all if that is not known.

    Else a page of somebody else could give its own name this machine's address, and read along.
    """
    if demo:
        return LOOPBACK
    if not secrets.exists():
        return ()  # the public board only, behind whatever proxy
    auth = tomllib.loads(secrets.read_text(encoding="utf-8"))["auth"]
    return (*LOOPBACK, str(urlsplit(auth["redirect_uri"]).hostname))


def auth_file(state: Path) -> Path:
    """Return where the settings of sign-in are; without the file there is no sign-in."""
    return state / "auth.toml"


def check_auth(path: Path) -> None:
    """Check the settings of sign-in.

    Raises:
        LeaderboardError: If others may read them, or something is missing; the message says what.
    """
    if stat.S_IMODE(path.stat().st_mode) & 0o077 or path.stat().st_uid != os.geteuid():
        raise LeaderboardError(f"{path} holds secrets: make it yours alone, chmod 600 {path}")
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LeaderboardError(f"{path} cannot be read: {error}") from error
    found, options = written.get("auth"), written.get("sign_in", {})
    if not isinstance(found, dict) or not isinstance(options, dict):
        raise LeaderboardError(f"{path}: give the tables [auth] and [sign_in]")
    more = [key for key, value in found.items() if isinstance(value, dict) and key != _CLIENT]
    if more:  # whoever signs in may choose among providers, and one may not vouch for another's
        raise LeaderboardError(f"{path}: [auth.{more[0]}]: there is one provider, in [auth]")
    missing = [key for key in _AUTH_KEYS if not isinstance(found.get(key), str) or not found[key]]
    if missing:
        raise LeaderboardError(f"{path}: [auth] lacks {', '.join(missing)}")
    _check_options(path, options)
    if len(found["cookie_secret"]) < _COOKIE_LENGTH:
        raise LeaderboardError(f"{path}: cookie_secret: give {_COOKIE_LENGTH} random characters")
    if not found["redirect_uri"].endswith("/oauth2callback"):
        raise LeaderboardError(f"{path}: redirect_uri: must end with /oauth2callback")
    for key in ("redirect_uri", "server_metadata_url"):
        url = urlsplit(found[key])
        if url.scheme != "https" and url.hostname not in LOOPBACK:
            raise LeaderboardError(f"{path}: {key}: must begin with https://")


def _check_options(path: Path, options: Mapping[str, Any]) -> None:
    kinds = {"claim": str, "hours": int | float, "trust_email": bool}
    for key, value in options.items():
        kind = kinds.get(key)
        if kind is None:
            raise LeaderboardError(f"{path}: [sign_in] {key}: there are {', '.join(kinds)}")
        number = key == "hours" and not isinstance(value, bool)
        if not isinstance(value, kind) or (key == "hours" and not number) or value == "":
            raise LeaderboardError(f"{path}: [sign_in] {key}: cannot be {value!r}")
    if not 0 < options.get("hours", 1) <= _HOURS_MOST:
        raise LeaderboardError(f"{path}: [sign_in] hours: give more than 0, at most {_HOURS_MOST}")


def health_url(port: int, address: str = "127.0.0.1") -> str:
    """Return the address that answers ``ok`` once the pages are served."""
    return f"http://{address}:{port}/_stcore/health"


def pages(state: Path, port: int, you: str | None) -> tuple[list[str], str]:
    """Return the command for `qskills serve` and the address that tells when it is ready.

    Args:
        state: The state directory.
        port: Where to listen, on this machine only.
        you: Learner id of the person at the screen of a demo; ``None`` serves the public board.
    """
    found = command(state, port, demo=you is not None, learner=you or "")
    return found, health_url(port)
