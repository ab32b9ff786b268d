"""A city small enough to work by hand."""

from tests.toy_city.build import TOY_OVERRIDES, make_toy_bundle, toy_settings

__all__ = ["TOY_OVERRIDES", "make_toy_bundle", "toy_settings"]
