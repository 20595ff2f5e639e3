"""`qskills worker`: grade on arrival until stopped."""

import time

import click

from grader.cli.main import Context, pass_context, stderr

__all__ = ["worker"]

_RENEW_S = 3600.0


@click.command(epilog="Example: qskills worker --every 2")
@click.option("--every", type=click.FloatRange(0.5), default=3.0, show_default=True,
              help="Seconds between looks at the exchange.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), help="Submissions at a time (default: cores).")
@pass_context
def worker(context: Context, every: float, jobs: int | None) -> None:
    """Collect, grade, record and publish whatever arrives, until Ctrl-C.

    Without submissions it publishes every hour: weeks close, and people decide, in quiet times
    too. It may be killed at any time: what it was grading is graded by the next one.
    """
    from grader.cli.collect import grade_waiting
    from grader.jupyter.announcer import Announcer
    from grader.jupyter.collector import Collector
    from grader.jupyter.exchange import Refused

    with (
        Collector(context.state, context.catalog(), jobs=jobs) as collector,
        Announcer(collector.publish) as announcer,
    ):
        stderr.print(f"waiting for submissions below {context.state.exchange}; Ctrl-C ends")
        published = -_RENEW_S
        try:
            while True:
                found = list(collector.take_in())
                for one in found:
                    if isinstance(one, Refused):
                        stderr.print(f"not taken in: {one.name}: {one.cause}")
                if collector.store.queue.counts()["waiting"]:
                    grade_waiting(collector, announcer)
                    published = time.monotonic()
                elif time.monotonic() - published > _RENEW_S:
                    announcer.tell()
                    published = time.monotonic()
                time.sleep(every)
        except KeyboardInterrupt:
            stderr.print("stopped; nothing is lost")
