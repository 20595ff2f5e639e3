# reason: other-draw
# Ids are written as they are shown.
answer = {
    "np-hard": "C",
    "stop-criterion": "D",
    "qml-claim": "B",
    "pilot-value": "B",
    "verify-large": "C",
    "first-question": "A",
    "first-step-pqc": "A",
    "depth": "B",
    "lock-in": "B",
    "mosca": "A",
    "annealer": "C",
    "fault-tolerant": "C",
    "grover": "A",
    "wiring": "C",
    "product-of-errors": "D",
    "entanglement": "C",
    "team": "A",
    "simulate-first": "A",
    "qkd-pqc": "D",
    "mitigation-correction": "C",
}
