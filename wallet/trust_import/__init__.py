"""The public trust folder: what this computer's user has accepted as evidence, and since when.

Two kinds of sets lie in it: files compared by their fingerprint (``folder``), and signed
bundles compared by the fingerprint of their root (``bundles``). A bundle is opened
(``archive``), run through the update rules of TUF (``updating``), and its rows made into an
index of our own (``index``).
"""

from wallet.trust_import.desk import TrustDesk
from wallet.trust_import.folder import Clock, TrustFolder, default_folder, survey
from wallet.trust_import.once import evidence_once

__all__ = ["Clock", "TrustDesk", "TrustFolder", "default_folder", "evidence_once", "survey"]
