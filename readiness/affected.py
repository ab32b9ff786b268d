"""The people whom an indicator says are affected."""

import re

#: As ``readiness.measure`` writes it, whole numbers and null; to read the whole evidence as JSON takes longer
#: than all that it is asked for.
_WRITTEN = re.compile(r'"name": "affected_persons", "value": (-?[0-9]+)(?:[.][0-9]+)?[,}]')


def affected_persons(inputs: str) -> int | None:
    """Return the people that the evidence of an indicator names as affected; None where it does not say.

    Parameters
    ----------
    inputs
        Evidence as JSON (column ``inputs`` of ``Indicators``), as ``readiness.measure`` writes it.
    """
    written = _WRITTEN.search(inputs)
    return None if written is None else int(written[1])
