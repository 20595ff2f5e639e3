# reason: rule
# The 25 measurement bases themselves, not the words.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]

answer = [[label] for label in LABELS if "I" not in label]
