"""Write the bundled city: ``python -m model_city --out data/sakai``."""

import argparse
import sys
import time
from pathlib import Path

import data
from data.bundle.write import write_bundle
from domain.faults import InputError
from model_city.city import SEED, build_city
from model_city.roster import write_sample_roster

_DEFAULT_OUT = Path(data.__file__).parent / "sakai"


def main() -> int:
    """Make the city and write it; tells each step and the time it took."""
    parser = argparse.ArgumentParser(prog="python -m model_city", description=__doc__)
    parser.add_argument("--out", type=Path, default=_DEFAULT_OUT, help="folder of the bundle")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed makes another model city")
    given = parser.parse_args()
    start = time.monotonic()

    def report(step: str) -> None:
        sys.stdout.write(f"{time.monotonic() - start:6.1f} s  {step}\n")
        sys.stdout.flush()

    bundle = build_city(report, seed=given.seed)
    report(f"writing {given.out}")
    try:
        meta = write_bundle(bundle, given.out, replace_existing=True)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    write_sample_roster(given.out.parent / "sample_roster.csv", bundle)
    report(f"done: {len(bundle.blocks):,} blocks, bundle {meta.bundle_hash[:12]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
