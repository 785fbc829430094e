"""Hosts on which anybody gets a place: they never stand for an institution (D.3).

Names of hosts do not say who may have one. So this is a list: services that give out names or
folders below their own, and the public suffixes that registers of institutions could show by
mistake. It need not be complete: only a host that a *register* lists for an institution is
ever looked up, and this list catches those that were listed although they are shared.
"""

from __future__ import annotations

_LISTED = """
    000webhostapp.com academia.edu altervista.org appspot.com azurewebsites.net
    bitbucket.io blogspot.com bravejournal.net canva.site cloudfront.net codeberg.page
    deno.dev edublogs.org facebook.com firebaseapp.com fly.dev free.fr github.com github.io
    gitlab.io glitch.me google.com googleapis.com herokuapp.com hypotheses.org
    instructure.com jimdofree.com kinsta.app linkedin.com linktr.ee medium.com
    moodlecloud.com neocities.org netlify.app ngrok.app ngrok.io notion.site now.sh
    onrender.com pages.dev pythonanywhere.com readthedocs.io render.com repl.co replit.app
    researchgate.net s3.amazonaws.com sharepoint.com sites.google.com squarespace.com
    substack.com surge.sh tumblr.com vercel.app web.app webflow.io weebly.com wikidot.com
    windows.net wixsite.com wordpress.com workers.dev youtube.com
"""
_SERVICES = frozenset(_LISTED.split())
_SUFFIXES = "ac edu co com gov gob gouv govt org net sch mil or ne go"
_SECOND = frozenset(_SUFFIXES.split())
"""Labels that are public suffixes below a country's own: ``ac.uk``."""


def is_anybodys(host: str) -> bool:
    """Whether a host is a public suffix, or lies on or under a service open to anybody."""
    labels = host.split(".")
    if len(labels) == 1 or _is_suffix(labels):
        return True
    return any(".".join(labels[at:]) in _SERVICES for at in range(len(labels)))


def _is_suffix(labels: list[str]) -> bool:
    second, top = labels[-2:]
    return len(labels) == 2 and len(top) == 2 and second in _SECOND  # noqa: PLR2004 - labels
