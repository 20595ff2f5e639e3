# reason: type
answer = b"memo" * 200
