"""The append-only store of attempts and verdicts, and the durable queue."""
