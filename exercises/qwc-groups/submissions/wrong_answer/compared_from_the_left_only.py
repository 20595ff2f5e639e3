# reason: rule
# The comparison ends at the first I.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]


def fit(one, two):
    for a, b in zip(one, two):
        if "I" in (a, b):
            return True
        if a != b:
            return False
    return True


answer = []
for label in LABELS:
    for group in answer:
        if all(fit(label, other) for other in group):
            group.append(label)
            break
    else:
        answer.append([label])
