"""[quota] and [ibm] of consortium.toml: what is valid loads, what is not is named."""

from pathlib import Path

import pytest

from grader.consortium import Consortium, load_consortium
from grader.errors import ConfigError
from grader.quotas import Quota

HEAD = 'name = { en = "C", ja = "C" }\nhost = { en = "H", ja = "H" }\n'
COMPANY = '[[company]]\nid = "works"\nname = { en = "W", ja = "W" }\nindustry = "materials"\n'


def load(tmp_path: Path, text: str) -> Consortium:
    path = tmp_path / "consortium.toml"
    path.write_text(HEAD + text + COMPANY, encoding="utf-8")
    return load_consortium(path)


def test_without_a_quota_nothing_is_bounded(tmp_path):
    found = load(tmp_path, "")
    assert found.quotas.of("works") == found.quotas.learner == Quota()
    assert found.ibm is None


def test_a_companys_own_table_replaces_what_it_names(tmp_path):
    quotas = load(
        tmp_path,
        "[quota]\nshots = 1000\ncircuits = 10\n[quota.learner]\nquantum_seconds = 60\n"
        "[quota.company.works]\nshots = 5\n",
    ).quotas
    assert quotas.of("works") == Quota(shots=5, circuits=10)
    assert quotas.of("another") == Quota(shots=1000, circuits=10)
    assert quotas.learner == Quota(quantum_seconds=60)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[quota]\nshot = 1", "quota.shot: unknown key"),
        ("[quota]\nshots = -1", "quota.shots: is -1; a whole number"),
        ("[quota]\nshots = 1.5", "quota.shots: is 1.5"),
        ("[quota]\nshots = true", "quota.shots: is True"),
        ("[quota]\nshots = 10000000000000", "quota.shots: is 10000000000000"),
        ("[quota.learner]\nhours = 1", "quota.learner.hours: unknown key"),
        ("[quota.company.nobody]\nshots = 1", "quota.company.nobody: no such company"),
        ("[quota.company.works]\ntime = 1", "quota.company.works.time: unknown key"),
        ("[quota.company]\nworks = 5", "quota.company.works: is 5; write a table"),
        ("[ibm]", "ibm.devices: missing"),
        ('[ibm]\ndevices = ["x"]\ntoken = "secret"', "ibm.token: unknown key"),
        ('[ibm]\ndevices = ["x"]\nchannel = "else"', "ibm.channel: is 'else'; one of"),
    ],
)
def test_each_fault_names_key_and_fix(tmp_path, text, fault):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text + "\n")
    assert fault in str(caught.value)


def test_ibm_names_places_of_secrets_and_no_secret(tmp_path):
    ibm = load(tmp_path, '[ibm]\ndevices = ["ibm_kawasaki"]\ntoken_variable = "OURS"\n').ibm
    assert ibm is not None
    assert (ibm.devices, ibm.token_variable) == (("ibm_kawasaki",), "OURS")
    assert ibm.channel == "ibm_quantum_platform"
