"""The people whom an indicator says are affected."""

import json

_NAME = "affected_persons"


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
    for item in json.loads(inputs):
        if item["name"] == _NAME and item["value"] is not None:
            return int(item["value"])
    return None
