# reason: share
# One too few for a part.
answer = {
    "np-hard": "c",
    "stop-criterion": "b",
    "qml-claim": "c",
    "pilot-value": "c",
    "verify-large": "d",
    "first-question": "b",
    "first-step-pqc": "b",
    "depth": "c",
    "lock-in": "a",
    "mosca": "c",
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
