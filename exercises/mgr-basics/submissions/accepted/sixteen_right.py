# reason: accepted
# Just enough: 16 of 20.
answer = {
    "np-hard": "c",
    "stop-criterion": "d",
    "qml-claim": "b",
    "pilot-value": "b",
    "verify-large": "c",
    "first-question": "a",
    "first-step-pqc": "a",
    "depth": "b",
    "lock-in": "a",
    "mosca": "c",
    "annealer": "a",
    "fault-tolerant": "d",
    "grover": "a",
    "wiring": "c",
    "product-of-errors": "d",
    "entanglement": "c",
    "team": "a",
    "simulate-first": "a",
    "qkd-pqc": "d",
    "mitigation-correction": "c",
}
