"""What a shift of coordinates did goes with the data as a caution."""

from data.imports.datum_notice import with_datum
from domain.bundle import Source
from domain.import_report import note


def test_a_shift_is_a_caution_with_its_accuracy_and_none_is_none():
    source = Source("甲", "条件", notices=("注意",), notices_en=("Care",))
    assert with_datum(source, [note("needs_unknown")]) is source
    shifted = with_datum(source, [note("datum_shifted", accuracy="0.5")])
    assert shifted.notices == ("注意", "座標を JGD2011 に変換しています（変換の精度: 0.5 m）。")
    assert shifted.notices_en[1].endswith("accuracy of the shift: 0.5 m).")
    assert "不明" in with_datum(source, [note("datum_shifted", accuracy="nan")]).notices[1]
    assert "JGD2000" in with_datum(source, [note("datum_not_shifted")]).notices_en[1]
