"""Inputs of teleport: states of q0 that must be found on q2."""

import numpy as np
from qiskit import QuantumCircuit

from grader.judge.task import Input


def public_inputs():
    return [
        made("|0⟩", 0, 0),
        made("|1⟩", np.pi, 0),
        made("|+⟩", np.pi / 2, 0),
        made("|+i⟩", np.pi / 2, np.pi / 2),
        made("0.8|0⟩ + 0.6|1⟩", 2 * np.arccos(0.8), 0),
    ]


def inputs(rng):
    label = {"en": "some state of q0", "ja": "q0 のある状態"}
    # Uniform on the sphere, but far enough from its poles and from the real states that
    # neither a missing x nor a missing z goes unseen.
    return [
        made(label, np.arccos(rng.uniform(-0.9, 0.9)), sign * rng.uniform(0.2, np.pi - 0.2))
        for sign in (1, -1) * 10
    ]


def made(label, theta, phi):
    prepare = QuantumCircuit(1)
    prepare.u(theta, phi, 0, 0)
    state = np.array([np.cos(theta / 2), np.exp(1j * phi) * np.sin(theta / 2)])
    return Input(label=label, prepare=prepare, expected=state)
