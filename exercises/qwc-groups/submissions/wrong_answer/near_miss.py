# reason: rule
# 25 groups, of which one holds a single word that does not fit.
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


answer = grouped(LABELS)
word = answer[0].pop()
place = next(i for i, group in enumerate(answer) if not all(fit(word, other) for other in group))
answer[place].append(word)
