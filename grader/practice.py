"""The judge on public cases, in the learner's kernel: what ``check()`` asks.

Same code as the counted verdict, with what the practice pack holds: no hidden case, no key.
Found by `grader.client` through the entry point group ``qskills.practice``.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.client.feedback import Feedback
from grader.client.pack import FORMAT
from grader.client.texts import text
from grader.draw import Draw
from grader.errors import AnswerError, AnswerTooLarge
from grader.exercise import Exercise
from grader.judge.pack import pack, unpack
from grader.judge.run import judge, verdict_of
from grader.judge.stages import unreadable
from grader.judge.task import Task, public_task
from grader.limits import Limits
from grader.present import Shown, feedback_of
from grader.verdict import Verdict

__all__ = ["judge_public", "pack_for"]
