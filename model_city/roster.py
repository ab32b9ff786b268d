"""A sample members list (班員名簿) of one fictitious organisation, to try the roster page with.

Names are plainly invented (見本 一郎); no person is behind them.
"""

import csv
import io
from pathlib import Path

from community.roster_columns import RosterColumn
from community.roster_words import RosterRole
from domain.bundle import CityBundle
from domain.vocabulary import Post

#: District whose organisation the list belongs to: 新湊, the first to try with tsunami and fire.
SAMPLE_DISTRICT_NAME = "新湊"

_SQUAD_NAMES = {
    Post.HEADQUARTERS: "本部",
    Post.INFORMATION: "情報",
    Post.FIRE_FIGHTING: "消火",
    Post.RESCUE: "救出・救護",
    Post.EVACUATION_GUIDANCE: "避難誘導",
    Post.FOOD_WATER: "給食・給水",
    Post.CARE_SUPPORT: "要配慮者支援",
}
_GIVEN_NAMES = (
    "一郎",
    "花子",
    "二郎",
    "桃子",
    "三郎",
    "梅子",
    "四郎",
    "桜子",
    "五郎",
    "松子",
    "六郎",
    "竹子",
)
_AGES = ("60代", "70代", "50代", "75歳以上", "40代", "70代", "80代", "30代", "65歳", "78歳", "55歳", "20代")
#: Columns of the list: what a small organisation writes, fewer than the template offers.
_COLUMNS = (
    RosterColumn.ORG_ID,
    RosterColumn.ORG_NAME,
    RosterColumn.POST,
    RosterColumn.ROLE,
    RosterColumn.NAME,
    RosterColumn.AGE,
    RosterColumn.BIRTH,
    RosterColumn.DAY,
    RosterColumn.NIGHT,
    RosterColumn.SKILL,
    RosterColumn.NOTE,
)
_SKILLS = ("", "防災士", "", "看護師", "", "", "消防団経験", "", "介護福祉士", "", "", "")


def sample_roster_text(bundle: CityBundle) -> str:
    """Return the list as CSV text: the squads of one organisation, without a rescue leader."""
    districts = bundle.districts.index[bundle.districts["name"] == SAMPLE_DISTRICT_NAME]
    own = bundle.strength.organisations["district_id"] == districts[0]
    org_id = str(bundle.strength.organisations.index[own][0])
    org_name = str(bundle.strength.organisations.loc[org_id, "name"])
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.value for column in _COLUMNS])
    number = 0
    for post, squad in _SQUAD_NAMES.items():
        for place in range(6):
            writer.writerow([org_id, org_name, *_member(squad, _role(post, place), number)])
            number += 1
    return buffer.getvalue()


def _role(post: Post, place: int) -> RosterRole:
    # One squad has no leader, so that the page has a gap to show.
    if place == 0 and post is not Post.RESCUE:
        return RosterRole.LEADER
    return RosterRole.DEPUTY if place == 1 else RosterRole.MEMBER


def _member(squad: str, role: RosterRole, number: int) -> list[str]:
    """Return the cells of one member, from the squad on."""
    name = f"見本 {_GIVEN_NAMES[number % len(_GIVEN_NAMES)]}{number + 1:02d}"
    row = {
        RosterColumn.POST: squad,
        RosterColumn.ROLE: role.value,
        RosterColumn.NAME: name,
        RosterColumn.AGE: _AGES[number % len(_AGES)],
        RosterColumn.BIRTH: "",
        RosterColumn.DAY: "○" if number % 3 else "×",
        RosterColumn.NIGHT: "×" if number % 5 == 0 else "○",
        RosterColumn.SKILL: _SKILLS[number % len(_SKILLS)],
        RosterColumn.NOTE: "",
    }
    return [row[column] for column in _COLUMNS[2:]]


def write_sample_roster(file: Path, bundle: CityBundle) -> None:
    """Write the list as UTF-8 with BOM, as spreadsheets expect it."""
    file.write_text(sample_roster_text(bundle), encoding="utf-8-sig", newline="")
