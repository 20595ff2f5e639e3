"""Question bank of mgr-basics, read from ``bank.toml`` beside this file."""

import tomllib
from pathlib import Path


def bank():
    rows = tomllib.loads((Path(__file__).parent / "bank.toml").read_text(encoding="utf-8"))
    return [
        {
            "id": row["id"],
            "text": {"en": row["en"], "ja": row["ja"]},
            "key": row["right"],
            "options": [
                {
                    "id": option["id"],
                    "text": {"en": option["en"], "ja": option["ja"]},
                    "why": {"en": option["why_en"], "ja": option["why_ja"]},
                }
                for option in row["option"]
            ],
        }
        for row in rows["question"]
    ]
