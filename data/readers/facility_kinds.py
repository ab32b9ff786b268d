"""Kinds of facilities by the code lists of 国土数値情報 P04, P14 and P29, and what each is to Sonae.

Kept are facilities of the kinds that 水防法 15 条 and the ministry's handbook on plans for 要配慮者利用施設
name: welfare facilities with people in them, schools up to high school, and medical facilities. Which of
them a city has put into its own disaster plan stands in no file (ADR 0049).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_OLD_WELFARE = "ksj_p14_2015.csv"


@dataclass(frozen=True, slots=True)
class FacilityKind:
    """One code of a list.

    Parameters
    ----------
    words
        What the code means, in the words of the list.
    facility_type
        ``facility_type`` of the bundle; empty where its users are not kept as people who need help.
    """

    words: str
    facility_type: str


def _kinds(facility_type: str, **words: str) -> dict[str, FacilityKind]:
    return {code[1:]: FacilityKind(text, facility_type) for code, text in words.items()}


#: P04_001. Whether a clinic has beds is another column.
MEDICAL_KINDS: Mapping[str, FacilityKind] = MappingProxyType(
    {**_kinds("medical", _1="病院", _2="診療所"), **_kinds("", _3="歯科診療所")}
)

#: 学校分類コード: P29_003 since 2021, P29_004 before.
SCHOOL_KINDS: Mapping[str, FacilityKind] = MappingProxyType(
    {
        **_kinds(
            "school",
            _16001="小学校",
            _16002="中学校",
            _16003="中等教育学校",
            _16004="高等学校",
            _16005="高等専門学校",
            _16008="盲学校",
            _16009="ろう学校",
            _16010="養護学校",
            _16012="特別支援学校",
            _16014="義務教育学校",
        ),
        **_kinds("nursery", _16011="幼稚園", _16013="認定こども園"),
        # Grown-up students; whether a 専修学校 has a course of high schools stands in no column.
        **_kinds("", _16006="短期大学", _16007="大学", _16015="各種学校", _16016="専修学校"),
    }
)

_MIDDLE: Mapping[str, FacilityKind] = MappingProxyType(
    {
        **_kinds(
            "care",
            _0101="救護施設",
            _0102="更生施設",
            _0104="授産施設（保護）",
            _0105="宿所提供施設",
            _0199="保護施設（その他）",
            _0201="養護老人ホーム",
            _0202="軽費老人ホーム",
            _0203="老人福祉センター",
            _0204="老人デイサービスセンター",
            _0205="老人短期入所施設",
            _0206="老人（在宅）介護支援センター",
            _0207="高齢者生活福祉センター（生活支援ハウス）",
            _0299="老人福祉施設（その他）",
            _0301="障害者支援施設",
            _0302="地域活動支援センター",
            _0303="福祉ホーム",
            _0399="障害者支援施設等（その他）",
            _0401="身体障害者福祉センター",
            _0402="障害者更生センター",
            _0403="補装具製作施設",
            _0404="盲導犬訓練施設",
            _0405="視聴覚障害者情報提供施設",
            _0499="身体障害者社会参加支援施設（その他）",
            _0502="乳児院",
            _0503="母子生活支援施設",
            _0507="児童養護施設",
            _0508="障害児入所施設",
            _0509="児童発達支援センター",
            _0510="児童心理治療施設",
            _0511="児童自立支援施設",
            _0512="児童家庭支援センター",
            _0513="児童館",
            _0599="児童福祉施設等（その他）",
            _0601="母子・父子福祉センター",
            _0602="母子・父子休養ホーム",
            _0699="母子・父子福祉施設（その他）",
            _9902="授産施設（その他）",
            _9903="盲人ホーム",
            _9907="有料老人ホーム",
            _9910="介護保険等の施設",
            _9911="障害者サービス施設",
            _9912="児童福祉サービス施設",
        ),
        **_kinds("medical", _0103="医療保護施設", _0501="助産施設"),
        **_kinds("nursery", _0504="保育所等", _0505="地域型保育事業所", _0506="認可外保育施設"),
        **_kinds(
            "",
            _0514="児童遊園",
            _9901="無料低額宿泊所（宿所提供施設）",
            _9904="無料低額診療施設",
            _9905="隣保館",
            _9906="へき地保健福祉館",
            _9908="老人憩の家",
            _9909="地域福祉センター",
            _9913="相談所等の施設",
            _9999="その他の社会福祉施設等（その他）",
        ),
    }
)

_MINOR: Mapping[str, FacilityKind] = MappingProxyType(
    {
        **_kinds(
            "care",
            _020101="養護老人ホーム（一般）",
            _020102="養護老人ホーム（盲）",
            _020199="養護老人ホーム（その他）",
            _020201="軽費老人ホームA型",
            _020202="軽費老人ホームB型",
            _020203="軽費老人ホーム（ケアハウス）",
            _020204="都市型軽費老人ホーム",
            _020299="軽費老人ホーム（その他）",
            _020301="老人福祉センター（特A型）",
            _020302="老人福祉センター（A型）",
            _020303="老人福祉センター（B型）",
            _020399="老人福祉センター（その他）",
            _040101="身体障害者福祉センター（A型）",
            _040102="身体障害者福祉センター（B型）",
            _040199="身体障害者福祉センター（その他）",
            _040501="点字図書館",
            _040502="点字出版施設",
            _040503="聴覚障害者情報提供施設",
            _040599="視聴覚障害者情報提供施設（その他）",
            _050801="障害児入所施設（福祉型）",
            _050802="障害児入所施設（医療型）",
            _050899="障害児入所施設（その他）",
            _050901="児童発達支援センター（福祉型）",
            _050902="児童発達支援センター（医療型）",
            _050999="児童発達支援センター（その他）",
            _051301="小型児童館",
            _051302="児童センター",
            _051303="大型児童館A型",
            _051304="大型児童館B型",
            _051305="大型児童館C型",
            _051306="その他の児童館",
            _051399="児童館（その他）",
            _990701="有料老人ホーム（サービス付き高齢者向け住宅以外）",
            _990702="有料老人ホーム（サービス付き高齢者向け住宅）",
            _990799="有料老人ホーム（その他）",
            _991001="特別養護老人ホーム",
            _991002="介護老人福祉施設",
            _991003="地域密着型老人介護福祉施設",
            _991004="介護老人保健施設",
            _991007="その他の介護サービス施設",
            _991302="児童相談所",
        ),
        **_kinds("medical", _991005="介護療養型医療施設", _991006="介護医療院"),
        **_kinds(
            "nursery",
            _050401="保育所",
            _050402="幼保連携型認定こども園",
            _050403="保育所型認定こども園",
            _050404="幼稚園型認定こども園",
            _050405="地方裁量型認定こども園",
            _050406="へき地保育所",
            _050499="保育所等（その他）",
            _050501="小規模保育事業所A型",
            _050502="小規模保育事業所B型",
            _050503="小規模保育事業所C型",
            _050504="家庭的保育事業所（保育ママ）",
            _050506="事業所内保育事業所",
            _050599="地域型保育事業所（その他）",
        ),
        **_kinds(
            "",
            # Children are looked after in their own homes.
            _050505="居宅訪問型保育事業所",
            _991301="発達障害者支援センター",
            _991303="地域包括支援センター",
            _991304="婦人相談所",
            _991305="配偶者暴力相談支援センター",
            _991306="その他の相談所・支援センター等",
        ),
    }
)


def _whole_list() -> Mapping[str, FacilityKind]:
    """Return the list of 2021 and later: a kind without kinds of its own is its code with 00 behind it."""
    undivided = {f"{code}00": kind for code, kind in _MIDDLE.items()}
    return MappingProxyType({**undivided, **_MINOR})


#: 福祉施設小分類コード (P14_007 since 2021), and 中分類コード (P14_006) for rows that state no more.
WELFARE_KINDS: Mapping[str, FacilityKind] = _whole_list()
WELFARE_MIDDLE_KINDS = _MIDDLE


@cache
def old_welfare_kinds() -> Mapping[str, FacilityKind]:
    """Return the list of 2011 and 2015 (P14_006 of those editions)."""
    lines = files("data.readers").joinpath(_OLD_WELFARE).read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return MappingProxyType({row["code"]: FacilityKind(row["words"], row["facility_type"]) for row in rows})
