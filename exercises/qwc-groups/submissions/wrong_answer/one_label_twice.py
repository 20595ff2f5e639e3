# reason: rule
# IIII fits everywhere, and stands in each group.
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


answer = [group + ["IIII"] for group in grouped(LABELS)]
