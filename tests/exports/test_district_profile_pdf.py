"""The 校区カルテ on paper: sides, fonts, words, and what is never left out."""

import io
import re
from dataclasses import replace

import pandas as pd
import pytest
from pypdf import PdfReader
from reportlab.platypus import Flowable

from domain.vocabulary import PlaceStanding
from exports.a4_sheet import BOTTOM, WIDTH, A4Sheet
from planning.block_ground import block_ground
from planning.case import Case
from planning.plan import Plan
from presentation.district_profile.strength import build_strength, debt_grid
from presentation.district_profile.subject import Subject
from presentation.district_profile.ways_out import lines_out_of_area
from presentation.isolation_words import district_lines
from presentation.listed_squads import listed_notes
from presentation.words import Words
from tests.exports.papers import profile_pdf
from tests.exports.sample_plan import RARE_NAME, make_real, make_sample
from tests.made import Made
from tests.planning.test_district_ways_out import GROUND, C, without_place
from tests.presentation.test_listed_squads import with_list
from tests.presentation.test_ways_out import with_sums

D1, D2 = "271411-00001", "271420-00002"
MM = 72 / 25.4


@pytest.fixture(scope="module")
def made() -> Made:
    return make_sample()


def _pages(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_it_is_one_sheet_of_a4(case: Case, plan: Plan) -> None:
    pages = PdfReader(io.BytesIO(profile_pdf(case, plan, D1, "ja"))).pages
    assert [[round(float(s) / MM) for s in page.mediabox[2:]] for page in pages] == [[210, 297]] * 2


@pytest.mark.parametrize(
    ("scenario", "district", "language"),
    [
        ("toy-tsunami-night", D1, "ja"),
        ("toy-tsunami-night", D2, "en"),
        ("toy-flood", D1, "en"),
        ("toy-flood", D2, "ja"),
        ("toy-quake", D1, "ja"),
        ("toy-quake", D2, "en"),
    ],
)
def test_fonts_are_embedded_and_model_data_is_said(scenario: str, district: str, language: str) -> None:
    content = profile_pdf(*make_sample(scenario), district, language)
    pages = PdfReader(io.BytesIO(content)).pages
    fonts = [f.get_object() for page in pages for f in page["/Resources"]["/Font"].values()]
    inner = [f["/DescendantFonts"][0].get_object() if "/DescendantFonts" in f else f for f in fonts]
    assert fonts
    assert all("/FontFile2" in f["/FontDescriptor"] for f in inner)
    said = "".join(_pages(content))
    notice = {"ja": "模擬データ（実際の値ではありません）", "en": "Modeldata(notactualvalues)"}[language]
    assert notice in said
    assert "⟦" not in said
    assert "2026-11-23" in said


def test_real_data_is_not_called_model() -> None:
    assert "模擬データ（実際の値ではありません）" not in "".join(_pages(profile_pdf(*make_real(), D1, "ja")))


def test_it_is_the_same_bytes_twice_and_dated_like_its_data(case: Case, plan: Plan) -> None:
    content = profile_pdf(case, plan, D2, "ja")
    assert profile_pdf(*make_sample(), D2, "ja") == content
    assert b"D:20261123000000" in content


def test_a_character_that_the_font_lacks_is_marked_and_named() -> None:
    assert RARE_NAME.startswith("𠮷")
    said = "".join(_pages(profile_pdf(*make_sample("toy-flood"), D2, "ja")))
    assert "〓野小学校" in said
    assert "U+20BB7" in said


def _crowded(
    case: Case, plan: Plan, copies: int, *, shelter: bool, standing: PlaceStanding | None = None
) -> Made:
    """Return the plan with copies of the school of D1, which is no destination in a tsunami."""
    places = case.city.places
    own = places.index[(places["district_id"] == D1) & places["shelter"]]
    school = str(own[0])
    ids = [f"{school}-{copy:02d}" for copy in range(copies)]
    more = pd.concat([places, pd.concat([places.loc[[school]]] * copies).set_axis(ids)]).rename_axis(
        places.index.name
    )
    usable = pd.concat([plan.usable_places.loc[[school]]] * copies).set_axis(ids)
    if standing is not None:
        usable = usable.assign(standing=standing.value)
    loads = pd.concat([plan.loads.loc[[school]]] * copies).set_axis(ids).assign(assigned_persons=0)
    more.loc[ids, "name"] = [f"施設{i:02d}" for i in range(copies)]
    more.loc[ids, "shelter"] = shelter
    return Made(
        replace(case, city=replace(case.city, places=more)),
        replace(
            plan,
            usable_places=pd.concat([plan.usable_places, usable]),
            loads=pd.concat([plan.loads, loads]),
        ),
    )


@pytest.fixture(scope="module")
def of_many_shelters(case: Case, plan: Plan) -> bytes:
    """The paper of a district with sixty shelters that cannot be used."""
    return profile_pdf(*_crowded(case, plan, 60, shelter=True), D1, "ja")


def test_shelters_that_cannot_be_used_are_all_told_on_a_further_side_if_need_be(
    of_many_shelters: bytes,
) -> None:
    pages = _pages(of_many_shelters)
    said = "".join(pages)
    assert len(pages) > 2
    assert not [i for i in range(60) if f"施設{i:02d}" not in said]


def _letter_sizes(content: bytes) -> set[float]:
    """Sizes of the letters [pt], from the operators that choose a font."""
    sizes = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        operations = page.get_contents().get_data().decode("latin-1")
        sizes |= {float(size) for size in re.findall(r"/F[\w+]+ ([\d.]+) Tf", operations)}
    return sizes


@pytest.mark.parametrize(("places", "language"), [(0, "ja"), (0, "en"), (60, "ja")])
def test_every_side_says_how_many_there_are_and_no_letter_is_too_small(
    case: Case, plan: Plan, of_many_shelters: bytes, places: int, language: str
) -> None:
    content = of_many_shelters if places else profile_pdf(case, plan, D1, language)
    pages = _pages(content)
    sides = [{"ja": f"{i}/{len(pages)}面", "en": f"side{i}of{len(pages)}"}[language]
             for i in range(1, len(pages) + 1)]  # fmt: skip
    assert [side in page for side, page in zip(sides, pages, strict=True)] == [True] * len(pages)
    assert min(_letter_sizes(content)) >= 6.5


def test_many_sources_go_to_a_side_of_their_own_rather_than_become_small(case: Case, plan: Plan) -> None:
    layer = plan.provenance[0]
    notices = tuple(f"注意{i}。" * 20 for i in range(60))
    source = replace(layer.sources[0], notices=notices)
    long = replace(plan, provenance=(replace(layer, sources=(source,)), *plan.provenance[1:]))
    content = profile_pdf(case, long, D1, "ja")
    said = "".join(_pages(content))
    assert all(f"注意{i}。" in said for i in range(60))
    assert len(_pages(content)) == 3
    assert min(_letter_sizes(content)) >= 6.5


def _with_organisations(made: Made, copies: int) -> Made:
    """Return the case with more organisations in D1, which take the room of what follows them."""
    strength = made.case.strength
    own = strength.organisations[strength.organisations["district_id"] == D1].iloc[[0]]
    ids = [f"{own.index[0]}-{copy}" for copy in range(copies)]
    more = pd.concat([own] * copies).set_axis(ids).rename_axis(own.index.name)
    organisations = pd.concat([strength.organisations, more])
    case = replace(made.case, strength=replace(strength, organisations=organisations))
    return Made(case, made.plan)


@pytest.mark.parametrize("copies", [0, 1, 9])
def test_nothing_of_many_organisations_runs_into_the_foot_and_each_is_named(
    copies: int, case: Case, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[float] = []
    usual = A4Sheet.set

    def noted(sheet: A4Sheet, flowable: Flowable, left: float, width: float = WIDTH) -> None:
        usual(sheet, flowable, left, width)
        ends.append(sheet.y)

    monkeypatch.setattr(A4Sheet, "set", noted)
    many = _with_organisations(Made(case, plan), copies).case if copies else case
    strength = many.strength
    own = strength.organisations.index[strength.organisations["district_id"] == D1]
    names = strength.organisations["name"].mask(strength.organisations.index.isin(own[1:]))
    named = names.fillna(pd.Series(names.index, names.index))
    squads = strength.posts[strength.posts["org_id"] == own[0]]
    posts = pd.concat([strength.posts, *[squads.assign(org_id=org_id) for org_id in own[1:]]])
    posts = posts.reset_index(drop=True).rename_axis("row")
    organisations = strength.organisations.assign(name=named.astype("str"))
    many = replace(many, strength=replace(strength, organisations=organisations, posts=posts))
    said = "".join(_pages(profile_pdf(many, plan, D1, "ja")))
    assert min(ends) >= BOTTOM - 1
    assert len(own) == copies + 1
    for name in organisations.loc[own, "name"]:
        # With each squad and in the table of organisations.
        assert said.count(name) > (len(squads) if copies else 0), name


@pytest.mark.parametrize(("copies", "language"), [(1, "ja"), (3, "ja"), (5, "ja"), (3, "en")])
def test_weak_points_without_room_go_on_overleaf_and_none_is_left_out(
    case: Case, plan: Plan, language: str, copies: int
) -> None:
    made = _with_organisations(Made(case, plan), copies)
    said = "".join(_pages(profile_pdf(*made, D1, language)))
    weak = build_strength(case, plan, D1, Words(language)).weak_points
    actions = [row[weak.keys.index("next_action")] for row in weak.rows]
    assert len(actions) == 3
    for action in actions:
        assert "".join(action.split()) in said


def test_a_side_for_sources_is_filled_with_places_before_they_are_left_to_the_files(
    case: Case, plan: Plan
) -> None:
    made = _crowded(case, plan, 40, shelter=False, standing=PlaceStanding.UPPER_FLOORS)
    layer = made.plan.provenance[0]
    source = replace(layer.sources[0], notices=tuple(f"注意{i}。" * 20 for i in range(25)))
    long = replace(made.plan, provenance=(replace(layer, sources=(source,)), *made.plan.provenance[1:]))
    pages = _pages(profile_pdf(made.case, long, D1, "ja"))
    assert len(pages) == 3
    assert "施設" in pages[2]
    assert all(f"注意{i}。" in pages[2] for i in range(25))


def test_places_that_nobody_needs_are_counted_and_take_no_side(case: Case, plan: Plan) -> None:
    pages = _pages(profile_pdf(*_crowded(case, plan, 60, shelter=False), D1, "ja"))
    assert len(pages) == 2
    assert "この災害に指定のない場所が60か所" in pages[0]


def test_lists_and_squads_too_few_by_night_are_on_the_paper_in_the_words_of_the_page() -> None:
    made = make_sample()
    case = with_list(made.case)
    notes = listed_notes(case, ["org-1"], Words("ja"))
    pdf = "".join(_pages(profile_pdf(case, made.plan, D1, "ja")))
    assert len(notes) == 3
    for said in notes:
        assert "".join(said.split()) in pdf


def test_people_without_a_place_and_what_a_call_would_tell_are_on_the_paper() -> None:
    made = with_sums(without_place(C), no_capacity=50, can_leave_area=50, cannot_reach_safety=0)
    debt = made.plan.data_debt
    made = Made(made.case, replace(made.plan, data_debt=debt.assign(district_id=D1)))
    told = lines_out_of_area(made.case, made.plan, D1, Words("ja"), lambda: GROUND)
    debts = debt_grid(Subject(made.case, made.plan, D1, Words("ja")))
    pdf = "".join(_pages(profile_pdf(*made, D1, "ja")))
    assert told
    assert debts.rows
    for said in told:
        assert "".join(said.split()) in pdf
    assert "調べれば分かること" in pdf
    assert "".join(debts.picked(("debt_item",)).rows[0][0].split()) in pdf


def test_what_people_hang_on_is_on_the_paper_in_the_words_of_the_page(case: Case, plan: Plan) -> None:
    said = district_lines(case, plan, D1, Words("ja"), block_ground(case, plan))
    assert said
    front = _pages(profile_pdf(case, plan, D1, "ja", isolation=None))[0]
    # Ways are counted at most, and the paper says so too.
    limits = Words("ja")("isolation.note")
    assert [line for line in (*said, limits) if "".join(line.split()) not in front] == []
