"""Record placed submissions in nbgrader's gradebook and release their feedback."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from grader.jupyter.config import CourseFolder
from grader.jupyter.process import NbgraderProcess

__all__ = ["Recorded", "record", "release_feedback"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """How one submission's recording went.

    Attributes:
        error: Why nothing was recorded, or ``""``; the gradebook is then as it was.
        feedback_error: Why there is no new feedback page, or ``""``.
        autograde_s: Wall seconds in nbgrader's autograder.
        feedback_s: Wall seconds for the feedback page and its release.
    """

    learner: str
    assignment: str
    error: str
    feedback_error: str
    autograde_s: float
    feedback_s: float

    @property
    def ok(self) -> bool:
        """Whether scores and feedback are in their places."""
        return not self.error and not self.feedback_error


def record(
    folder: CourseFolder,
    assignment: str,
    learners: Iterable[str],
    *,
    nbgrader: NbgraderProcess,
    feedback: bool = True,
) -> list[Recorded]:
    """Run nbgrader's autograder over the placed submissions of some learners.

    A submission that fails leaves the others, and what was recorded of it before, untouched.

    Args:
        folder: The course folder.
        assignment: nbgrader's name, with the language suffix.
        learners: Whose submissions; each must have been placed.
        nbgrader: The process that does it; give the same one for all batches.
        feedback: Also make the feedback page and release it.

    Raises:
        NbgraderFailed: If the batch failed as a whole.
    """
    replies = nbgrader.request(
        "record",
        course=_plain(folder),
        assignment=assignment,
        learners=list(learners),
        feedback=feedback,
    )
    return [Recorded(assignment=assignment, **reply) for reply in replies]


def release_feedback(
    folder: CourseFolder, assignment: str, learners: Iterable[str], *, nbgrader: NbgraderProcess
) -> list[Recorded]:
    """Make and release feedback anew, e.g. after scores or comments were given by hand."""
    replies = nbgrader.request(
        "feedback", course=_plain(folder), assignment=assignment, learners=list(learners)
    )
    return [Recorded(assignment=assignment, **reply) for reply in replies]


def _plain(folder: CourseFolder) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(folder).items()}
