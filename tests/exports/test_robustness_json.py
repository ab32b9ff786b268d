"""The document of a sweep: shares, what they rest on, and no gap read as a number."""

import json

import numpy as np
import pytest

from exports.robustness_json import robustness_document
from tests.planning.test_robustness import result


def test_the_document_says_what_the_tables_say() -> None:
    case, tally, found = result()
    document = robustness_document(case, found)
    json.dumps(document, allow_nan=False)
    assert (document["scenario"], document["draws"]) == ("toy-quake", 50)
    assert document["shaking"] == ["quake"]
    assert document["never_blocked"] == ["streets_from_13_m", "tunnels", "underpasses"]
    assert "falling_objects" in document["not_computed"]
    (city,) = document["city"]
    assert city["chance"] == pytest.approx(tally.persons[1].mean() / city["persons"], abs=1e-6)
    assert document["persons_through"]["percent_50"] == np.quantile(tally.persons[1], 0.5)
    blocks = {row["area_id"]: row for row in document["blocks"]}
    assert blocks["M271411-G"]["detour_s"] is None
    # Where somebody lives who needs help is not told by block.
    assert "chance_by_profile" not in blocks["M271411-A"]
    for row in (*document["city"], *document["wards"], *document["districts"]):
        assert set(row["chance_by_profile"]) == {"general", "assisted"}
    ranks = [(row["ward_code"], row["rank"]) for row in document["critical_streets"]]
    assert ranks == sorted(ranks)
    assert len(ranks) > 0
