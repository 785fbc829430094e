"""Portfolios: chosen credentials, what they add up to, and the learner's own words about them.

A portfolio is one PDF to read and print. Attached to it are the presentations that count, the
learner's files, and a paper (``portfolio/1``) by which the learner signs all of it. Nothing of
it is an issuer's word but what stands in the presentations.
"""

from __future__ import annotations

from wallet.portfolios.pages import Accredited
from wallet.portfolios.paper import Attached, Portfolio, make, read
from wallet.portfolios.pdf import bind, open_pdf

__all__ = ["Accredited", "Attached", "Portfolio", "bind", "make", "open_pdf", "read"]
