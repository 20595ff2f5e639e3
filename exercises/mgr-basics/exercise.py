from grader import questions

questions("mgr-basics")  # second attempt: questions("mgr-basics", attempt=2) / 2回目は attempt=2

# answer = {"<question id>": "<option id>", ...}, all 20 questions / 20問すべて
### BEGIN SOLUTION
answer = {
    "np-hard": "c",
    "stop-criterion": "d",
    "qml-claim": "b",
    "pilot-value": "b",
    "verify-large": "c",
    "first-question": "a",
    "first-step-pqc": "a",
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
### END SOLUTION
