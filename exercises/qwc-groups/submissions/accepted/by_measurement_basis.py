# reason: accepted
# By basis, without comparing words: a dict of 25 bases, as tuples.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]

bases = [label for label in LABELS if "I" not in label]
groups = {basis: [] for basis in bases}
for label in LABELS:
    for basis in bases:
        if all(letter in ("I", other) for letter, other in zip(label, basis)):
            groups[basis].append(label)
            break

answer = tuple(tuple(group) for group in groups.values())
