"""One target in this process: ``python -m tests.fuzz.one TARGET [libFuzzer's arguments]``."""

from __future__ import annotations

import random
import sys
import time
import warnings

from tests.fuzz.mutator import mutate

SECONDS = 2.0
"""Of the processor for one input; a machine that is busy elsewhere is no hang of ours."""
_SHAPED = 0.7
"""Part of the changes that keep the shape."""


class TooSlowError(AssertionError):
    """An input took longer than it may."""


def main(arguments: list[str]) -> None:
    """Run libFuzzer over the target; does not come back."""
    try:
        import atheris  # noqa: PLC0415 - Linux only, and only here
    except ImportError:
        sys.exit("fuzzing needs atheris, which has wheels for Linux only")
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=["wallet"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - instrumented as it is imported
    once = TARGETS[arguments[1]].run
    once(b"")  # what is loaded on first use is loaded before anything is timed
    for data in TARGETS[arguments[1]].seeds().values():
        once(data)

    def run(data: bytes) -> None:
        began = time.process_time()
        once(data)
        if time.process_time() - began > SECONDS:
            raise TooSlowError(len(data))

    def mutator(data: bytes, max_size: int, seed: int) -> bytes:
        own = random.Random(seed)
        changed = mutate(data, own) if own.random() < _SHAPED else None
        if changed is None or len(changed) > max_size:
            return bytes(atheris.Mutate(data, max_size))
        return changed

    again = f"{sys.executable} -m tests.fuzz.one {arguments[1]}"  # a merge starts itself anew
    atheris.Setup([again, *arguments[2:]], run, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
