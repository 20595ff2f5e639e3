"""A real OpenID Connect provider on this machine, and the board behind it."""

import json
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from leaderboard.server import command, health_url


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(line: list[str], url: str, log: Path) -> Iterator[None]:
    """Run a server until the caller is done; ready when it answers."""
    with log.open("wb") as out:
        server = subprocess.Popen(line, stdout=out, stderr=out)
        try:
            for _ in range(300):
                assert server.poll() is None, log.read_text()
                try:
                    urllib.request.urlopen(url, timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                raise AssertionError(log.read_text())
            yield
        finally:
            server.terminate()
            server.wait(20)


@contextmanager
def provider(claims: Mapping[str, Mapping[str, object]], log: Path) -> Iterator[str]:
    """Run the provider; `claims` by subject."""
    port = free_port()
    line = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for subject, more in claims.items():
        line += ["--user-claims", json.dumps({"sub": subject, **more})]
    root = f"http://localhost:{port}"
    with running(line, f"{root}/.well-known/openid-configuration", log):
        yield root


@contextmanager
def board(state: Path, issuer: str, *, hours: float = 12) -> Iterator[str]:
    """Serve the pages with sign-in and return their address."""
    port = free_port()
    root = f"http://localhost:{port}"
    write_auth(state, issuer, root, hours)
    line = command(state, port)
    with running(line, health_url(port), state / "server.log"):
        yield root


def write_auth(state: Path, issuer: str, root: str, hours: float) -> None:
    path = state / "auth.toml"
    path.touch(mode=0o600)
    path.write_text(
        f'[auth]\nredirect_uri = "{root}/oauth2callback"\n'
        f'cookie_secret = "{secrets.token_hex(32)}"\nclient_id = "qskills"\n'
        f'client_secret = "{secrets.token_hex(16)}"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        f"[sign_in]\nhours = {hours}\n",
        encoding="utf-8",
    )


def ready(tab: Page) -> str:
    """Wait until the page at hand is finished and return all its text."""
    tab.wait_for_selector(".qs-brand", timeout=60_000)
    tab.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000)
    return tab.inner_text("[data-testid=stApp]")


def press(tab: Page, key: str) -> None:
    tab.locator(f".st-key-{key} button").first.click()


def sign_in(tab: Page, root: str, subject: str, path: str = "?lang=en") -> str:
    """Sign in by the provider's own form and return what the page says then."""
    tab.goto(f"{root}/{path}")
    ready(tab)
    press(tab, "qs_sign_in")
    tab.get_by_role("button", name=subject, exact=True).click()
    tab.wait_for_url(f"{root}/**", timeout=60_000)
    tab.wait_for_selector(".st-key-qs_sign_out", timeout=60_000)
    return ready(tab)
