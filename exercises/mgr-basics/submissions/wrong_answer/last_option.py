# reason: share
# Always the option that is shown last.
answer = {
    "np-hard": "c",
    "stop-criterion": "d",
    "qml-claim": "d",
    "pilot-value": "b",
    "verify-large": "c",
    "first-question": "a",
    "first-step-pqc": "d",
    "depth": "b",
    "lock-in": "d",
    "mosca": "a",
    "annealer": "b",
    "fault-tolerant": "a",
    "grover": "b",
    "wiring": "b",
    "product-of-errors": "c",
    "entanglement": "a",
    "team": "d",
    "simulate-first": "b",
    "qkd-pqc": "b",
    "mitigation-correction": "a",
}
