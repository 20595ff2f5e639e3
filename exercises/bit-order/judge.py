"""Target of bit-order: the basis state ``110``, read q2 q1 q0."""


def target():
    return "110"
