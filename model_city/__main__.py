"""Write the bundled city (``python -m model_city``), or fictitious lists (``… rosters --out DIR``)."""

import argparse
import datetime as dt
import sys
import time
from pathlib import Path

import data
from data.bundle.write import write_bundle
from domain.faults import InputError
from model_city import registers, rosters
from model_city.city import SEED, build_city
from model_city.roster import write_sample_roster
from model_city.samples import write_samples
from use_cases.load_bundle import load_bundle

_DEFAULT_OUT = Path(data.__file__).parent / "sakai"


def main() -> int:
    """Make what is asked for and write it; tells each step and the time it took."""
    parser = argparse.ArgumentParser(prog="python -m model_city", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("city", "rosters"), default="city")
    parser.add_argument("--out", type=Path, help="folder of the bundle, or of the lists")
    parser.add_argument("--seed", type=int, help="another seed makes another model city, or other people")
    given = parser.parse_args()
    start = time.monotonic()

    def report(step: str) -> None:
        sys.stdout.write(f"{time.monotonic() - start:6.1f} s  {step}\n")
        sys.stdout.flush()

    if given.what == "rosters":
        if given.out is None:
            parser.error("rosters: --out DIR")
        _write_rosters(given.out, rosters.SEED if given.seed is None else given.seed)
        report(f"done: {given.out}")
        return 0
    out = given.out or _DEFAULT_OUT
    bundle = build_city(report, seed=SEED if given.seed is None else given.seed)
    report(f"writing {out}")
    try:
        meta = write_bundle(bundle, out, replace_existing=True)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    write_sample_roster(out.parent / "sample_roster.csv", bundle)
    write_samples(out.parent / "samples")
    report(f"done: {len(bundle.blocks):,} blocks, bundle {meta.bundle_hash[:12]}")
    return 0


def _write_rosters(folder: Path, seed: int) -> None:
    """Write the lists of every ward of the bundled city, and the registers of the whole."""
    bundle = load_bundle(None)
    folder.mkdir(parents=True, exist_ok=True)
    today = dt.datetime.now(tz=dt.UTC).date()
    year = today.year
    for name, table in {
        "opening-duty": registers.build_opening_duty(bundle, seed=seed),
        "equipment": registers.build_equipment(bundle, on=today, seed=seed),
        "drills": registers.build_drills(bundle, on=today, seed=seed),
        "partners": registers.build_partners(bundle, seed=seed),
    }.items():
        table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    members = rosters.build_members(bundle, year=year, seed=seed)
    ward_of = bundle.strength.organisations["district_id"].map(bundle.districts["ward_code"])
    for ward_code in bundle.wards.index:
        own = members[members["組織ID"].map(ward_of) == ward_code]
        helped = rosters.build_needs_help(bundle, str(ward_code), year=year, seed=seed)
        for name, table in (("members", own), ("needs-help", helped)):
            table.to_csv(
                folder / f"{name}-{ward_code}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n"
            )


if __name__ == "__main__":
    raise SystemExit(main())
