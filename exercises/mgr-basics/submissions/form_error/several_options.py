# reason: type
# All four options for each question.
answer = {
    "np-hard": ["a", "b", "c", "d"],
    "stop-criterion": ["a", "b", "c", "d"],
    "qml-claim": ["a", "b", "c", "d"],
    "pilot-value": ["a", "b", "c", "d"],
    "verify-large": ["a", "b", "c", "d"],
    "first-question": ["a", "b", "c", "d"],
    "first-step-pqc": ["a", "b", "c", "d"],
    "depth": ["a", "b", "c", "d"],
    "lock-in": ["a", "b", "c", "d"],
    "mosca": ["a", "b", "c", "d"],
    "annealer": ["a", "b", "c", "d"],
    "fault-tolerant": ["a", "b", "c", "d"],
    "grover": ["a", "b", "c", "d"],
    "wiring": ["a", "b", "c", "d"],
    "product-of-errors": ["a", "b", "c", "d"],
    "entanglement": ["a", "b", "c", "d"],
    "team": ["a", "b", "c", "d"],
    "simulate-first": ["a", "b", "c", "d"],
    "qkd-pqc": ["a", "b", "c", "d"],
    "mitigation-correction": ["a", "b", "c", "d"],
}
