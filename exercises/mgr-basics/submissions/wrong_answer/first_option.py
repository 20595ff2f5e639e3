# reason: share
# Always the option that is shown first.
answer = {
    "np-hard": "b",
    "stop-criterion": "b",
    "qml-claim": "b",
    "pilot-value": "c",
    "verify-large": "d",
    "first-question": "b",
    "first-step-pqc": "a",
    "depth": "c",
    "lock-in": "a",
    "mosca": "c",
    "annealer": "a",
    "fault-tolerant": "d",
    "grover": "a",
    "wiring": "d",
    "product-of-errors": "a",
    "entanglement": "c",
    "team": "c",
    "simulate-first": "c",
    "qkd-pqc": "d",
    "mitigation-correction": "d",
}
