import stat

import pytest

from grader.errors import ConfigError
from grader.state import State


def test_a_new_state_is_private_and_keeps_its_secret(tmp_path):
    state = State(tmp_path / "state")
    state.create("name = 1\n")
    first = state.secret()
    state.create("name = 2\n")
    assert state.secret() == first
    assert len(first) == 32
    assert state.consortium.read_text() == "name = 1\n"
    assert stat.S_IMODE(state.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((state.path / "secret.key").stat().st_mode) == 0o600


def test_two_states_have_different_secrets(tmp_path):
    secrets = set()
    for name in ("a", "b"):
        state = State(tmp_path / name)
        state.create("")
        secrets.add(state.secret())
    assert len(secrets) == 2


@pytest.mark.parametrize("text", ["", "zz" * 32, "ab" * 31])
def test_a_damaged_secret_is_an_error_that_names_the_backup(tmp_path, text):
    state = State(tmp_path / "state")
    state.create("")
    (state.path / "secret.key").write_text(text)
    with pytest.raises(ConfigError, match="backup"):
        state.secret()


def test_a_folder_without_a_secret_asks_for_init(tmp_path):
    with pytest.raises(ConfigError, match="qskills init"):
        State(tmp_path).secret()
