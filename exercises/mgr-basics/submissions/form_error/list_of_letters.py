# reason: type
# Letters without their questions.
answer = [
    "c",
    "d",
    "b",
    "b",
    "c",
    "a",
    "a",
    "b",
    "b",
    "a",
    "c",
    "c",
    "a",
    "c",
    "d",
    "c",
    "a",
    "a",
    "d",
    "c",
]
