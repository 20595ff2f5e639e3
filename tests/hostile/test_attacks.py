"""Every attack of `attacks/` ends as it should, and changes nothing outside."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.answer.encode import encode

pytestmark = pytest.mark.sandbox

ATTACKS = sorted(Path(__file__).parent.joinpath("attacks").glob("*.ipy"))


@dataclass(frozen=True)
class Attack:
    sources: list[str]
    expect: list[str]
    limits: dict[str, float]
    dirt: list[str]


def read(path: Path) -> Attack:
    text = path.read_text(encoding="utf-8")
    head = dict(
        line[2:].split(": ", 1) for line in text.splitlines()[:6] if line.startswith("# ")
        and ": " in line
    )  # fmt: skip
    limits = dict(pair.split("=") for pair in head.get("limits", "").split())
    return Attack(
        sources=text.split("# %%\n"),
        expect=head["expect"].split("|"),
        limits={key: int(n) if key.endswith("mib") else float(n) for key, n in limits.items()},
        dirt=head.get("clean", "").encode().decode("unicode_escape").split(" "),
    )


def test_there_are_attacks_of_every_group():
    assert {path.name[0] for path in ATTACKS} == set("abcdef")
    assert len(ATTACKS) >= 45


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_attack_is_contained(path, arena, verdict_of):
    attack = read(path)
    before = time.monotonic()
    with arena.run(attack.sources, **attack.limits) as run:
        outcome = run.outcome
    spent = time.monotonic() - before
    assert verdict_of(outcome) in attack.expect, outcome
    assert spent < attack.limits.get("wall_s", 20) + 2 + arena.lag_s
    assert run.usage.peak_mib < attack.limits.get("memory_mib", 1024) + 512
    loot = outcome.frames.get("loot")
    assert loot is None or loot.absent or loot.answer == encode([]), loot.answer
    shown = json.dumps([cell.outputs for cell in outcome.cells], ensure_ascii=False)
    assert len(shown) < 3 << 20
    raw = json.loads(shown)
    for dirt in attack.dirt:
        assert not dirt or dirt not in _texts(raw), dirt
    assert "host secret" not in shown
    arena.check()


def _texts(tree) -> str:
    if isinstance(tree, dict):
        return "\n".join(f"{key}\n{_texts(value)}" for key, value in tree.items())
    if isinstance(tree, list):
        return "\n".join(map(_texts, tree))
    return str(tree)
