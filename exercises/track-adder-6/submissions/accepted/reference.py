# reason: accepted
from qiskit import QuantumCircuit

# en: q0: carry in, q1 q2: a, q3 q4: b and the sum, q5: carry out.
# ja: q0：桁上げ入力、q1 q2：a、q3 q4：bと和、q5：桁上げ出力。
answer = QuantumCircuit(6)
### BEGIN SOLUTION
for carry, b, a in ((0, 3, 1), (1, 4, 2)):
    answer.cx(a, b)
    answer.cx(a, carry)
    answer.rccx(carry, b, a)
answer.cx(2, 5)
for carry, b, a in ((1, 4, 2), (0, 3, 1)):
    answer.rccx(carry, b, a)
    answer.cx(a, carry)
    answer.cx(carry, b)
### END SOLUTION
