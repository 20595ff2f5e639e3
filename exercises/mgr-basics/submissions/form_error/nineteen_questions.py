# reason: length
# One question was skipped.
answer = {
    "np-hard": "c",
    "stop-criterion": "d",
    "qml-claim": "b",
    "pilot-value": "b",
    "verify-large": "c",
    "first-question": "a",
    "first-step-pqc": "a",
    "depth": "b",
    "lock-in": "b",
    "mosca": "a",
    "annealer": "c",
    "fault-tolerant": "c",
    "grover": "a",
    "wiring": "c",
    "product-of-errors": "d",
    "entanglement": "c",
    "team": "a",
    "simulate-first": "a",
    "qkd-pqc": "d",
}
