# reason: time
# Looks for a partition into 24 groups by trying every one: there is none.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]

from itertools import product


def fit(one, two):
    return all(a == b or "I" in (a, b) for a, b in zip(one, two))


for choice in product(range(24), repeat=len(LABELS)):
    groups = [[LABELS[i] for i in range(100) if choice[i] == number] for number in range(24)]
    if all(fit(one, two) for group in groups for one in group for two in group):
        answer = groups
        break
