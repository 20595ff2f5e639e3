# reason: rule
# Each word on its own: right, but 100 groups.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]

answer = [[label] for label in LABELS]
