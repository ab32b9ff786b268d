"""The report of an import reads the same on every screen, and leaves nothing out."""

from dataclasses import replace

from domain.bundle import Source
from domain.import_report import ImportReport, RowCount, crs_assumed
from presentation.import_words import report_document, report_lines
from presentation.words import Words

REPORT = ImportReport(
    file="避難所.csv",
    sha256="ab" * 32,
    layer="places",
    form="gsi_csv",
    encoding="UTF-8 (BOM)",
    rows_read=1300,
    rows_kept=1290,
    dropped=(RowCount("other_municipality", 10, ("3", "4")),),
    repairs=(RowCount("straightened", 1, ("7",)),),
    notes=(crs_assumed("JGD2011"),),
    sources=(Source("国土地理院", "利用規約", "2026-09", ("最新でないことがあります。",)),),
)


def test_a_report_names_file_rows_reasons_source_and_hash():
    assert report_lines(REPORT, Words("ja")) == [
        "避難所.csv: 国土地理院 指定緊急避難場所・指定避難所（CSV）（文字コード UTF-8 (BOM)）"
        " → 避難場所・避難所",
        "読んだ行 1,300、使った行 1,290、外した行 10",
        "外した: ほかの市区町村 10 行（3、4 …）",
        "直した: 図形の代わりに直線で結んだ 1 行（7）",
        "備考: 座標系の記載がないため、JGD2011 とみなしました。",
        "出典: 国土地理院（利用規約） 2026-09 時点",
        "伝える注意: 最新でないことがあります。",
        f"sha256: {'ab' * 32}",
    ]


def test_an_unverified_reader_says_so_in_the_first_line():
    first = report_lines(replace(REPORT, form="ksj_tsunami"), Words("ja"))[0]
    assert "未検証" in first
    assert "未検証" not in report_lines(REPORT, Words("ja"))[0]


def test_the_document_holds_the_figures_and_the_words_of_each_language():
    document = report_document(REPORT, ("ja", "en"))
    assert document["rows_kept"] == 1290
    assert document["dropped"] == ({"key": "other_municipality", "count": 10, "rows": ("3", "4")},)
    assert document["words"]["en"][2] == "left out: of other municipalities, 10 rows (3, 4 …)"


def test_a_caution_is_said_in_the_reader_s_language_and_never_lost():
    told = Source("甲", "条件", notices=("注意",), name_en="A", licence_en="Terms", notices_en=("Take care",))
    untold = Source("乙", "条件", notices=("別の注意",))
    report = ImportReport(
        file="a", sha256="", layer="places", form="gsi_csv", rows_read=0, rows_kept=0, sources=(told, untold)
    )
    english, japanese = ("\n".join(report_lines(report, Words(language))) for language in ("en", "ja"))
    assert "Take care" in english
    assert "注意\n" not in english.replace("別の注意", "")
    assert "別の注意" in english
    assert "Take care" not in japanese


def test_terms_that_nobody_has_said_are_said_to_be_unknown():
    report = ImportReport(
        file="a",
        sha256="",
        layer="places",
        form="gsi_csv",
        rows_read=0,
        rows_kept=0,
        sources=(Source("a", ""),),
    )
    assert "出典: a（利用条件は未確認）" in report_lines(report, Words("ja"))
