# reason: share
# The fewest that still earn a part.
answer = {
    "np-hard": "c",
    "stop-criterion": "d",
    "qml-claim": "b",
    "pilot-value": "b",
    "verify-large": "c",
    "first-question": "a",
    "first-step-pqc": "b",
    "depth": "c",
    "lock-in": "a",
    "mosca": "c",
    "annealer": "a",
    "fault-tolerant": "d",
    "grover": "d",
    "wiring": "d",
    "product-of-errors": "d",
    "entanglement": "c",
    "team": "a",
    "simulate-first": "a",
    "qkd-pqc": "d",
    "mitigation-correction": "c",
}
