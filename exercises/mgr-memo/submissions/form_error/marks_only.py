# reason: text-length
# Characters that are no text do not count as words.
answer = "... " * 200
