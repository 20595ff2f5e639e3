"""Who is who: ids are never given again, names show only after their owner's decision."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.consortium import Company
from grader.errors import ResultsError, UsageError
from grader.exercise import Text
from grader.identity import Identity, Person, new_handle

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
WORKS = Company(id="works", name=Text(en="Works", ja="製作所"), industry="materials")
BANK = Company(
    id="bank", name=Text(en="Bank", ja="銀行"), industry="bank", standing="off", colour="#0072B2"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "identity.db"


@pytest.fixture
def identity(path: Path) -> Iterator[Identity]:
    with Identity(path) as opened:
        opened.put_companies([WORKS, BANK])
        yield opened


def test_companies_come_back_as_in_the_file(identity: Identity) -> None:
    assert identity.companies() == [BANK, WORKS]


def test_companies_follow_consortium_toml(identity: Identity) -> None:
    renamed = Company(id="works", name=Text(en="New Works", ja="新製作所"), industry="cars")
    identity.put_companies([renamed])
    assert identity.companies() == [renamed]


def test_a_company_with_people_cannot_vanish(identity: Identity) -> None:
    identity.enrol("bank", NOW)
    with pytest.raises(ResultsError, match=r"'bank' has people .* standing = \"off\""):
        identity.put_companies([WORKS])
    assert identity.companies() == [BANK, WORKS]


def test_enrolled_people_get_running_ids_and_random_handles(identity: Identity) -> None:
    people = [identity.enrol("works", NOW) for _ in range(3)]
    assert [person.learner_id for person in people] == ["l-000001", "l-000002", "l-000003"]
    assert len({person.handle for person in people}) == 3
    assert identity.people() == people


def test_an_unknown_company_or_role_is_refused(identity: Identity) -> None:
    with pytest.raises(UsageError, match="no company 'none'; add it to consortium"):
        identity.enrol("none", NOW)
    with pytest.raises(UsageError, match="'king' is none of learner"):
        identity.enrol("works", NOW, role="king")
    assert identity.people() == []


def test_a_name_shows_only_while_its_owner_wants_it(identity: Identity) -> None:
    learner = identity.enrol("works", NOW, name="Aki Example").learner_id

    def shown() -> tuple[bool, str | None, bool]:
        person = identity.find(learner_id=learner)
        assert person is not None
        return person.show_name, person.display_name, person.show_company

    assert shown() == (False, None, False)
    identity.decide(learner, "show-name", given=True, text_version="1", now=NOW)
    assert shown() == (True, "Aki Example", False)
    identity.decide(learner, "show-company", given=True, text_version="1", now=NOW)
    identity.decide(learner, "show-name", given=False, text_version="1", now=NOW)
    assert shown() == (False, None, True)


def test_decisions_of_nobody_or_about_nothing_are_refused(identity: Identity) -> None:
    with pytest.raises(UsageError, match="no person l-000009"):
        identity.decide("l-000009", "terms", given=True, text_version="1", now=NOW)
    learner = identity.enrol("works", NOW).learner_id
    with pytest.raises(UsageError, match="no such purpose 'spam'"):
        identity.decide(learner, "spam", given=True, text_version="1", now=NOW)


def test_people_are_found_by_login(identity: Identity) -> None:
    person = identity.enrol("works", NOW, account="aki")
    identity.enrol("works", NOW)
    assert identity.find(account="aki") == person
    assert identity.find(account="nobody") is None
    assert identity.find(learner_id="l-000777") is None


def test_a_settled_person_is_put_once(identity: Identity) -> None:
    person = Person(
        learner_id="l-000042", company_id="works", handle="qubit-00002a", joined_at=NOW,
        show_company=True,
    )  # fmt: skip
    identity.put_person(person)
    identity.put_person(person)
    assert identity.people() == [person]
    assert identity.enrol("works", NOW).learner_id == "l-000043"


def test_a_settled_id_cannot_become_another_person(identity: Identity) -> None:
    first = Person(learner_id="l-000001", company_id="works", handle="qubit-000001", joined_at=NOW)
    identity.put_person(first)
    other = Person(learner_id="l-000001", company_id="works", handle="qubit-000002", joined_at=NOW)
    with pytest.raises(ResultsError, match="another person"):
        identity.put_person(other)


@pytest.mark.parametrize("handle", ["aki", "qubit-XYZ", "qubit-0000011"])
def test_a_handle_that_could_tell_something_is_refused(identity: Identity, handle: str) -> None:
    person = Person(learner_id="l-000001", company_id="works", handle=handle, joined_at=NOW)
    with pytest.raises(UsageError, match="six hexadecimal digits"):
        identity.put_person(person)


def test_erasing_deletes_the_person_and_burns_id_and_handle(identity: Identity) -> None:
    person = identity.enrol("works", NOW, name="Aki Example")
    token = identity.tokens.issue(person.learner_id, NOW)
    identity.decide(person.learner_id, "show-name", given=True, text_version="1", now=NOW)
    assert identity.erase(person.learner_id)
    assert not identity.erase(person.learner_id)
    assert identity.people() == []
    assert identity.tokens.holder(token, NOW) is None
    assert identity.enrol("works", NOW).learner_id == "l-000002"
    with pytest.raises(ResultsError, match="never given again"):
        identity.put_person(person)
    reborn = Person(learner_id="l-000009", company_id="works", handle=person.handle, joined_at=NOW)
    with pytest.raises(ResultsError, match="UNIQUE"):
        identity.put_person(reborn)


def test_an_erased_name_is_gone_from_the_file(identity: Identity, path: Path) -> None:
    person = identity.enrol("works", NOW, name="Aki-Unique-Example")
    identity.erase(person.learner_id)
    identity.close()
    Identity(path).close()
    assert all(b"Aki-Unique" not in file.read_bytes() for file in path.parent.iterdir())


def test_tokens_name_their_holder_until_they_end(identity: Identity, path: Path) -> None:
    person = identity.enrol("works", NOW)
    token = identity.tokens.issue(person.learner_id, NOW, days=30)
    assert identity.tokens.holder(token, NOW) == person
    assert identity.tokens.holder(token, NOW + timedelta(days=30)) is None
    assert identity.tokens.holder(token + "x", NOW) is None
    assert identity.tokens.revoke(person.learner_id) == 1
    assert identity.tokens.holder(token, NOW) is None
    assert all(token.encode() not in file.read_bytes() for file in path.parent.iterdir())


def test_a_text_that_is_no_learner_id_is_named(identity: Identity) -> None:
    with pytest.raises(UsageError, match="l-000123"):
        identity.find(learner_id="aki@example.org")


def test_handles_tell_nothing(identity: Identity) -> None:
    assert len({new_handle() for _ in range(200)}) == 200
