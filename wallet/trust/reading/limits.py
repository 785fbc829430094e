"""What operators may hand in: they fetch whole registers, not single credentials."""

from __future__ import annotations

from wallet.limits import MIB, Limits

OPERATOR = Limits(input_bytes=512 * MIB, json_values=50_000_000)
"""A year of DEQAR as answers of its API is 160 MiB."""
