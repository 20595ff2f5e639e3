# reason: accepted
# Lists of numpy texts become plain texts on the wire.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]


def fit(one, two):
    return all(a == b or "I" in (a, b) for a, b in zip(one, two))


def grouped(labels):
    groups = []
    for label in labels:
        for group in groups:
            if all(fit(label, other) for other in group):
                group.append(label)
                break
        else:
            groups.append([label])
    return groups


import numpy as np

answer = [[str(label) for label in np.array(group)] for group in grouped(LABELS[::-1])]
