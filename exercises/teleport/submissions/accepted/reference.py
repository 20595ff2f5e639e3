# reason: accepted
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)

# en: 1. entangle q1 and q2  2. measure q0 and q1 in the Bell basis  3. correct q2
# ja: 1. q1 と q2 をエンタングルさせる  2. q0 と q1 をベル基底で測定する  3. q2 を補正する
### BEGIN SOLUTION
answer.h(1)
answer.cx(1, 2)

answer.cx(0, 1)
answer.h(0)
answer.measure([0, 1], [0, 1])

with answer.if_test((answer.clbits[1], 1)):
    answer.x(2)
with answer.if_test((answer.clbits[0], 1)):
    answer.z(2)
### END SOLUTION
