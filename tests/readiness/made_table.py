"""The indicators of the small city, and how tests read them."""

import json

import pytest


def row(table, area, indicator):
    chosen = table[(table["area_id"] == area) & (table["indicator"] == indicator)]
    assert len(chosen) == 1
    return chosen.iloc[0]


def numbers(table, area, indicator):
    found = row(table, area, indicator)
    return found["value"], found["value_min"], found["value_max"]


def near(value, low, high):
    return pytest.approx((value, low, high), nan_ok=True)


def inputs_of(found):
    return {item["name"]: item["value"] for item in json.loads(found["inputs"])}
