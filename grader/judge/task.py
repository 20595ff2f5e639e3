"""What an exercise's trusted ``judge.py`` says, loaded: target, cases, operator, question bank.

``judge.py`` may import numpy, qiskit, the standard library and `Case` from here, and may define:

==================  ================  ============================================================
name                for checkers      returns
==================  ================  ============================================================
``target()``        state             amplitudes (numpy vector, little-endian), a label such as
                                      ``"110"`` (``q2 q1 q0``), or a circuit that prepares it
``target()``        distribution      dict from label to probability, or `Likely`
``target()``        unitary           numpy matrix, or a circuit
``target()``        mapped            vector (state) or matrix (unitary) of the *logical* qubits,
                                      or a circuit (``of = "state"`` unless ``of = "unitary"``)
``target()``        value             number, string, list, tuple, dict (string keys) or array
``operator()``      observable        `SparsePauliOp`; its width is the width of the answer
``operator(*extra   observable        where the answer is a tuple: gets what follows the circuit;
)``                                   needs ``template()`` as well
``public_cases()``  function,         list of `Case`, shown in full; part of the practice pack
                    queries
``cases(rng)``      function,         list of hidden `Case`, drawn from a numpy `Generator`
                    queries
``limits(case)``    function          `Limits`; the performance limits that it sets hold for the
                                      case in place of the exercise's own
``objective(        objective         the number that is judged and ranked; it raises `Fault` where
answer, expected)``                   the answer breaks a rule (`expected`: the case's, or the
                                      template)
``template()``      objective         a value of the answer's shape, see `checkers.objective`;
                                      part of the practice pack
``second(answer)``  objective         why the answer meets the statement, or ``None``: by another
                                      method, which only the mutation check asks
``experiments()``   decoder           list of `Experiment`: circuits (stim) and numbers of shots
``rubric()``        text              list of ``{"en": .., "ja": ..}``: what the instructor looks
                                      at, shown with the verdict
``inputs(rng)``     state,            list of hidden `Input` behind each of which the circuit is
                    distribution,     judged; ``target()`` may be left out where each has its own
                    observable        ``expected``
``public_inputs()`` (with inputs)     list of `Input`, shown in full; part of the practice pack
``textbook()``      state, unitary,   a circuit for the target as a textbook draws it, from which
                    mapped            Qiskit's compiler makes the baselines (left out: from the
                                      target); it is no part of the practice pack
``bank()``          choice            list of questions ``{"id", "text": {"en", "ja"}, "key": id,
                                      "options": [{"id", "text": {..}, "why": {..}}, ...]}``
==================  ================  ============================================================

``Case(label=, args=, expected=, public=)``: `label` is a public name, text or
``{"en": .., "ja": ..}``, and must not give a hidden input away; `args` is the tuple of
arguments of the call, which for ``queries`` may hold `Oracle`, `Runner` and `Metered`
(`grader.judge.metered`); `expected` is what ``target()`` would return for the inner checker
(for the inner checker ``observable``: a pair of operator and bound).

``[options]`` in ``exercise.toml`` (unknown names are refused when the task is loaded):

============ ===========================================================================
checker      options (default)
============ ===========================================================================
state        ``tolerance`` (1e-6, largest 1-F), ``ancillas`` (0, the last qubits, back in 0),
             ``on`` (only these qubits; the rest is traced out)
distribution ``tolerance`` (1e-6, largest total variation distance), ``measured`` ("clbits", or a
             list of qubits of a circuit that is not measured)
both         ``dynamic`` (false; measurement, reset and condition anywhere), ``width`` (exact
             number of qubits), ``clbits`` (of classical bits, ``state`` only), ``measures`` and
             ``conditionals`` (caps)
unitary      ``policy`` ("global"; strict, relative, clean, dirty, iso), ``ancillas`` (0, the k of
             clean(k), dirty(k) and iso(k)), ``tolerance`` (1e-7; strict: 1e-6), ``subspace``
             (labels of the inputs that count), ``permutation`` (of the outputs, or "any")
observable   ``below`` or ``above`` (the bound on the expectation value)
these four   ``forbidden_pairs`` (pairs of qubits on which no gate may act together)
mapped       ``twin`` ("kawasaki"), ``of`` ("state", "unitary"), ``tolerance`` (as above)
value        ``abs`` (1e-9) and ``rel`` (0): accepted if ``|x-y| <= abs + rel*|y|``; whole
             numbers in the target that must be met exactly: ``exact = true``
function     ``inner`` ("value", or a checker above) and that checker's options,
             ``repeat`` (2, cases that are asked a second time)
queries      as ``function``
objective    ``below`` or ``above`` (threshold of acceptance; left out: none)
text         ``characters`` and ``words`` (``[least, most]`` for Japanese and for English)
decoder      ``factor`` (1.1), ``sigmas`` (3), ``batch`` (10000 shots a call), ``ranked`` (label
             of the experiment that gives the cost), ``reference`` (the reference's error rate)
choice       ``draw`` (questions drawn, 0 = the whole bank); shares stand in ``[score]``
============ ===========================================================================
"""

import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.draw import Draw, draw_questions
from grader.errors import CheckerFailed, ExerciseInvalid
from grader.exercise import CALLED, Exercise, Text
from grader.judge.fault import Fault
from grader.judge.inputs import Input
from grader.judge.likely import Likely
from grader.judge.metered import Expectation, Metered, Oracle, Runner
from grader.judge.syndromes import BATCH, Experiment, sampled
from grader.limits import Limits

__all__ = [
    "Case",
    "Expectation",
    "Experiment",
    "Fault",
    "Input",
    "Likely",
    "Metered",
    "Option",
    "Oracle",
    "Question",
    "Runner",
    "Task",
    "blank",
    "drawn",
    "load_task",
    "public_task",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One call of a function answer.

    Attributes:
        label: Public name of the case; says nothing of a hidden input.
        args: Arguments of the call; anything that the wire form carries.
        expected: What the result is compared with, in the form that the inner checker takes.
        public: The input may be shown.
        limits: Set by the loader from ``limits(case)`` of ``judge.py``.
    """

    label: str | Text | Mapping[str, str]
    args: tuple[Any, ...]
    expected: Any
    public: bool = False
    limits: Limits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a question; `why` says why it is right or wrong."""

    id: str
    text: Text
    why: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One multiple-choice question; `key` is the id of the right option, "" in practice."""

    id: str
    text: Text
    options: tuple[Option, ...]
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """All that judging one answer to one exercise needs.

    Attributes:
        exercise: The exercise.
        target: What ``target()`` or ``operator()`` returned; ``None`` where cases or a bank
            take its place.
        cases: Public cases first, then the hidden ones of this seed.
        panel: Fixed cases that alone give the cost, for functions with a formula.
        inputs: Public inputs first, then the hidden ones of this seed, for circuits.
        questions: The questions drawn, for ``choice``.
        seed: Seed of the hidden cases, hexadecimal.
        panel_seed: Seed of the panel, hexadecimal.
        form_only: The task came in a practice pack of an exercise whose practice looks at the
            form only; `target` is then a blank of the right shape.
        reference_cost: Cost of the reference solution, in the formula's integer unit, which
            stands in for a missing ``score.best``.
        textbook: What ``textbook()`` returned, or ``None``.
        objective: ``objective`` of ``judge.py``; ``None`` in practice.
        template: What ``template()`` returned, or ``None``.
        second: ``second`` of ``judge.py``, or ``None``.
    """

    exercise: Exercise
    target: Any = None
    cases: tuple[Case, ...] = ()
    panel: tuple[Case, ...] = ()
    inputs: tuple[Input, ...] = ()
    questions: tuple[Question, ...] = ()
    seed: str = ""
    panel_seed: str = ""
    form_only: bool = False
    reference_cost: int | None = None
    textbook: QuantumCircuit | None = None
    objective: Callable[[Any, Any], float] | None = None
    template: Any = None
    second: Callable[..., str | None] | None = None


def load_task(
    exercise: Exercise,
    *,
    seed: bytes,
    draw: Draw | None = None,
    panel_seed: bytes | None = None,
    reference_cost: int | None = None,
) -> Task:
    """Load the trusted part of an exercise and draw its hidden cases.

    Args:
        exercise: An exercise that was read from a folder.
        seed: Seed of the hidden cases; equal seeds give equal cases.
        draw: Whose questions are drawn, for ``choice``; left out: those of a loose file.
        panel_seed: Seed of the fixed panel that gives the cost of functions with a formula;
            left out it follows from id and version.
        reference_cost: Cost of the reference solution, stands in for ``score.best``.

    Raises:
        ExerciseInvalid: If ``judge.py`` does not define what the checker needs.
        CheckerFailed: If ``judge.py`` raises.
    """
    module = _module(exercise)
    _check_names(exercise, module)
    task = Task(
        exercise=exercise,
        reference_cost=reference_cost,
        objective=getattr(module, "objective", None),
        second=getattr(module, "second", None),
        template=_template(exercise, module),
    )
    if exercise.checker in CALLED:
        public = _cases(exercise, module, "public_cases")
        hidden = _cases(exercise, module, "cases", _generator(seed))
        panel: tuple[Case, ...] = ()
        if exercise.score.formula != "none":
            fixed = panel_seed or f"panel/{exercise.id}/{exercise.version}".encode()
            panel = _cases(exercise, module, "cases", _generator(fixed))
            task = replace(task, panel_seed=fixed.hex())
        public = tuple(replace(case, public=True) for case in public)
        return replace(task, cases=public + hidden, panel=panel, seed=seed.hex())
    if exercise.checker == "decoder":
        fixed = panel_seed or f"panel/{exercise.id}/{exercise.version}".encode()
        panel = _batches(exercise, module, "panel", fixed)
        shots = _batches(exercise, module, "shots", seed)
        public = _batches(exercise, module, "public", _PUBLIC_SEED)
        return replace(task, cases=public + shots, panel=panel, seed=seed.hex())
    if exercise.checker == "choice":
        bank = _bank(exercise, _fixed(module, exercise.id, "bank", exercise.digest))
        count = int(exercise.options.get("draw", 0)) or len(bank)
        return replace(task, questions=drawn(exercise, bank, draw or Draw(), count))
    textbook = _run(exercise, module, "textbook") if hasattr(module, "textbook") else None
    inputs = _inputs(exercise, module, "public_inputs")
    inputs += _inputs(exercise, module, "inputs", _generator(seed))
    task = replace(task, textbook=textbook, inputs=inputs, seed=seed.hex() if inputs else "")
    return replace(task, target=_target(exercise, module))


def public_task(exercise: Exercise) -> Task:
    """Load an exercise's public part: public cases only, no key of a choice.

    Raises:
        ExerciseInvalid: If ``judge.py`` does not define what the checker needs.
        CheckerFailed: If ``judge.py`` raises.
    """
    module = _module(exercise)
    _check_names(exercise, module)
    # What judge.py works out is no part of the pack: there the form can be looked at only.
    names = (exercise.checker, exercise.options.get("inner"))
    form_only = exercise.practice == "form" or not {"choice", "objective", "text"}.isdisjoint(names)
    template = _template(exercise, module)
    task = Task(exercise=exercise, form_only=form_only, template=template)
    if exercise.checker in CALLED:
        public = _cases(exercise, module, "public_cases")
        return replace(task, cases=tuple(replace(case, public=True) for case in public))
    if exercise.checker == "decoder":
        return replace(task, cases=_batches(exercise, module, "public", _PUBLIC_SEED))
    if exercise.checker == "choice":
        bank = _bank(exercise, _fixed(module, exercise.id, "bank", exercise.digest))
        return replace(task, questions=tuple(_without_key(question) for question in bank))
    if exercise.checker in ("objective", "text"):
        return replace(task, target=template)
    if exercise.checker == "observable" and exercise.answer.kind == "tuple":
        return replace(task, form_only=True)
    target = _target(exercise, module)
    if form_only and exercise.checker == "distribution" and isinstance(target, Mapping):
        target = Likely(outcomes=tuple(target))  # the labels alone could be the answer
    if form_only:
        return replace(task, target=blank(target))
    return replace(task, target=target, inputs=_inputs(exercise, module, "public_inputs"))


def blank(value: Any) -> Any:  # noqa: ANN401 - any value of the wire
    """Return a value of the same shape that tells nothing of its content."""
    if isinstance(value, Likely):
        return value.blank
    if isinstance(value, QuantumCircuit):
        return QuantumCircuit(value.num_qubits)
    if isinstance(value, (list, tuple)):
        return type(value)(blank(item) for item in value)
    if isinstance(value, dict):
        return {key: blank(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float, complex, str)):
        return type(value)()
    return None


_PUBLIC_SEED = b"public"

_NEEDED = {
    "state": "target",
    "distribution": "target",
    "unitary": "target",
    "mapped": "target",
    "value": "target",
    "objective": "template",
    "text": "rubric",
    "decoder": "experiments",
    "observable": "operator",
    "function": "cases",
    "queries": "cases",
    "choice": "bank",
}


def _module(exercise: Exercise) -> ModuleType:
    if exercise.folder is None:
        raise ExerciseInvalid(exercise.id, ["judge.py: not part of a practice pack"])
    return _import(exercise.folder / "judge.py", exercise.id, exercise.digest)


@lru_cache(maxsize=256)
def _import(path: Path, exercise_id: str, _digest: str) -> ModuleType:
    name = "exercise_judge_" + exercise_id.replace("-", "_")
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ExerciseInvalid(exercise_id, ["judge.py: cannot be imported; check its name"])
    module = importlib.util.module_from_spec(spec)
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # the content may be read-only, and digests ignore caches
    try:
        spec.loader.exec_module(module)
    except MemoryError:
        raise  # a bound of the judge, not a bug
    except Exception as error:
        raise CheckerFailed(f"{exercise_id}: judge.py cannot be imported: {error!r}") from error
    finally:
        sys.dont_write_bytecode = before
    return module


def _check_names(exercise: Exercise, module: ModuleType) -> None:
    needed = _NEEDED[exercise.checker]
    faults = []
    if hasattr(module, "inputs") != hasattr(module, "public_inputs"):
        faults.append("judge.py: inputs and public_inputs: one is missing; define both or none")
    if hasattr(module, "inputs"):
        needed = "inputs"
    if not hasattr(module, needed):
        faults.append(f"judge.py: {needed}: missing; checker {exercise.checker!r} needs it")
    names = (exercise.checker, exercise.options.get("inner"))
    if "objective" in names and not hasattr(module, "objective"):
        faults.append("judge.py: objective: missing; the checker 'objective' needs it")
    if exercise.checker in CALLED and not hasattr(module, "public_cases"):
        faults.append("judge.py: public_cases: missing; practice needs at least one public case")
    if faults:
        raise ExerciseInvalid(exercise.id, faults)


def _run(exercise: Exercise, module: ModuleType, name: str, *args: object) -> Any:  # noqa: ANN401
    try:
        return getattr(module, name)(*args)
    except MemoryError:
        raise  # a bound of the judge, not a bug
    except Exception as error:
        raise CheckerFailed(f"{exercise.id}: judge.py: {name}() failed: {error!r}") from error


@lru_cache(maxsize=256)
def _fixed(module: ModuleType, exercise_id: str, name: str, _digest: str) -> Any:  # noqa: ANN401
    try:
        return getattr(module, name)()
    except MemoryError:
        raise  # a bound of the judge, not a bug
    except Exception as error:
        raise CheckerFailed(f"{exercise_id}: judge.py: {name}() failed: {error!r}") from error


def _target(exercise: Exercise, module: ModuleType) -> Any:  # noqa: ANN401
    name = _NEEDED[exercise.checker]
    if exercise.checker == "observable" and exercise.answer.kind == "tuple":
        return module.operator  # called with the other parts of an answer
    if not hasattr(module, name):  # each input has a target of its own
        return _inputs(exercise, module, "public_inputs")[0].expected
    return _fixed(module, exercise.id, _NEEDED[exercise.checker], exercise.digest)


def _inputs(exercise: Exercise, module: ModuleType, name: str, *args: object) -> tuple[Input, ...]:
    if not hasattr(module, name):
        return ()
    inputs = _run(exercise, module, name, *args)
    if not isinstance(inputs, (list, tuple)) or not all(isinstance(i, Input) for i in inputs):
        raise CheckerFailed(f"{exercise.id}: judge.py: {name}() must return a list of Input")
    return tuple(replace(item, public=name == "public_inputs") for item in inputs)


def _template(exercise: Exercise, module: ModuleType) -> Any:  # noqa: ANN401
    if not hasattr(module, "template"):
        return None
    return _fixed(module, exercise.id, "template", exercise.digest)


def _generator(seed: bytes) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(sha256(seed).digest(), "big"))


def _cases(exercise: Exercise, module: ModuleType, name: str, *args: object) -> tuple[Case, ...]:
    cases = _run(exercise, module, name, *args)
    limits: Callable[[Case], Limits] | None = getattr(module, "limits", None)
    if not isinstance(cases, (list, tuple)) or not all(isinstance(case, Case) for case in cases):
        raise CheckerFailed(f"{exercise.id}: judge.py: {name}() must return a list of Case")
    if limits is None:
        return tuple(cases)
    return tuple(replace(case, limits=_run(exercise, module, "limits", case)) for case in cases)


def _batches(exercise: Exercise, module: ModuleType, kind: str, seed: bytes) -> tuple[Case, ...]:
    batches = sampled(
        _run(exercise, module, "experiments"),
        _generator(seed),
        kind=kind,
        batch=int(exercise.options.get("batch", BATCH)),
    )
    return tuple(
        Case(
            label=batch.label,
            args=(batch.detectors,),
            expected=(batch.observables, batch.reference),
            public=kind == "public",
        )
        for batch in batches
    )


def _bank(exercise: Exercise, rows: Any) -> tuple[Question, ...]:  # noqa: ANN401
    try:
        bank = tuple(_question(row) for row in rows)
    except (KeyError, TypeError) as error:
        raise CheckerFailed(f"{exercise.id}: judge.py: bank(): {error!r}") from error
    faults = [
        f"judge.py: bank: {question.id}: its key is none of its options"
        for question in bank
        if question.key not in {option.id for option in question.options}
    ]
    if len({question.id for question in bank}) != len(bank):
        faults.append("judge.py: bank: two questions have the same id; rename one")
    if faults:
        raise ExerciseInvalid(exercise.id, faults)
    return bank


def _question(row: Mapping[str, Any]) -> Question:
    options = tuple(
        Option(
            id=option["id"],
            text=Text(**option["text"]),
            why=Text(**option["why"]) if "why" in option else None,
        )
        for option in row["options"]
    )
    return Question(id=row["id"], text=Text(**row["text"]), options=options, key=row["key"])


def _without_key(question: Question) -> Question:
    bare = tuple(replace(option, why=None) for option in question.options)
    return replace(question, key="", options=bare)


def drawn(
    exercise: Exercise, bank: tuple[Question, ...], draw: Draw, count: int
) -> tuple[Question, ...]:
    """Draw `count` questions of a bank and put their options in the order of the draw."""
    by_id = {question.id: question for question in bank}
    ids = {question.id: tuple(option.id for option in question.options) for question in bank}
    chosen = draw_questions(
        ids, exercise=exercise.id, version=exercise.version, draw=draw, count=count
    )
    questions = []
    for question_id, option_ids in chosen:
        question = by_id[question_id]
        options = {option.id: option for option in question.options}
        questions.append(replace(question, options=tuple(options[name] for name in option_ids)))
    return tuple(questions)
