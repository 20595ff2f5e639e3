"""The configuration files of nbgrader and JupyterLab, written below the state directory.

Three kinds of processes read them: nbgrader itself (per course), the learner's server (all
courses, one learner) and an instructor's server (one course, with Formgrader). Nothing that is
written here leaves the state directory, so absolute paths are in place.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.catalog import Catalog
from grader.exercise import Exercise

__all__ = ["CourseFolder", "ServerHome", "instructor_home", "learner_home"]

TEMPLATES = Path(__file__).parent / "templates"

# What stock nbgrader does before and after our two preprocessors, see docs/courses.md. Repair
# (ours) stands in for OverwriteCells and OverwriteKernelspec, Record (ours) for Execute.
_SANITIZE = (
    "grader.jupyter.preprocessor.Repair",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.CheckCellMetadata",
)
_AUTOGRADE = (
    "grader.jupyter.preprocessor.Record",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "grader.jupyter.preprocessor.Comment",
    "nbgrader.preprocessors.CheckCellMetadata",
)
_FEEDBACK = ("nbgrader.preprocessors.GetGrades", "grader.jupyter.preprocessor.Present")
# Replaces nbconvert's own filters wherever HTML is made of a submission, Formgrader included:
# theirs lets raw HTML and javascript: links of Markdown cells through.
_FILTERS = {
    "markdown2html": "grader.jupyter.markup.markdown_to_html",
    "clean_html": "grader.jupyter.markup.clean_html",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFolder:
    """Paths and settings of one nbgrader course.

    Attributes:
        course: Course id.
        root: The nbgrader course folder, ``<state>/nbgrader/<course>``.
        exchange: Root of the exchange, shared by all courses.
        results: The results store.
        counts: ``"latest"`` or ``"best"``: which attempt the gradebook counts.
    """

    course: str
    root: Path
    exchange: Path
    results: Path
    counts: str = "latest"

    @classmethod
    def below(cls, state: Path, course: str, *, counts: str = "latest") -> "CourseFolder":
        """Return the folder of `course` below a state directory."""
        state = state.resolve()
        return cls(
            course=course,
            root=state / "nbgrader" / course,
            exchange=state / "exchange",
            results=state / "results.db",
            counts=counts,
        )

    def source(self, assignment: str) -> Path:
        """Folder of an assignment's source notebook; `assignment` has its language suffix."""
        return self.root / "source" / assignment

    def release(self, assignment: str) -> Path:
        """Folder of the learner's version."""
        return self.root / "release" / assignment

    def submitted(self, learner: str, assignment: str) -> Path:
        """Folder that `nbgrader autograde` reads."""
        return self.root / "submitted" / learner / assignment

    def autograded(self, learner: str, assignment: str) -> Path:
        """Folder that `nbgrader autograde` writes and Formgrader shows."""
        return self.root / "autograded" / learner / assignment

    def feedback(self, learner: str, assignment: str) -> Path:
        """Folder of the feedback page."""
        return self.root / "feedback" / learner / assignment

    def ticket(self, learner: str, assignment: str) -> Path:
        """File that says which attempt was placed, see `grader.jupyter.ticket`."""
        return self.root / "tickets" / learner / f"{assignment}.json"

    @property
    def content(self) -> Path:
        """File that names the content root from which the course was built."""
        return self.root / "content.txt"

    def exercise(self, exercise_id: str) -> Exercise:
        """Load an exercise of the course from where it was built.

        Raises:
            ExerciseError: If it is no longer there, or not valid.
        """
        root = self.content.read_text(encoding="utf-8").strip()
        return Catalog(Path(root)).exercise(exercise_id)

    def write(self) -> None:
        """Write ``nbgrader_config.py``; unchanged text leaves the file alone."""
        for folder in (self.root, self.root / "source", self.exchange):
            folder.mkdir(parents=True, exist_ok=True)
        _write(self.root / "nbgrader_config.py", self.text())

    def text(self) -> str:
        """Return the text of this course's ``nbgrader_config.py``."""
        page = {
            "template_name": "qskills",
            "extra_template_basedirs": [str(TEMPLATES)],
            "filters": {
                **_FILTERS,
                "markdown2html": "grader.jupyter.markup.markdown_to_still_html",
            },
        }
        return _python(
            {
                "CourseDirectory.course_id": self.course,
                "CourseDirectory.root": str(self.root),
                **_exchange(self.exchange),
                "Autograde.sanitize_preprocessors": list(_SANITIZE),
                "Autograde.autograde_preprocessors": list(_AUTOGRADE),
                "GenerateFeedback.preprocessors": list(_FEEDBACK),
                "GenerateFeedback.exporter_class": "grader.jupyter.page.FeedbackExporter",
                "HTMLExporter.sanitize_html": True,
                "HTMLExporter.filters": dict(_FILTERS),
                **{
                    f"GenerateFeedback.FeedbackExporter.{key}": value for key, value in page.items()
                },
                "JudgedPreprocessor.course": self.course,
                "JudgedPreprocessor.root": str(self.root),
                "JudgedPreprocessor.results": str(self.results),
                "JudgedPreprocessor.counts": self.counts,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerHome:
    """What one JupyterLab server needs, all of it below one folder.

    Attributes:
        folder: Holds ``config``, ``data``, ``runtime`` and ``ipython``.
        root: What the server shows in its file browser, and its kernels' starting folder.
        environment: Variables for the server and its kernels.
    """

    folder: Path
    root: Path
    environment: Mapping[str, str]


def learner_home(state: Path, learner: str) -> ServerHome:
    """Write the configuration of a learner's server: all courses, one learner id.

    No course id is set: the Assignment List then offers every course.
    """
    state = state.resolve()
    folder = state / "jupyter" / learner
    config = _python({"CourseDirectory.student_id": learner, **_exchange(state / "exchange")})
    off = (
        *("formgrader.formgrader", "formgrader"),
        *("course_list.course_list", "course_list"),
    )
    return _home(
        folder=folder,
        root=folder / "home",
        nbgrader=config,
        disabled=[f"nbgrader.server_extensions.{name}" for name in off],
        menu_off=("formgrader", "course-list", "create-assignment"),
        environment={"QSKILLS_LEARNER": learner},
    )


def instructor_home(course: CourseFolder) -> ServerHome:
    """Write the configuration of an instructor's server with Formgrader for one course."""
    folder = course.exchange.parent / "jupyter" / f"instructor-{course.course}"
    return _home(
        folder=folder,
        root=course.root,
        nbgrader=course.text(),
        disabled=["nbgrader.server_extensions.course_list"],
        menu_off=("course-list",),
        environment={},
    )


def _home(
    *,
    folder: Path,
    root: Path,
    nbgrader: str,
    disabled: list[str],
    menu_off: tuple[str, ...],
    environment: Mapping[str, str],
) -> ServerHome:
    config = folder / "config"
    places = {name: folder / name for name in ("config", "data", "runtime", "ipython")}
    for place in (*places.values(), root):
        place.mkdir(parents=True, exist_ok=True)
    for private in (folder, places["runtime"]):
        private.chmod(0o700)
    _write(config / "nbgrader_config.py", nbgrader)
    server = {"ServerApp": {"jpserver_extensions": dict.fromkeys(disabled, False)}}
    _write_json(config / "jupyter_server_config.json", server)
    _write_json(
        config / "labconfig" / "page_config.json",
        {"disabledExtensions": {f"@jupyter/nbgrader:{name}": True for name in menu_off}},
    )
    # The "Jupyter news" question covers a corner of the screen and asks for leave to phone home.
    _write_json(
        config / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
        / "notification.jupyterlab-settings",
        {"fetchNews": "false", "checkForUpdates": False},
        keep=True,
    )  # fmt: skip
    variables = {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_DATA_DIR": str(places["data"]),
        "JUPYTER_RUNTIME_DIR": str(places["runtime"]),
        "IPYTHONDIR": str(places["ipython"]),
        **environment,
    }
    return ServerHome(folder=folder, root=root, environment=variables)


def _exchange(root: Path) -> dict[str, Any]:
    return {
        "Exchange.root": str(root),
        # Assignments of the same name in two courses must not meet in the learner's home.
        "Exchange.path_includes_course": True,
        "Exchange.timezone": "UTC",
    }


def _python(settings: Mapping[str, Any]) -> str:
    lines = ["# Written by `qskills`; changes are lost. Settings: grader/jupyter/config.py"]
    lines += ["c = get_config()  # noqa: F821 - defined by traitlets"]
    lines += [f"c.{key} = {value!r}" for key, value in settings.items()]
    return "\n".join(lines) + "\n"


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_json(path: Path, value: Mapping[str, Any], *, keep: bool = False) -> None:
    if not (keep and path.exists()):
        _write(path, json.dumps(value, indent=1) + "\n")
