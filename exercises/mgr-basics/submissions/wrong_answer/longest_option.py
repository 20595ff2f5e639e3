# reason: share
# Always the longest text.
answer = {
    "np-hard": "a",
    "stop-criterion": "d",
    "qml-claim": "b",
    "pilot-value": "b",
    "verify-large": "c",
    "first-question": "d",
    "first-step-pqc": "c",
    "depth": "b",
    "lock-in": "a",
    "mosca": "d",
    "annealer": "c",
    "fault-tolerant": "c",
    "grover": "c",
    "wiring": "b",
    "product-of-errors": "a",
    "entanglement": "a",
    "team": "b",
    "simulate-first": "c",
    "qkd-pqc": "a",
    "mitigation-correction": "d",
}
