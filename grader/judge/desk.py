"""Serves what the learner's code asks for during one call, and counts it.

The desk stands in the judge's process. It believes nothing: a request is bytes, its circuits are
read by the strict decoder, and shots and uses are counted before anything is run. Counters only
go up. Once a limit would be passed nothing is run any more, whatever is asked, and the verdict
is settled.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NoReturn

from qiskit import QuantumCircuit

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.opaque import OpaqueGate
from grader.answer.schema import Caps
from grader.answer.service import Service
from grader.errors import AnswerError, AnswerTooLarge, CheckerFailed
from grader.judge.calls import Served
from grader.judge.metered import Metered, Oracle, Runner
from grader.judge.oracles import Placed, Places
from grader.judge.sampling import CircuitRefused, Sampler, sampler_of
from grader.limits import Limits

__all__ = ["SERVICE_S", "SHOTS_MAX", "Desk", "Till"]

SERVICE_S = 20.0
"""CPU seconds that the judge spends on the requests of one submission, at most."""
SHOTS_MAX = 10_000_000
CIRCUITS_MAX = 64
"""Circuits in one request, at most."""
_REQUEST = Caps(max_bytes=1 << 20, operations=20_000)


class _Refused(Exception):
    """A request that cannot be served.

    Attributes:
        kind: One of few words, safe to repeat.
        en: Why, to the author of the request.
        ja: The same in Japanese.
    """

    def __init__(self, kind: str, en: str, ja: str) -> None:
        super().__init__(en)
        self.kind, self.en, self.ja = kind, en[:300], ja[:300]


class _Over(Exception):
    """A request that would pass a limit."""


@dataclass(slots=True)
class Till:
    """What is left of the judge's CPU time for requests, over all calls of a judgement."""

    left_s: float = SERVICE_S


@dataclass(slots=True)
class Desk:
    """One case's services and counters.

    Attributes:
        counts: Shots and queries so far, by name of the limit.
        over: The limit that was passed: ``"shots"``, ``"queries"`` or ``"service-time"``.
        asked: What the count would have been with the request that passed it.
        refusal: The last request that was refused for its form: kind, text in English and in
            Japanese.
    """

    arguments: tuple[Any, ...]
    limits: Limits
    seed: bytes
    till: Till = field(default_factory=Till)
    counts: dict[str, int] = field(default_factory=lambda: {"shots": 0, "queries": 0})
    over: str = ""
    asked: int = 0
    refusal: tuple[str, str, str] | None = None
    _requests: int = 0
    _places: Places = field(init=False)
    _services: dict[str, Callable[[tuple[Any, ...]], Any]] = field(init=False)

    def __post_init__(self) -> None:
        oracles = {a.name: a.circuit for a in self.arguments if isinstance(a, Oracle)}
        self._places = Places(hidden=oracles, max_operations=self.limits.operations)
        self._services = {}
        for argument in self.arguments:
            if isinstance(argument, Runner):
                self._services[argument.name] = partial(self._run, sampler_of(argument.noise))
            elif isinstance(argument, Metered):
                self._services[argument.name] = partial(self._apply, argument.function)
        handed = [a for a in self.arguments if isinstance(a, (Oracle, Runner, Metered))]
        if len({argument.name for argument in handed}) != len(handed):
            raise CheckerFailed("two oracles or services of a case have the same name")

    @property
    def serves(self) -> bool:
        """Whether there is anything to ask for."""
        return bool(self._services)

    @property
    def oracles(self) -> Mapping[str, int]:
        """Widths of the oracles, by name."""
        return self._places.widths

    def sent(self) -> tuple[Any, ...]:
        """Return the arguments as the learner's code gets them."""
        return tuple(map(_stand_in, self.arguments))

    def place(self, circuit: QuantumCircuit) -> Placed:
        """Put the oracles into a circuit that the function returned, and count their uses.

        Raises:
            AnswerTooLarge: See `Places.place`.
        """
        try:
            placed = self._places.place(circuit)
        except AnswerTooLarge as error:
            self.counts["queries"] += int(error.detail)
            raise
        self.counts["queries"] += placed.uses
        return placed

    def serve(self, service: str, body: bytes) -> Served:
        """Answer one request; whatever it holds, nothing is raised but a bug of ours."""
        started = time.process_time()
        try:
            return Served(value=encode(self._served(service, body), caps=Caps(max_bytes=4 << 20)))
        except _Over:
            return Served(refused=("budget", self._over_text()))
        except _Refused as error:
            self.refusal = (error.kind, error.en, error.ja)
            return Served(refused=("request", f"{error.en}\n{error.ja}"))
        finally:
            self.till.left_s -= time.process_time() - started

    def _over_text(self) -> str:
        if self.over == "service-time":
            return (
                "the judge's time for these requests is used up; nothing was run\n"
                "依頼に使える採点側の時間を使い切りました。何も実行していません"
            )
        limit = self.limits.of_metrics().get(self.over, SHOTS_MAX)
        what = {"shots": "ショット数", "queries": "使用回数"}[self.over]
        return (
            f"{self.asked} {self.over} would pass the limit of {limit}; nothing was run\n"
            f"{what}が{self.asked}になり、上限の{limit}を超えます。何も実行していません"
        )

    def _served(self, service: str, body: bytes) -> Any:  # noqa: ANN401 - any value of the wire
        if not self.over and self.till.left_s <= 0:
            self.over = "service-time"
        if self.over:
            raise _Over
        self._requests += 1
        if service not in self._services:
            raise _Refused("service", "there is no such service", "そのような機能はありません")
        try:
            args = decode(body, caps=_REQUEST, oracles=self.oracles)
        except AnswerError as error:
            where = f"{error.code} at {error.path}"
            raise _Refused("request", where, f"引数を読み取れません（{where}）") from None
        if type(args) is not tuple:
            raise _Refused("request", "the arguments are no tuple", "引数がタプルではありません")
        return self._services[service](args)

    def _charge(self, **counts: int) -> None:
        """Count what is about to be run; over a limit nothing is."""
        limits = self.limits.of_metrics()
        for name, count in counts.items():
            if count and self.counts[name] + count > limits.get(name, SHOTS_MAX):
                self.over, self.asked = name, self.counts[name] + count
                raise _Over
        for name, count in counts.items():
            self.counts[name] += count

    def _apply(self, function: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401
        self._charge(queries=1)
        try:
            return function(*args)
        except Exception as error:  # noqa: BLE001 - the arguments are the learner's
            text = str(error) if isinstance(error, ValueError) else type(error).__name__
            raise _Refused(
                "arguments",
                f"it cannot take these arguments: {text}",
                f"この引数は受け取れません：{text}",
            ) from None

    def _run(self, sampler: Sampler, args: tuple[Any, ...]) -> Any:  # noqa: ANN401
        circuits, shots = _read_run(args)
        if not 1 <= shots <= SHOTS_MAX:
            raise _Refused(
                "shots",
                f"shots must be 1 to {SHOTS_MAX}",
                f"ショット数は1～{SHOTS_MAX}にしてください",
            )
        many = isinstance(circuits, list)
        listed = circuits if many else [circuits]
        placed = [self._placed(circuit) for circuit in listed]
        try:
            prepared = [sampler.prepare(part.whole) for part in placed]
        except CircuitRefused as error:
            raise _Refused("circuit", error.en, error.ja) from None
        uses = sum(part.uses for part in placed)
        self._charge(shots=shots * len(placed), queries=uses * shots)
        try:
            counts = [
                sampler.sample(circuit, shots, self._seed(number))
                for number, circuit in enumerate(prepared)
            ]
        except CircuitRefused as error:
            raise _Refused("circuit", error.en, error.ja) from None
        return counts if many else counts[0]

    def _placed(self, circuit: object) -> Placed:
        if not isinstance(circuit, QuantumCircuit):
            raise _Refused("circuit", "only circuits can be run", "実行できるのは回路だけです")
        try:
            return self._places.place(circuit)
        except AnswerTooLarge:
            raise _Refused(
                "circuit",
                "the oracle is used too often to be run",
                "オラクルの使用回数が多すぎて実行できません",
            ) from None

    def _seed(self, number: int) -> int:
        text = f"{self._requests}/{number}".encode()
        return int.from_bytes(hashlib.sha256(self.seed + text).digest()[:8], "big")


def _stand_in(argument: Any) -> Any:  # noqa: ANN401 - any argument of a case
    if isinstance(argument, Oracle):
        return OpaqueGate(argument.name, argument.circuit.num_qubits)
    if isinstance(argument, (Runner, Metered)):
        return Service(argument.name)
    return argument


def _read_run(args: tuple[Any, ...]) -> tuple[Any, int]:
    if len(args) != 2:
        _bad_run()
    circuits, shots = args
    if type(shots) is not int or (isinstance(circuits, list) and not circuits):
        _bad_run()
    if isinstance(circuits, list) and len(circuits) > CIRCUITS_MAX:
        raise _Refused(
            "arguments",
            f"at most {CIRCUITS_MAX} circuits in one request",
            f"1回の依頼で実行できる回路は{CIRCUITS_MAX}個までです",
        )
    return circuits, shots


def _bad_run() -> NoReturn:
    raise _Refused(
        "arguments",
        "give a circuit (or a list of circuits) and a number of shots",
        "回路（または回路のリスト）とショット数を渡してください",
    )
