"""Book-keeping of what a child claims on its answer socket: strict, total, without any I/O.

Nothing here is believed: a frame is an answer to be judged, the rest is display data. A packet
that only forging explains marks the exercise at work, which becomes a sandbox violation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.answer.schema import GUARDS, REFUSALS
from grader.sandbox.outcome import Asked, Call, CellResult, Collect, Frame, Job
from grader.sandbox.outputs import clean_outputs, clean_text
from grader.sandbox.packets import PacketBroken, Reader, tag_of

__all__ = ["DISPLAY_MAX", "Ledger", "Reply"]

DISPLAY_MAX = 8 << 20
"""Bytes of one cell's display data on the wire, escapes included."""
_KEPT_MAX = 2 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message of a function's snapshot.

    Attributes:
        request: The request that it claims to answer.
        call: The result, or ``None`` for the note that the call's process has ended.
        asked: A request for a service of the judge, in place of a result.
        status: Wait status of the call's process, with the note.
    """

    request: str
    call: Call | None = None
    asked: Asked | None = None
    status: int = 0


class Ledger:
    """Reads packets in order and keeps what they claim.

    Attributes:
        started: Whether the child has come to life.
        frames: The first whole frame of each exercise.
        forged: Exercises with a packet that no honest child sends.
        cells: What the cells showed.
        finished: Whether the cells have ended.
        over: Whether the child says that it shows too much.
        replies: Messages of function snapshots not yet taken.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        largest = max((c.max_bytes for cell in job.cells for c in cell.collect), default=0)
        self._reader = Reader(tag_of(job.nonce), max(largest, DISPLAY_MAX) + (64 << 10))
        self._order = [c.exercise for cell in job.cells for c in cell.collect]
        self._place = -1
        self._done = True
        self._kept = 0
        self._last = ""
        self.started = False
        self.frames: dict[str, Frame] = {}
        self.forged: set[str] = set()
        self.cells: list[CellResult] = []
        self.finished = False
        self.over = False
        self.replies: list[Reply] = []

    @property
    def at(self) -> str:
        """The exercise at work: that of the running cell, else the first one without a frame."""
        if not self._done and not self.finished:
            for name in self._job.cells[self._place].exercises:
                if name in self._order and name not in self.frames:
                    return name
        return next((name for name in self._order if name not in self.frames), "")

    @property
    def running(self) -> CellResult | None:
        """The cell that had started and not ended, without outputs."""
        if self._done or self._place < 0:
            return None
        cell = self._job.cells[self._place]
        return CellResult(index=cell.index, exercises=cell.exercises)

    def forge(self, exercise: str = "") -> None:
        """Mark a forgery against `exercise`, else against what is or was last at work."""
        blamed = exercise or self.at or self._last or (self._order[-1] if self._order else "")
        if blamed:
            self.forged.add(blamed)

    def feed(self, packet: bytes) -> None:
        """Take one packet; never raises, whatever it holds."""
        try:
            whole = self._reader.feed(packet)
        except PacketBroken:
            self.forge()
            return
        if whole is None:
            return
        header, body = whole
        kind = header.get("k")
        take = self._KINDS.get(kind) if type(kind) is str else None
        if take is None or not take(self, header, body):
            known = header.get("x")
            self.forge(known if type(known) is str and known in self._order else "")

    def _cell(self, header: Mapping[str, Any], body: bytes) -> bool:
        place = self._place + 1
        legal = self._done and not self.finished and not body
        if not legal or header.get("i") != place or place >= len(self._job.cells):
            return False
        self._place, self._done, self.started = place, False, True
        return True

    def _cell_done(self, header: Mapping[str, Any], body: bytes) -> bool:
        if self._done or self.finished or header.get("i") != self._place:
            return False
        error = header.get("error")
        if error is not None and not _texts(error, 2):
            return False
        outputs, size = clean_outputs(body, max(0, _KEPT_MAX - self._kept))
        self._kept += size
        self._done = True
        cell = self._job.cells[self._place]
        name = None if error is None else (clean_text(error[0], 200), clean_text(error[1], 2000))
        self.cells.append(
            CellResult(index=cell.index, exercises=cell.exercises, error=name, outputs=outputs)
        )
        return True

    def _frame(self, header: Mapping[str, Any], body: bytes) -> bool:
        spec = self._expected(header)
        if spec is None or spec.exercise in self.frames or len(body) > spec.max_bytes:
            return False
        frame = _read_frame(spec, header, body)
        if frame is None:
            return False
        self.frames[spec.exercise] = frame
        self._last = spec.exercise
        return True

    def _expected(self, header: Mapping[str, Any]) -> Collect | None:
        if not self._done or self.finished or header.get("i") != self._place or self._place < 0:
            return None
        for spec in self._job.cells[self._place].collect:
            if spec.exercise == header.get("x"):
                return spec
        return None

    def _end(self, header: Mapping[str, Any], body: bytes) -> bool:
        legal = self._done and not self.finished and not body and len(header) == 1
        self.finished = self.finished or legal
        self.started = self.started or legal
        return legal

    def _too_much(self, header: Mapping[str, Any], body: bytes) -> bool:
        self.over = True
        return len(header) == 1 and not body

    def _reply(self, header: Mapping[str, Any], body: bytes) -> bool:
        request = header.get("id")
        call = _read_call(header, body)
        if not self.finished or type(request) is not str or call is None:
            return False
        self.replies.append(Reply(request=request, call=call))
        return True

    def _called(self, header: Mapping[str, Any], body: bytes) -> bool:
        request, status = header.get("id"), header.get("status")
        if not self.finished or type(request) is not str or type(status) is not int or body:
            return False
        self.replies.append(Reply(request=request, status=status))
        return True

    def _ask(self, header: Mapping[str, Any], body: bytes) -> bool:
        request, number, service = header.get("id"), header.get("n"), header.get("x")
        if type(request) is not str or type(number) is not int or type(service) is not str:
            return False
        if not self.finished or len(header) != 4:
            return False
        asked = Asked(number=number, service=clean_text(service, 40), body=body)
        self.replies.append(Reply(request=request, asked=asked))
        return True

    _KINDS = {  # noqa: RUF012 - a constant table of methods
        "cell": _cell,
        "done": _cell_done,
        "frame": _frame,
        "end": _end,
        "over": _too_much,
        "reply": _reply,
        "called": _called,
        "ask": _ask,
    }


def _texts(value: object, count: int) -> bool:
    return type(value) is list and len(value) == count and all(type(item) is str for item in value)


def _reason(value: list[str]) -> tuple[str, str, str]:
    code, path, detail = value
    # The code becomes the verdict's reason key: free text there would speak in the judge's name.
    known = code if code in REFUSALS else "type"
    return known, clean_text(path, 400), clean_text(detail, 400)


def _read_frame(spec: Collect, header: Mapping[str, Any], body: bytes) -> Frame | None:
    status, reason = header.get("s"), header.get("r")
    if status == "answer" and spec.kind != "function":
        return Frame(exercise=spec.exercise, answer=body)
    if body:
        return None
    if status == "absent":
        return Frame(exercise=spec.exercise, absent=True)
    if status == "function" and spec.kind == "function":
        return Frame(exercise=spec.exercise, function=True)
    if status == "refused" and _texts(reason, 3):
        refused = _reason(header["r"])
        return Frame(exercise=spec.exercise, refused=refused, too_large=refused[0] in GUARDS)
    return None


def _read_call(header: Mapping[str, Any], body: bytes) -> Call | None:
    status, reason = header.get("s"), header.get("r")
    if status == "value":
        return Call(value=body)
    if status == "refused" and _texts(reason, 3) and not body:
        return Call(refused=_reason(header["r"]))
    if status == "error" and _texts(reason, 2) and not body:
        return Call(error=(clean_text(header["r"][0], 200), clean_text(header["r"][1], 2000)))
    return None
