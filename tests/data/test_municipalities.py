"""Municipalities and wards by code."""

from data.municipalities import municipalities


def test_a_ward_names_its_city_and_a_ward_of_tokyo_is_a_municipality():
    known = municipalities()
    assert (known["27141"].city, known["27141"].ward, known["27141"].own_name) == ("堺市", "堺区", "堺区")
    assert (known["13101"].city, known["13101"].ward, known["13101"].own_name) == ("千代田区", "", "千代田区")
    assert (known["01101"].prefecture, known["01101"].reading) == ("北海道", "ちゅうおうく")
