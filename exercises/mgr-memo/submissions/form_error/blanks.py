# reason: text-length
# Long by blanks only.
answer = "提案します。" + " " * 600
