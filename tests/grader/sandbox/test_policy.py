from grader.sandbox.policy import Policy


def test_the_operator_may_lower_the_level_but_not_raise_it():
    assert Policy().required_level == 3
    assert Policy(allow_level=1).required_level == 1
    assert Policy(min_level=2, allow_level=4).required_level == 2


def test_the_digest_follows_what_decides_the_isolation():
    assert Policy().digest() == Policy(min_level=1).digest()
    assert Policy().digest() != Policy(processes=65).digest()
