from grader.sandbox.seccomp import compile_filter


def test_the_filter_is_a_whole_number_of_instructions():
    program, unknown = compile_filter()
    assert len(program) % 8 == 0
    assert 100 < len(program) // 8 < 1000
    assert len(unknown) < 10
