"""A whole state directory for tests: made-up verdicts, written through the real stores.

Seeded, so that every test sees the same consortium. Only tests and load runs use it; what a demo
shows comes from real submissions.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.catalog import Catalog
from grader.consortium import load_consortium
from grader.identity import Identity, Person
from grader.results.records import Arrival, Baseline, Judged
from grader.results.store import Store
from grader.state import State
from grader.verdict import Outcome, Reason, Verdict

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
"""A Sunday noon in Tokyo: the week 2026-W46 closed on Monday before, W47 is open."""
WEEKS = 8
YOU = "l-000900"
SMALL = "kumo-device"
"""The company with too few learners for any figure."""

COMPANIES = {
    # By id: names, industry, number of learners, talent from 0 to 1.
    "aoba-motors": ("Aoba Motors", "青葉自動車", "automotive", 24, 0.72),
    "hoshi-materials": ("Hoshi Materials", "星マテリアル", "materials", 22, 0.84),
    "midori-bank": ("Midori Bank", "みどり銀行", "finance", 21, 0.62),
    "sora-electronics": ("Sora Electronics", "空エレクトロニクス", "electronics", 26, 0.9),
    "tsubame-logistics": ("Tsubame Logistics", "つばめロジスティクス", "logistics", 20, 0.48),
    "umi-chemical": ("Umi Chemical", "海化学工業", "chemistry", 23, 0.78),
    "yama-telecom": ("Yama Telecom", "山テレコム", "telecom", 20, 0.55),
    SMALL: ("Kumo Device", "雲デバイス", "electronics", 6, 0.7),
}

# By id: names, level, checker, kind of answer, skills, points, formula, its par and best known
# cost, limits, and the costs that learners reach, from the best.
EXERCISES = {
    "bit-order": ("Bit order", "ビットの並び順", "A2", "state", "circuit", ["conventions"], 10,
                  "none", None, None, {"n2q": 0, "n1q": 4}, ()),
    "exp-values": ("Expectation values", "期待値", "A2", "value", "list", ["conventions"], 10,
                   "none", None, None, {}, ()),
    "bell-pair": ("Bell pair", "ベル状態", "A2", "state", "circuit", ["entanglement"], 10,
                  "nisq-v1", 13, 13, {"qubits": 2, "n2q": 3},
                  (13, 14, 15, 16, 17, 33, 23, 24, 25, 34, 35, 18, 19)),
    "toffoli-6cx": ("Toffoli with 6 CX", "6個のCXによるトフォリ", "B1", "unitary", "circuit",
                    ["synthesis"], 20, "nisq-v1", 73, 71, {"qubits": 3, "n2q": 6},
                    (71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 83, 85, 88, 91)),
    "ghz-12-kawasaki": ("12-qubit GHZ on Kawasaki", "Kawasaki上の12量子ビットGHZ", "B2", "mapped",
                        "mapped", ["compilation", "entanglement"], 30, "mapped-v1", 0.0908, 0.0778,
                        {"n2q": 22, "depth2q": 22},
                        (778, 791, 806, 833, 861, 893, 908, 947, 983, 1022, 1067, 1130, 1215)),
    "h2-vqe": ("Ground state of H2", "水素分子の基底状態", "B1", "observable", "circuit",
               ["chemistry"], 20, "nisq-v1", 16, 15, {"qubits": 2, "n2q": 4},
               (15, 16, 17, 18, 19, 20, 21, 22, 25, 26, 27, 28, 30)),
    "mgr-basics": ("Quantum basics for managers", "経営者のための量子の基礎", "A1", "choice",
                   "choice", ["business"], 20, "none", None, None, {}, ()),
}  # fmt: skip

COURSES = {
    "c0": ("Conventions and tools", "規約と道具", "A2",
           {"first-steps": ["bit-order", "exp-values"]}),
    "c1": ("Entanglement", "エンタングルメント", "A2", {"pairs": ["bell-pair"]}),
    "taster": ("One-hour tour", "1時間ツアー", "A2",
               {"tour": ["toffoli-6cx", "ghz-12-kawasaki", "h2-vqe", "mgr-basics"]}),
}  # fmt: skip

FAILURES = (
    (Outcome.WRONG_ANSWER, "fidelity"),
    (Outcome.WRONG_ANSWER, "value"),
    (Outcome.LIMIT_EXCEEDED, "n2q"),
    (Outcome.TIME_LIMIT_EXCEEDED, "cpu"),
    (Outcome.RUN_TIME_ERROR, "exception"),
    (Outcome.FORM_ERROR, "type"),
    (Outcome.NOT_ANSWERED, "not-answered"),
)


@dataclass(frozen=True)
class ConsortiumState:
    """A state directory, its content, and the time at which it is published."""

    state: State
    catalog: Catalog
    now: datetime = NOW

    def open_store(self) -> Store:
        return Store(self.state.results)

    def submit(
        self,
        learner: str,
        exercise: str,
        outcome: Outcome = Outcome.ACCEPTED,
        *,
        at: datetime,
        cost: int | None = None,
        **changes: object,
    ) -> None:
        """Record one more attempt with one verdict."""
        with self.open_store() as store:
            course, lesson = _lesson_of(exercise)
            verdict = _verdict(
                exercise, outcome, cost, reason=str(changes.pop("reason", "accepted"))
            )
            record(store, learner, course, lesson, (verdict,), at, number=int(at.timestamp()))


def make_state(folder: Path, *, seed: int = 7, learners: float = 1.0) -> ConsortiumState:
    """Write settings, content, people and verdicts below `folder`.

    Args:
        learners: Scales the number of learners, for load.
    """
    rng = random.Random(seed)
    catalog = Catalog(_content(folder / "content"))
    state = State(folder / "state")
    state.create(_settings())
    people = []
    with Identity(state.identity) as identity:
        identity.put_companies(load_consortium(state.consortium).companies)
        number = 0
        for company, (*_, size, talent) in COMPANIES.items():
            for _ in range(max(1, round(size * learners))):
                number += 1
                person = _person(rng, number, company)
                identity.put_person(person)
                people.append((person, min(0.98, max(0.1, rng.gauss(talent, 0.16)))))
        identity.put_person(
            Person(
                learner_id=YOU,
                company_id="aoba-motors",
                handle="qubit-c0ffee",
                joined_at=NOW - timedelta(days=3),
            )
        )
    with Store(state.results) as store:
        for person, talent in people:
            _career(rng, store, person, talent)
        _career_of_you(store)
        _baselines(store)
    return ConsortiumState(state=state, catalog=catalog)


def board_files(boards: Path) -> list[Path]:
    """The published boards; ``access.db`` is not one: no page shows it."""
    return sorted(path for path in boards.glob("*.db") if path.stem != "access")


def record(
    store: Store,
    learner: str,
    course: str,
    lesson: str,
    verdicts: tuple[Verdict, ...],
    at: datetime,
    *,
    number: int,
    language: str = "ja",
    demo: bool = True,
) -> None:
    """Record one attempt of an assignment through the store's own queue."""
    store.queue.arrive(
        Arrival(
            learner=learner,
            course=course,
            assignment=lesson,
            notebook=f"{lesson}.ipynb",
            language=language,
            arrival=f"a{number}",
            data=f"{learner} {lesson} {number}".encode(),
            submitted_at=at,
            demo=demo,
        )
    )
    lease = store.queue.lease("test", at, 60)
    assert lease is not None
    judged = [
        Judged(
            verdict=verdict,
            digest="d" * 64,
            judge_version="0.1.0",
            isolation_level=4,
            wall_s=0.4,
            cpu_s=0.3,
            peak_mib=60.0,
        )
        for verdict in verdicts
    ]
    store.queue.complete(lease, judged, at + timedelta(seconds=2))


def _person(rng: random.Random, number: int, company: str) -> Person:
    return Person(
        learner_id=f"l-{number:06d}",
        company_id=company,
        handle=f"qubit-{rng.getrandbits(24):06x}",
        show_name=rng.random() < 0.3,
        show_company=rng.random() < 0.35,
        joined_at=NOW - timedelta(weeks=WEEKS + 1),
    )


def _career(rng: random.Random, store: Store, person: Person, talent: float) -> None:
    if rng.random() < 0.06:
        return  # enrolled, never started
    start = NOW - timedelta(weeks=WEEKS) + timedelta(hours=rng.uniform(0, 24 * 28))
    number = 0
    for course, (*_, lessons) in COURSES.items():
        if rng.random() > 0.55 + 0.5 * talent:
            continue
        for lesson, exercises in lessons.items():
            at = start + timedelta(hours=rng.uniform(1, 24 * 12))
            for attempt in range(rng.choice((1, 2, 2, 3, 4))):
                number += 1
                skill = min(0.97, talent * (0.72 + 0.12 * attempt))
                verdicts = tuple(_try(rng, name, skill) for name in exercises)
                language = rng.choice(("ja", "ja", "en"))
                record(store, person.learner_id, course, lesson, verdicts, min(at, NOW),
                       number=number, language=language)  # fmt: skip
                at += timedelta(hours=rng.uniform(2, 24 * 9))


def _career_of_you(store: Store) -> None:
    at = NOW - timedelta(days=2)
    tries = [
        ("bell-pair", Outcome.WRONG_ANSWER, "fidelity", None),
        ("bell-pair", Outcome.ACCEPTED, "accepted", 14),
        ("toffoli-6cx", Outcome.LIMIT_EXCEEDED, "n2q", None),
        ("toffoli-6cx", Outcome.ACCEPTED, "accepted", 74),
        ("toffoli-6cx", Outcome.ACCEPTED, "accepted", 72),
        ("bit-order", Outcome.ACCEPTED, "accepted", None),
        ("ghz-12-kawasaki", Outcome.FORM_ERROR, "type", None),
    ]
    for number, (exercise, outcome, reason, cost) in enumerate(tries, start=1):
        course, lesson = _lesson_of(exercise)
        verdict = _verdict(exercise, outcome, cost, reason=reason)
        record(store, YOU, course, lesson, (verdict,), at + timedelta(hours=5 * number),
               number=number, language="en", demo=False)  # fmt: skip


def _try(rng: random.Random, exercise: str, skill: float) -> Verdict:
    if rng.random() > skill:
        outcome, reason = rng.choice(FAILURES)
        return _verdict(exercise, outcome, None, reason=reason)
    costs = EXERCISES[exercise][-1]
    cost = None
    if costs:
        place = min(len(costs) - 1, int(abs(rng.gauss(0, (1.15 - skill) * len(costs)))))
        cost = costs[place]
    return _verdict(exercise, Outcome.ACCEPTED, cost)


def _verdict(
    exercise: str, outcome: Outcome, cost: int | None, *, reason: str = "accepted"
) -> Verdict:
    _, _, _, _, _, _, points, formula, par, best, limits, _ = EXERCISES[exercise]
    accepted = outcome is Outcome.ACCEPTED
    unit = 10_000 if formula == "mapped-v1" else 1
    share, merit = 0, None
    if accepted:
        share, merit = 100, 100.0
        if cost is not None:
            share = 60 + 30 * (cost <= round(par * unit)) + 10 * (cost <= round(best * unit))
            merit = 100 * min(1.0, round(best * unit) / cost)
    metrics: dict[str, float] = {}
    if cost is not None and formula == "nisq-v1":
        n2q = min(limits["n2q"], cost // 10)
        metrics = {"n2q": n2q, "depth2q": n2q, "n1q": cost - 10 * n2q, "depth": cost // 5}
    elif cost is not None:
        metrics = {"n2q": 11 + cost // 500, "depth2q": 8 + cost // 400, "esp": 1 - cost / 10_500}
    if reason == "n2q":
        metrics = {"n2q": limits.get("n2q", 0) + 1}
    return Verdict(
        exercise=exercise,
        version=1,
        outcome=outcome,
        reason=Reason(key=reason, params={"limit": 6, "value": 7} if reason == "n2q" else {}),
        points=points * 10 * share,
        max_points=points * 1000,
        cost=cost,
        merit=merit,
        metrics=metrics,
        method="operator" if accepted else "",
    )


def _baselines(store: Store) -> None:
    for exercise, (*_, formula, par, best, _, costs) in EXERCISES.items():
        if not costs:
            continue
        unit = 10_000 if formula == "mapped-v1" else 1
        for kind, label, cost in (
            ("reference", "reference", round(best * unit)),
            ("qiskit-3", "Qiskit 2.5.0, level 3", round(par * unit * 1.02) + 1),
            ("qiskit-0", "Qiskit 2.5.0, level 0", round(par * unit * 1.25)),
        ):
            verdict = _verdict(exercise, Outcome.ACCEPTED, cost)
            store.record_baseline(
                Baseline(exercise=exercise, version=1, kind=kind, label=label, verdict=verdict,
                         judged_at=NOW - timedelta(weeks=WEEKS))
            )  # fmt: skip


def _lesson_of(exercise: str) -> tuple[str, str]:
    for course, (*_, lessons) in COURSES.items():
        for lesson, names in lessons.items():
            if exercise in names:
                return course, lesson
    raise KeyError(exercise)


def _settings() -> str:
    head = (
        'name = { en = "Shoreline Quantum Consortium", ja = "汀線量子コンソーシアム" }\n'
        'host = { en = "Shoreline University", ja = "汀線大学" }\n'
    )
    blocks = [
        f'[[company]]\nid = "{name}"\nname = {{ en = "{en}", ja = "{ja}" }}\n'
        f'industry = "{industry}"\n'
        for name, (en, ja, industry, *_) in COMPANIES.items()
    ]
    return head + "\n".join(blocks)


def _content(root: Path) -> Path:
    for name, fields in EXERCISES.items():
        en, ja, level, checker, kind, skills, points, formula, par, best, limits, _ = fields
        lines = [
            f'id = "{name}"',
            "version = 1",
            f'checker = "{checker}"',
            f"skills = {skills!r}",
            f'level = "{level}"',
            f'title = {{ en = "{en}", ja = "{ja}" }}',
            f'[answer]\nkind = "{kind}"',
            "[limits]",
            *(f"{key} = {value}" for key, value in limits.items()),
            f'[score]\npoints = {points}\nformula = "{formula}"',
            *([f"par = {par}", f"best = {best}"] if par is not None else []),
        ]
        _write(root / "exercises" / name / "exercise.toml", "\n".join(lines).replace("'", '"'))
        for file in ("statement.en.md", "statement.ja.md", "judge.py"):
            _write(root / "exercises" / name / file, "")
        _write(root / "exercises" / name / "exercise.py", "### BEGIN SOLUTION\n### END SOLUTION\n")
        for place in ("accepted/a", "accepted/b", "form_error/a", "form_error/b", "wrong_answer/a"):
            _write(root / "exercises" / name / "submissions" / f"{place}.py", "# reason: any\n")
    for name, (en, ja, level, lessons) in COURSES.items():
        text = f'id = "{name}"\ntitle = {{ en = "{en}", ja = "{ja}" }}\nlevel = "{level}"\n'
        for lesson, exercises in lessons.items():
            text += f'[[assignment]]\nid = "{lesson}"\ntitle = {{ en = "{en}", ja = "{ja}" }}\n'
            text += f"exercises = {exercises!r}\n".replace("'", '"')
        _write(root / "courses" / name / "course.toml", text)
    return root


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
