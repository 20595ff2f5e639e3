# reason: accepted
# Read from notes, in alphabetical order: the order of the questions does not matter.
notes = """
annealer=c depth=b entanglement=c fault-tolerant=c first-question=a first-step-pqc=a
grover=a lock-in=b mitigation-correction=c mosca=a np-hard=c pilot-value=b
product-of-errors=d qkd-pqc=d qml-claim=b simulate-first=a stop-criterion=d team=a
verify-large=c wiring=c
"""
answer = dict(line.split("=") for line in notes.split())
