"""The advisor's table: a case goes out, a signed review comes back (pathways.md, E.5).

Four papers, each signed by who makes it and sealed for who reads it: a *card* (who I am to
you), a *case* (what I release, on which pathway), a *review* (what I decide, and why), an
*answer* (I agree, or I object).
"""
