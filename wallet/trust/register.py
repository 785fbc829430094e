"""The tables of a trust bundle (spec/trust.md D.7), as the rules of accreditation read them.

They stand in ``wallet.register``, below ``wallet.evidence``, which carries registers about.
"""

from wallet.register import (
    AccreditationRow,
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    IssuerRow,
    LevelOf,
    NameOf,
    Period,
    ProgrammeRow,
    Register,
    RegisterSource,
    RelationRow,
    SealServiceRow,
    ServiceState,
)
from wallet.register.names import host_key, index_key, name_key

__all__ = [
    "AccreditationRow",
    "AgencyRow",
    "DecisionRow",
    "IdentifierRow",
    "InstitutionRow",
    "IssuerRow",
    "LevelOf",
    "NameOf",
    "Period",
    "ProgrammeRow",
    "Register",
    "RegisterSource",
    "RelationRow",
    "SealServiceRow",
    "ServiceState",
    "host_key",
    "index_key",
    "name_key",
]
