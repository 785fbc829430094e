"""A desktop's keyring."""

from __future__ import annotations


class Desktop:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.forgets = False

    def set_password(self, service: str, name: str, secret: str) -> None:
        if not self.forgets:
            self.kept[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]
