"""What the holder of a selectively disclosed credential may have kept back. Section 2.2.

In an SD-JWT VC the claims that decide are never disclosed selectively, so their absence is
real. In any other one an absent member counts as absent only where the issuer's signature
leaves no room for it: where no digest is left open in the object that would hold it.
"""

from __future__ import annotations

from wallet.secured import Format
from wallet.verify.case import Established


def may_hide(established: Established, *members: str) -> bool:
    """Whether one of these members, or something in one, may have been kept back."""
    proven = established.proven
    if not proven.undisclosed:
        return False
    absent = not any(one in proven.document for one in members)
    at_root = "$" in proven.undisclosed
    if absent and at_root and established.case.secured.format is not Format.SD_JWT_VC:
        return True
    starts = tuple(f"$.{one}{sign}" for one in members for sign in (".", "["))
    whole = {f"$.{one}" for one in members}
    return any(path in whole or path.startswith(starts) for path in proven.undisclosed)
