from qiskit import QuantumCircuit

answer = QuantumCircuit(2)

# en: 1. superpose one qubit  2. entangle the other with it
# ja: 1. 片方を重ね合わせにする  2. もう片方をエンタングルさせる
### BEGIN SOLUTION
answer.h(0)
answer.cx(0, 1)
### END SOLUTION
