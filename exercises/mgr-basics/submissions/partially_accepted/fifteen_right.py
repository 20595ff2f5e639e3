# reason: share
# The near miss: 15 of 20.
answer = {
    "np-hard": "c",
    "stop-criterion": "d",
    "qml-claim": "c",
    "pilot-value": "c",
    "verify-large": "d",
    "first-question": "b",
    "first-step-pqc": "b",
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
    "mitigation-correction": "c",
}
