"""Say in English or Japanese what is wrong, where it first shows, and what to look at next."""

from grader.judge.explain.render import Explanation, message, render

__all__ = ["Explanation", "message", "render"]
