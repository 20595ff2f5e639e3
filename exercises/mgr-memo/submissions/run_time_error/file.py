# reason: exception
# Reads the memo from a file that is not there.
answer = open("memo.txt", encoding="utf-8").read()
