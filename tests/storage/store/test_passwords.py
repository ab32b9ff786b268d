"""What a password costs whoever tries to guess it."""

import runpy

from argon2 import Type

from storage.store import passwords


def test_a_password_costs_what_the_standard_asks_where_memory_is_short():
    # RFC 9106, section 4, second choice: argon2id, 3 passes over 64 MiB in 4 lanes. Tests make their own
    # passwords cheap (tests/conftest.py), so that the file is read here as the program reads it.
    hasher = runpy.run_path(passwords.__file__)["_HASHER"]
    assert hasher.type is Type.ID
    assert (hasher.time_cost, hasher.memory_cost, hasher.parallelism) == (3, 64 * 1024, 4)
