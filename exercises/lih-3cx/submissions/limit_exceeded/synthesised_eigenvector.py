# reason: n2q
# Without any chemistry: diagonalises and lets the compiler build the state. Right, with eleven cx.
import numpy as np
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import StatePreparation
from qiskit.quantum_info import SparsePauliOp

TERMS = """
IIII -0.203166  IIIX +0.002941  IIIZ -0.092760  IIXI +0.019389  IIXX -0.000743
IIXZ +0.019389  IIYY +0.000743  IIZI +0.365259  IIZX -0.002941  IIZZ -0.211890
IXII +0.002941  IXIX +0.003139  IXIZ +0.011926  IXXI +0.002222  IXXX -0.008499
IXXZ +0.002222  IXYY +0.008499  IXZI -0.010682  IXZX -0.003139  IXZZ -0.001697
IZII +0.092760  IZIX -0.011926  IZIZ -0.122742  IZXI -0.012779  IZXX +0.032395
IZXZ -0.012779  IZYY -0.032395  IZZI +0.113953  IZZX +0.011926  IZZZ -0.056289
XIII +0.019389  XIIX +0.002222  XIIZ +0.012779  XIXI +0.006588  XIXX -0.007859
XIXZ +0.006588  XIYY +0.007859  XIZI -0.010953  XIZX -0.002222  XIZZ -0.009003
XXII -0.000743  XXIX -0.008499  XXIZ -0.032395  XXXI -0.007859  XXXX +0.030846
XXXZ -0.007859  XXYY -0.030846  XXZI +0.034390  XXZX +0.008499  XXZZ +0.002737
XZII -0.019389  XZIX -0.002222  XZIZ -0.012779  XZXI -0.006588  XZXX +0.007859
XZXZ -0.006588  XZYY -0.007859  XZZI +0.010953  XZZX +0.002222  XZZZ +0.009003
YYII +0.000743  YYIX +0.008499  YYIZ +0.032395  YYXI +0.007859  YYXX -0.030846
YYXZ +0.007859  YYYY +0.030846  YYZI -0.034390  YYZX -0.008499  YYZZ -0.002737
ZIII -0.365259  ZIIX +0.010682  ZIIZ +0.113953  ZIXI +0.010953  ZIXX -0.034390
ZIXZ +0.010953  ZIYY +0.034390  ZIZI -0.113843  ZIZX -0.010682  ZIZZ +0.060440
ZXII +0.002941  ZXIX +0.003139  ZXIZ +0.011926  ZXXI +0.002222  ZXXX -0.008499
ZXXZ +0.002222  ZXYY +0.008499  ZXZI -0.010682  ZXZX -0.003139  ZXZZ -0.001697
ZZII -0.211890  ZZIX -0.001697  ZZIZ +0.056289  ZZXI -0.009003  ZZXX +0.002737
ZZXZ -0.009003  ZZYY -0.002737  ZZZI -0.060440  ZZZX +0.001697  ZZZZ +0.084601
"""
words = TERMS.split()
hamiltonian = SparsePauliOp(words[::2], [float(word) for word in words[1::2]])
matrix = hamiltonian.to_matrix()
# The eigenvector through Qiskit's synthesis: no matrix is left, and the energy is exact.
_, vectors = np.linalg.eigh(matrix)
circuit = QuantumCircuit(4)
circuit.append(StatePreparation(vectors[:, 0]), range(4))
answer = transpile(circuit, basis_gates=["cx", "u"], optimization_level=3, seed_transpiler=1)
