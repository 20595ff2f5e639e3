"""How IBM Quantum is reached: names of places where the secrets are, never the secrets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.toml_reader import TomlReader

__all__ = ["CHANNELS", "IbmAccount", "read_ibm"]

CHANNELS = ("ibm_quantum_platform", "ibm_cloud", "local")


@dataclass(frozen=True, slots=True, kw_only=True)
class IbmAccount:
    """The table ``[ibm]`` of ``consortium.toml``.

    Attributes:
        devices: Names of the machines that learners may use, as IBM Quantum calls them.
        channel: One of `CHANNELS`; ``"local"`` is the testing mode of qiskit-ibm-runtime, whose
            machines are its fake ones.
        token_variable: Name of the environment variable that holds the API key.
        instance_variable: Name of the one that holds the instance (CRN).
        credentials_file: A file as ``QiskitRuntimeService.save_account`` writes it, instead of
            the variables.
    """

    devices: tuple[str, ...]
    channel: str = "ibm_quantum_platform"
    token_variable: str = "QSKILLS_IBM_TOKEN"  # noqa: S105 - a variable's name
    instance_variable: str = "QSKILLS_IBM_INSTANCE"
    credentials_file: str | None = None

    def missing(self, environment: Mapping[str, str]) -> str | None:
        """Return the file or variable that is missing for signing in, or ``None``."""
        if self.channel == "local":
            return None
        if self.credentials_file is not None:
            there = Path(self.credentials_file).is_file()
            return None if there else self.credentials_file
        return None if environment.get(self.token_variable) else self.token_variable


def read_ibm(read: TomlReader, top: Mapping[str, Any]) -> IbmAccount | None:
    """Read the table ``[ibm]``, if there is one; faults are noted by the reader."""
    if "ibm" not in top:
        return None
    table = read.get(top, "ibm", dict, {}, fix="write a table [ibm]")
    keys = ("devices", "channel", "token_variable", "instance_variable", "credentials_file")
    read.only(table, "ibm", keys)
    return IbmAccount(
        devices=read.strings(table, "ibm.devices"),
        channel=read.choice(table, "ibm.channel", CHANNELS, CHANNELS[0]),
        token_variable=read.get(table, "ibm.token_variable", str, "QSKILLS_IBM_TOKEN",
                                fix="the name of an environment variable"),
        instance_variable=read.get(table, "ibm.instance_variable", str, "QSKILLS_IBM_INSTANCE",
                                   fix="the name of an environment variable"),
        credentials_file=read.get(table, "ibm.credentials_file", str, None, fix="a path"),
    )  # fmt: skip
