"""A roster file is read as offices write it; nobody's data leave it."""

from tests.toy_city import make_toy_bundle
from use_cases.upload_roster import roster_template, upload_roster

HEADER = "組織ID,班,役割,氏名,年代\n"


def upload(text: str, encoding: str = "utf-8"):
    return upload_roster(
        (HEADER + text).encode(encoding), make_toy_bundle().strength, year=2026, file="名簿.csv"
    )


def test_shift_jis_and_utf8_give_the_same():
    text = "org-1,救出・救護班,班長,見本 一郎,60代\n"
    one, other = upload(text), upload(text, "cp932")
    assert one.faults == other.faults == ()
    assert one.counts.equals(other.counts)


def test_a_list_changes_the_posts_of_its_organisation_only():
    own = make_toy_bundle().strength.posts
    result = upload("org-1,救出・救護班,班長,見本 一郎,60代\norg-1,救出・救護班,班員,見本 二郎,80代\n")
    rescue = result.posts[(result.posts["org_id"] == "org-1") & (result.posts["post"] == "rescue")].iloc[0]
    assert (rescue["filled"], rescue["over_75"], rescue["has_leader"]) == (2, 1, True)
    other = result.posts[result.posts["org_id"] == "org-2"].drop(columns="org_id").to_numpy().tolist()
    assert other == own[own["org_id"] == "org-2"].drop(columns="org_id").to_numpy().tolist()


def test_every_fault_is_named_by_its_line_without_anybodys_data():
    # The second row holds a line break, so that the third begins on line 5.
    rows = (
        "org-9,救出・救護班,班長,見本 一郎,60代",
        'org-1,踊り班,班員,"見本\n二郎",若い',
        "org-1,消火班,王様,見本 三郎,",
    )
    text = "\n".join(rows) + "\n"
    result = upload(text)
    assert result.refused
    assert {(fault.row, fault.column) for fault in result.faults} == {
        ("2", "組織ID"),
        ("3", "班"),
        ("3", "年代"),
        ("5", "役割"),
    }
    shown = " ".join(f"{fault.value} {fault.expected}" for fault in result.faults)
    assert "見本" not in shown
    assert "若い" not in shown


def test_a_refused_list_changes_nothing():
    bundle = make_toy_bundle()
    assert upload("org-9,救出・救護班,班長,見本 一郎,60代\n").posts.equals(bundle.strength.posts)


def test_a_spreadsheet_instead_of_a_csv_is_refused_in_words():
    result = upload_roster(b"PK\x03\x04\x00\x00", make_toy_bundle().strength, year=2026, file="名簿.xlsx")
    assert [fault.key for fault in result.faults] == ["encoding"]


def test_the_template_opens_as_japanese_and_is_read_back():
    template = roster_template("org-1")
    assert template.startswith(b"\xef\xbb\xbf")
    result = upload_roster(template, make_toy_bundle().strength, year=2026, file="t.csv")
    # Its example rows are never counted.
    assert result.counts.empty
