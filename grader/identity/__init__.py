"""identity.db: companies and people. The only file that knows who a learner is.

Results know an opaque learner id, boards a random handle; without this file neither leads to
a person. `persons` says what is known of one, `store` keeps it, `tokens` lets programs sign in.
"""

from grader.consortium import Company
from grader.identity.persons import (
    KINDS,
    PURPOSES,
    ROLES,
    Account,
    Decision,
    Person,
    new_handle,
)
from grader.identity.store import Identity
from grader.identity.tokens import Tokens

__all__ = [
    "KINDS",
    "PURPOSES",
    "ROLES",
    "Account",
    "Company",
    "Decision",
    "Identity",
    "Person",
    "Tokens",
    "new_handle",
]
