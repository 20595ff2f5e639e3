# reason: empty-text
answer = ""
