# reason: other-draw
# The questions of another attempt, all right.
answer = {
    "logistics-gap": "d",
    "mosca": "a",
    "interference": "c",
    "pricing": "c",
    "quantum-volume": "d",
    "roadmap": "a",
    "qml-claim": "b",
    "uncertain-horizon": "b",
    "nisq": "b",
    "fair-test": "d",
    "stop-criterion": "d",
    "pilot-value": "b",
    "entanglement": "c",
    "checkable": "c",
    "shots-accuracy": "a",
    "mitigation-cost": "a",
    "shots": "a",
    "fault-tolerant": "c",
    "chemistry-fit": "c",
    "syndrome": "d",
}
