"""The consortium of the tests with open challenges, and one rejudge that moved places."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from grader.catalog import Catalog
from grader.results.records import Judged
from grader.state import State
from leaderboard.publish import publish
from tests.leaderboard.consortium_state import NOW, YOU, ConsortiumState

CHALLENGES = {
    # By exercise: level and source.
    "toffoli-6cx": ("target-independent", "A course of ours"),
    "h2-vqe": ("native-gates", "A course of ours"),
    "ghz-12-kawasaki": ("mapped", "A benchmark suite, ghz, 12 qubits"),
}
CAUSE = "par of toffoli-6cx corrected"
REJUDGED = NOW - timedelta(hours=2)


def make_challenged(made: ConsortiumState, folder: Path) -> ConsortiumState:
    """Return a copy below `folder` in which three exercises are open challenges.

    The learner's best attempt on ``toffoli-6cx`` was judged again and became worse; boards are
    published before and after.
    """
    shutil.copytree(made.state.path, folder / "state")
    shutil.copytree(made.catalog.root, folder / "content")
    for name, (level, source) in CHALLENGES.items():
        path = folder / "content" / "exercises" / name / "exercise.toml"
        track = f'[track]\nlevel = "{level}"\nsource = "{source}"\n[limits]'
        path.write_text(path.read_text(encoding="utf-8").replace("[limits]", track, 1), "utf-8")
    own = ConsortiumState(state=State(folder / "state"), catalog=Catalog(folder / "content"))
    publish(own.state.path, catalog=own.catalog, now=NOW - timedelta(hours=3))
    with own.open_store() as store:
        mine = [
            row
            for row in store.verdicts()
            if (row.learner, row.exercise, row.cost) == (YOU, "toffoli-6cx", 72)
        ]
        verdict = replace(mine[0].verdict, cost=88, points=12_000)
        judged = Judged(
            verdict=verdict, digest="d" * 64, judge_version="0.2.0", isolation_level=4,
            wall_s=0.4, cpu_s=0.3, peak_mib=60.0,
        )  # fmt: skip
        store.queue.supersede(
            mine[0].attempt_id, [judged], cause=CAUSE, actor="rejudge", now=REJUDGED
        )
    publish(own.state.path, catalog=own.catalog, now=NOW)
    return own
