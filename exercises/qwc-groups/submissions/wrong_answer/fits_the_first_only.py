# reason: rule
# Compares with the first word of a group only.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]


def fit(one, two):
    return all(a == b or "I" in (a, b) for a, b in zip(one, two))


answer = []
for label in LABELS:
    for group in answer:
        if fit(label, group[0]):
            group.append(label)
            break
    else:
        answer.append([label])
