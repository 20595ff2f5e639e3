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

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qiskit import QuantumCircuit

from grader.exercise import Exercise
from grader.judge.cases import Case
from grader.judge.fault import Fault
from grader.judge.inputs import Input
from grader.judge.likely import Likely
from grader.judge.metered import Expectation, Metered, Oracle, Runner
from grader.judge.questions import Option, Question
from grader.judge.syndromes import Experiment

# Beside `Task`: the names that a ``judge.py`` may import, whichever module they live in.
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
]


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
