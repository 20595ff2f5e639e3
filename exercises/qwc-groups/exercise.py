# en: The 100 labels: every pair of these halves.
# ja: 100個のラベル。次の2文字のすべての組です。
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]


# en: answer = [["IIII", "IIIZ", ...], [...], ...]
# ja: answer = [["IIII", "IIIZ", ...], [...], ...]
### BEGIN SOLUTION
def fit(one, two):
    return all(a == b or "I" in (a, b) for a, b in zip(one, two))


answer = []
# en: The words without an I each need a basis of their own; the others find room in one.
# ja: I を含まない語はそれぞれ別の基底が必要です。残りの語はそのどれかに入ります。
for label in sorted(LABELS, key=lambda label: label.count("I")):
    for group in answer:
        if all(fit(label, other) for other in group):
            group.append(label)
            break
    else:
        answer.append([label])
### END SOLUTION
