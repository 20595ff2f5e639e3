from grader import questions

# en: Second attempt: questions("mgr-basics", attempt=2)
# ja: 2回目は questions("mgr-basics", attempt=2)
questions("mgr-basics")

# en: All 20 questions: answer = {"<question id>": "<option id>", ...}
# ja: 20問すべて：answer = {"<問題のID>": "<選択肢のID>", ...}
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
