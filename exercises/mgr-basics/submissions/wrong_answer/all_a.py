# reason: share
# Always the id a.
answer = {
    "np-hard": "a",
    "stop-criterion": "a",
    "qml-claim": "a",
    "pilot-value": "a",
    "verify-large": "a",
    "first-question": "a",
    "first-step-pqc": "a",
    "depth": "a",
    "lock-in": "a",
    "mosca": "a",
    "annealer": "a",
    "fault-tolerant": "a",
    "grover": "a",
    "wiring": "a",
    "product-of-errors": "a",
    "entanglement": "a",
    "team": "a",
    "simulate-first": "a",
    "qkd-pqc": "a",
    "mitigation-correction": "a",
}
