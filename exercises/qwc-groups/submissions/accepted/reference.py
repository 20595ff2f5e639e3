# reason: accepted
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]


def fit(one, two):
    return all(a == b or "I" in (a, b) for a, b in zip(one, two))


answer = []
for label in sorted(LABELS, key=lambda label: label.count("I")):
    for group in answer:
        if all(fit(label, other) for other in group):
            group.append(label)
            break
    else:
        answer.append([label])
