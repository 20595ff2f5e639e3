# reason: type
# Places in the list in place of option ids.
answer = {
    "np-hard": 4,
    "stop-criterion": 4,
    "qml-claim": 1,
    "pilot-value": 4,
    "verify-large": 4,
    "first-question": 4,
    "first-step-pqc": 1,
    "depth": 4,
    "lock-in": 2,
    "mosca": 4,
    "annealer": 2,
    "fault-tolerant": 2,
    "grover": 1,
    "wiring": 2,
    "product-of-errors": 2,
    "entanglement": 1,
    "team": 2,
    "simulate-first": 2,
    "qkd-pqc": 1,
    "mitigation-correction": 3,
}
