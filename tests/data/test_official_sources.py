"""Every official source has its terms, and downloads lead to its own hosts only."""

from urllib.parse import urlsplit

from data.official_sources import official_sources
from data.readers.recognise import RECOGNISERS


def test_every_kind_of_file_has_its_source():
    assert {one.dataset for one in RECOGNISERS} <= set(official_sources())


def test_no_host_is_an_address_of_another_form():
    for source in official_sources().values():
        assert source.licence
        assert all(host == urlsplit(f"https://{host}/").hostname for host in source.hosts)
