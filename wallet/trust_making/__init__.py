"""Making trust bundles: what an operator (alliance, register, ministry) needs.

``keys`` holds the operator's keys and what was published, ``signing`` makes the metadata of
TUF and the file. What the sources say is read by ``wallet.trust.reading``.
"""

from wallet.trust_making.keys import KeyFolder
from wallet.trust_making.signing import ListToSign, Published, publish, renew

__all__ = ["KeyFolder", "ListToSign", "Published", "publish", "renew"]
