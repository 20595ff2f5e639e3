"""The classroom: one tiny course for all tests of this folder."""

from tests.classroom import classroom

__all__ = ["classroom"]
