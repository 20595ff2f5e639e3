"""A viewer without a browser: asks a running server for a page, as a browser would, and waits."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

__all__ = ["Visit", "together", "visit"]

_FOUND = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
_PATIENCE_S = 120


@dataclass(slots=True)
class Visit:
    """What a viewer got. `seconds`: one entry for each time the page was asked for."""

    page: str
    seconds: list[float] = field(default_factory=list)
    bytes: int = 0
    errors: list[str] = field(default_factory=list)


async def _visit(port: int, page: str, query: str, times: int) -> Visit:
    seen = Visit(page)
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    try:
        async with (
            asyncio.timeout(_PATIENCE_S),
            connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket,
        ):
            for _ in range(times):
                ask = BackMsg()
                ask.rerun_script.query_string = query
                ask.rerun_script.page_name = page
                begun = time.perf_counter()
                await socket.send(ask.SerializeToString())
                async for data in socket:
                    seen.bytes += len(data)
                    message = ForwardMsg.FromString(data)
                    kind = message.WhichOneof("type")
                    if kind == "delta" and message.delta.new_element.HasField("exception"):
                        seen.errors.append(message.delta.new_element.exception.message)
                    # A page may ask for another run at once, and says so; the last one counts.
                    if kind == "script_finished" and message.script_finished == _FOUND:
                        break
                else:
                    seen.errors.append("the server closed the connection")
                    return seen
                seen.seconds.append(time.perf_counter() - begun)
    except (OSError, TimeoutError, WebSocketException) as error:
        seen.errors.append(f"{type(error).__name__}: {error}")
    return seen


def visit(port: int, page: str, query: str, times: int = 1) -> Visit:
    """Open one session and ask for a page, again and again.

    Args:
        port: Of a server on this machine.
        page: As in the address; ``""`` is the first page.
        query: What follows ``?`` in the address.
        times: How often.
    """
    return asyncio.run(_visit(port, page, query, times))


def together(port: int, visits: Sequence[tuple[str, str]], times: int) -> list[Visit]:
    """Open sessions at once, each for a page and a query, and let all ask at the same time."""

    async def all_of_them() -> list[Visit]:
        return await asyncio.gather(*(_visit(port, page, query, times) for page, query in visits))

    return asyncio.run(all_of_them())
