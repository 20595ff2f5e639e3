"""The text that everybody is shown at first sign-in, and its version."""

__all__ = ["PARTS", "PURPOSE_VERSION"]

PURPOSE_VERSION = "2026-11-2"
"""Version of the texts ``purpose.*``; a new one asks everybody again. Changing a text without a
new version makes a test fail: a decision names the version that the person was shown."""

PARTS = ("recorded", "use", "who", "company", "public", "keep", "rights")
"""Sections of the text in order."""
