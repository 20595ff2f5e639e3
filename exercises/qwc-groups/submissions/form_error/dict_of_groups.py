# reason: type
# A dict of bases instead of a list of groups.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]

answer = {label: [label] for label in LABELS}
