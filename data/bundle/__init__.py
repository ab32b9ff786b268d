"""City bundles on disk: their form, their checks, reading, writing, export."""

from data.bundle.read import bundle_faults, check_bundle, read_bundle
from data.bundle.write import write_bundle

__all__ = ["bundle_faults", "check_bundle", "read_bundle", "write_bundle"]
