"""The people whom an indicator says are affected."""

import json
import re

_NAME = "affected_persons"
#: As ``readiness.measure`` writes it: to read the whole evidence takes longer than all that it is asked for.
_WRITTEN = re.compile(rf'"name": "{_NAME}", "value": (null|-?[0-9]+)[,}}]')


def affected_persons(inputs: str) -> int | None:
    """Return the people that the evidence of an indicator names as affected; None where it does not say.

    Parameters
    ----------
    inputs
        Evidence as JSON (column ``inputs`` of ``Indicators``).
    """
    # Most indicators name none: their evidence need not be taken apart.
    if _NAME not in inputs:
        return None
    written = _WRITTEN.findall(inputs)
    if len(written) == inputs.count(_NAME):
        return next((int(value) for value in written if value != "null"), None)
    for item in json.loads(inputs):
        if item["name"] == _NAME and item["value"] is not None:
            return int(item["value"])
    return None
