"""Bytes by their content: submissions as they arrived, and answers as they were judged."""

import hashlib
import zlib

from grader.errors import ResultsError
from grader.results.database import Database

__all__ = ["get_blob", "put_blob"]


def put_blob(database: Database, data: bytes) -> str:
    """Store bytes within a `write` block, once, and return their SHA-256."""
    sha = hashlib.sha256(data).hexdigest()
    if not database.rows("SELECT 1 FROM blobs WHERE sha = ?", (sha,)):
        # Level 1: notebooks are small text; a higher level costs more time than it saves space.
        packed = zlib.compress(data, 1)
        database.insert("blobs", {"sha": sha, "size": len(data), "data": packed})
    return sha


def get_blob(database: Database, sha: str) -> bytes:
    """Return stored bytes.

    Raises:
        ResultsError: If they were never stored, were erased, or are damaged.
    """
    rows = database.rows("SELECT data FROM blobs WHERE sha = ?", (sha,))
    if not rows:
        raise ResultsError(f"no stored bytes {sha}: never recorded, or erased with their owner")
    try:
        data = zlib.decompress(rows[0]["data"])
    except zlib.error:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha:
        raise ResultsError(f"stored bytes {sha} are damaged; restore {database.path} from a backup")
    return data
