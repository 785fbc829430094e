"""Pathways: what a learner's credentials add up to (spec/pathways.md).

``read`` a document, make ``held`` awards from verified credentials, ``evaluate``. Document ->
candidates -> exact solver -> plain evaluation of its answer -> explanation.
"""

from __future__ import annotations

from wallet.pathways import agreeing
from wallet.pathways.adapting import Plain, adapt, plain
from wallet.pathways.agreements import Agreement, of_learner
from wallet.pathways.agreements import read as read_agreement
from wallet.pathways.awards import Checked, HeldAward, held
from wallet.pathways.carried import carried_agreements, carried_pathway
from wallet.pathways.document import Pathway
from wallet.pathways.evaluation import again, evaluate
from wallet.pathways.fixes import waivable
from wallet.pathways.outlook import Ahead, Compared, ahead, closest, compare
from wallet.pathways.overview import (
    Overview,
    ToldCell,
    ToldChange,
    ToldMatrix,
    ToldRule,
    ToldSkill,
    changes,
    overview,
    told_ahead,
)
from wallet.pathways.owners import with_owner
from wallet.pathways.pathway_json import to_json
from wallet.pathways.planning import is_held
from wallet.pathways.reading import read
from wallet.pathways.records_told import ToldRecord, told_records
from wallet.pathways.result import (
    Counted,
    Fix,
    Gives,
    PathwayResult,
    RuleResult,
    SlotResult,
    State,
    Unused,
    WhatIf,
)
from wallet.pathways.rules.interface import Converted, Decided, Doubt, Planned, PriorLearning
from wallet.pathways.succession import replaced_by, whats_new
from wallet.pathways.telling import (
    Told,
    ToldAward,
    ToldFix,
    ToldGroup,
    ToldSlot,
    ToldUnused,
    told,
)
from wallet.pathways.templates import Template, templates
from wallet.pathways.versions import check_replacement, differences, successors

__all__ = [
    "Agreement",
    "Ahead",
    "Checked",
    "Compared",
    "Converted",
    "Counted",
    "Decided",
    "Doubt",
    "Fix",
    "Gives",
    "HeldAward",
    "Overview",
    "Pathway",
    "PathwayResult",
    "Plain",
    "Planned",
    "PriorLearning",
    "RuleResult",
    "SlotResult",
    "State",
    "Template",
    "Told",
    "ToldAward",
    "ToldCell",
    "ToldChange",
    "ToldFix",
    "ToldGroup",
    "ToldMatrix",
    "ToldRecord",
    "ToldRule",
    "ToldSkill",
    "ToldSlot",
    "ToldUnused",
    "Unused",
    "WhatIf",
    "adapt",
    "again",
    "agreeing",
    "ahead",
    "carried_agreements",
    "carried_pathway",
    "changes",
    "check_replacement",
    "closest",
    "compare",
    "differences",
    "evaluate",
    "held",
    "is_held",
    "of_learner",
    "overview",
    "plain",
    "read",
    "read_agreement",
    "replaced_by",
    "successors",
    "templates",
    "to_json",
    "told",
    "told_ahead",
    "told_records",
    "waivable",
    "whats_new",
    "with_owner",
]
