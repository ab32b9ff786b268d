"""Fictitious lists of persons for all districts, made on demand from a seed: never part of the bundle.

Nobody is behind them: family names are 見本, 模擬, 架空 or 例題, numbers of the 000 exchange belong to
nobody, and every row says 模擬データ. The gaps are the constants below; tests recover them.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from community.roster_columns import NeedsHelpColumn, RosterColumn
from community.roster_template import SQUAD_WORDS
from community.roster_words import RosterRole
from domain.bundle import CityBundle
from domain.vocabulary import Post

#: Seed of the lists; another one makes other people with the same gaps.
SEED = 20_261_128
#: Districts in which no squad has a deputy.
WITHOUT_DEPUTY = 11
#: Districts whose leaders are all 75 or older; in every other district at least one is younger.
LEADERS_ALL_OLD = 7
#: Districts from which nobody can come by night.
NOBODY_AT_NIGHT = 4
#: Districts in which one person stands in two squads, spelled differently (髙 and 高).
SPELLED_TWICE = 5
#: Share of people listed who agreed, where the bundle does not know the number of the district.
CONSENT_SHARE = 1 / 3

#: What every row says.
MODEL_NOTE = "模擬データ"
_FAMILIES = ("見本", "模擬", "架空", "例題")
_FAMILY_KANA = {"見本": "みほん", "模擬": "もぎ", "架空": "かくう", "例題": "れいだい"}
_GIVEN = {
    "一郎": "いちろう", "花子": "はなこ", "二郎": "じろう", "桃子": "ももこ", "三郎": "さぶろう",
    "梅子": "うめこ", "四郎": "しろう", "桜子": "さくらこ", "五郎": "ごろう", "松子": "まつこ",
}  # fmt: skip
_DIGITS = ("れい", "いち", "に", "さん", "し", "ご", "ろく", "なな", "はち", "く")
_SKILLS = ("", "普通免許", "", "", "防災士", "看護師", "", "消防団経験", "", "介護福祉士")
_REASONS = (
    "要介護3",
    "要介護4",
    "要介護5",
    "身体障害者手帳1級",
    "身体障害者手帳2級",
    "療育手帳A",
    "難病",
    "高齢者のみの世帯",
)
_MEANS = ("歩行", "杖", "車いす", "ストレッチャー", "歩行器")
_SQUADS: Mapping[str, str] = dict(zip((post.value for post in Post), SQUAD_WORDS, strict=True))
#: Members of a squad where the bundle knows nothing of the organisation.
_USUAL_SQUAD = 5
_OLD = 75


def build_members(bundle: CityBundle, *, year: int, seed: int = SEED) -> pd.DataFrame:
    """Return a members list of every organisation, with ``RosterColumn`` as columns.

    Squads have as many people, and a leader or none, as the bundle says.

    Parameters
    ----------
    bundle
        The city.
    year
        Year of the list, for ages.
    seed
        Of all chance.
    """
    rng = np.random.default_rng(seed)
    organisations = bundle.strength.organisations
    order = rng.permutation(len(organisations))
    chosen = {
        name: {organisations.index[i] for i in order[first : first + count]}
        for name, first, count in (
            ("deputy", 0, WITHOUT_DEPUTY),
            ("old", 20, LEADERS_ALL_OLD),
            ("night", 40, NOBODY_AT_NIGHT),
            ("twice", 60, SPELLED_TWICE),
        )
    }
    posts = dict(iter(bundle.strength.posts.groupby("org_id")))
    # Of their own chance: where people live changes nothing else of them.
    homes = np.random.default_rng([seed, 1])
    towns = dict(iter(bundle.blocks.groupby("district_id")))
    district_of = organisations["district_id"].to_dict()
    rows: list[dict[str, str]] = []
    for org_id, name in organisations["name"].items():
        gaps = {gap for gap, ids in chosen.items() if org_id in ids}
        people = list(_organisation(posts.get(str(org_id)), gaps, year, rng, first=len(rows)))
        people = _with_homes(people, towns.get(str(district_of[org_id])), homes)
        head: dict[str, str] = {RosterColumn.ORG_ID: str(org_id), RosterColumn.ORG_NAME: str(name)}
        rows += [{**head, RosterColumn.NUMBER: str(i + 1), **row} for i, row in enumerate(people)]
    return _table(rows, [column.value for column in RosterColumn])


def _with_homes(
    people: list[dict[str, str]], blocks: pd.DataFrame | None, rng: np.random.Generator
) -> list[dict[str, str]]:
    """Return people with the towns that they live in, drawn by residents; one person has one home."""
    if blocks is None or not blocks["residents"].sum():
        return people
    share = blocks["residents"].to_numpy(np.float64)
    drawn = rng.choice(blocks["town"].to_numpy(), len(people), p=share / share.sum())
    home: dict[str, str] = {}
    for person, town in zip(people, drawn, strict=True):
        home.setdefault(person[RosterColumn.KANA], str(town))
    return [{**person, RosterColumn.ADDRESS: home[person[RosterColumn.KANA]]} for person in people]


def _table(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> pd.DataFrame:
    cells = {column: [row.get(column, "") for row in rows] for column in columns}
    return pd.DataFrame(cells).astype("str")


def _organisation(
    posts: pd.DataFrame | None, gaps: set[str], year: int, rng: np.random.Generator, *, first: int
) -> Iterator[dict[str, str]]:
    """Give the people of one organisation, squad by squad."""
    number = first
    # Where not all leaders are old, the first one is younger.
    must_be_younger = "old" not in gaps
    for post, squad in _SQUADS.items():
        size, led = _USUAL_SQUAD, True
        if posts is not None:
            known = posts[posts["post"] == post].iloc[0]
            size, led = int(known["filled"]), bool(known["has_leader"])
        for place in range(size):
            role = _role(place, led=led, deputies="deputy" not in gaps)
            leads = role is RosterRole.LEADER
            old = bool(rng.random() < 0.2)
            if leads:
                old = "old" in gaps or (old and not must_be_younger)
                must_be_younger = False
            age = int(rng.integers(_OLD, 90)) if old else int(rng.integers(25, _OLD))
            yield _member(squad, role, year - age, number, rng, night="night" not in gaps)
            number += 1
    if "twice" in gaps:
        twin: dict[str, str] = {RosterColumn.KANA: "みほん たかこ", RosterColumn.BIRTH: str(year - 60)}
        for name, squad in (("見本 髙子", SQUAD_WORDS[0]), ("見本　高子", SQUAD_WORDS[1])):
            row = _member(squad, RosterRole.MEMBER, year - 60, number, rng, night="night" not in gaps)
            yield {**row, **twin, RosterColumn.NAME: name, RosterColumn.MOBILE: ""}
            number += 1


def _role(place: int, *, led: bool, deputies: bool) -> RosterRole:
    if place == 0 and led:
        return RosterRole.LEADER
    return RosterRole.DEPUTY if place == 1 and deputies else RosterRole.MEMBER


def _member(
    squad: str, role: RosterRole, born: int, number: int, rng: np.random.Generator, *, night: bool
) -> dict[str, str]:
    name, kana = model_name(number)
    return {
        RosterColumn.POST: squad,
        RosterColumn.ROLE: role.value,
        RosterColumn.NAME: name,
        RosterColumn.KANA: kana,
        RosterColumn.BIRTH: str(born),
        RosterColumn.PHONE: model_phone(number),
        RosterColumn.DAY: "○" if rng.random() < 0.4 else "×",
        RosterColumn.NIGHT: "○" if night and rng.random() < 0.7 else "×",
        RosterColumn.SKILL: _SKILLS[number % len(_SKILLS)],
        RosterColumn.NOTE: MODEL_NOTE,
    }


def model_name(number: int) -> tuple[str, str]:
    """Return the name and the kana of an invented person; the number makes every name another one."""
    family = _FAMILIES[number % len(_FAMILIES)]
    given = list(_GIVEN)[number // len(_FAMILIES) % len(_GIVEN)]
    spoken = "".join(_DIGITS[int(digit)] for digit in f"{number:05d}")
    return f"{family} {given}{number:05d}", f"{_FAMILY_KANA[family]} {_GIVEN[given]}{spoken}"


def model_phone(number: int) -> str:
    """Return a telephone number that belongs to nobody."""
    return f"072-000-{number % 10_000:04d}"


def build_needs_help(bundle: CityBundle, ward_code: str, *, year: int, seed: int = SEED) -> pd.DataFrame:
    """Return the list of people who need help of a ward, with ``NeedsHelpColumn`` as columns.

    Each block has as many people as the bundle counts (about 8 % of the residents of the city); of
    each district as many agreed as it says, a third where it does not know.

    Parameters
    ----------
    bundle
        The city.
    ward_code
        The ward.
    year
        Year of the list.
    seed
        Of all chance.
    """
    rng = np.random.default_rng([seed, int(ward_code)])
    names = bundle.districts.loc[bundle.districts["ward_code"] == ward_code, "name"]
    blocks = bundle.blocks[bundle.blocks["district_id"].isin(names.index)]
    told = bundle.strength.district_facts["consented_persons"].dropna()
    consents = {str(district_id): int(count) for district_id, count in told.items()}
    rows: list[dict[str, str]] = []
    for district_id, own in blocks.groupby("district_id"):
        listed = int(own["support_persons"].sum())
        known = consents.get(str(district_id))
        agreed = round(listed * CONSENT_SHARE) if known is None else known
        agrees = np.zeros(listed, dtype=bool)
        agrees[rng.permutation(listed)[:agreed]] = True
        towns = np.repeat(own["town"].to_numpy(), own["support_persons"].to_numpy())
        for town, is_agreed in zip(towns, agrees, strict=True):
            row = _person(str(town), len(rows), year, rng, agrees=bool(is_agreed))
            rows.append({NeedsHelpColumn.DISTRICT: str(names[str(district_id)]), **row})
    return _table(rows, [column.value for column in NeedsHelpColumn])


def _person(town: str, number: int, year: int, rng: np.random.Generator, *, agrees: bool) -> dict[str, str]:
    name, kana = model_name(number)
    refused = "不同意" if rng.random() < 0.2 else "未回答"
    born = (
        f"{year - int(rng.integers(66, 100))}-{int(rng.integers(1, 13)):02d}-{int(rng.integers(1, 29)):02d}"
    )
    return {
        NeedsHelpColumn.NUMBER: str(number + 1),
        NeedsHelpColumn.NAME: name,
        NeedsHelpColumn.KANA: kana,
        NeedsHelpColumn.BIRTH: born,
        NeedsHelpColumn.SEX: "女" if number % 5 < 3 else "男",
        NeedsHelpColumn.ADDRESS: town,
        NeedsHelpColumn.PHONE: model_phone(number),
        NeedsHelpColumn.REASON: _REASONS[int(rng.integers(len(_REASONS)))],
        NeedsHelpColumn.MEANS: _MEANS[int(rng.integers(len(_MEANS)))],
        NeedsHelpColumn.CONSENT: "同意" if agrees else refused,
        NeedsHelpColumn.CONSENT_DATE: f"{year}-04-01" if agrees else "",
        NeedsHelpColumn.NOTE: MODEL_NOTE,
    }
