"""The people whom an indicator says are affected."""

import json


def affected_persons(inputs: str) -> int | None:
    """Return the people that the evidence of an indicator names as affected; None where it does not say.

    Parameters
    ----------
    inputs
        Evidence as JSON (column ``inputs`` of ``Indicators``).
    """
    for item in json.loads(inputs):
        if item["name"] == "affected_persons" and item["value"] is not None:
            return int(item["value"])
    return None
