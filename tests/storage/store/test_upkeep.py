"""Migration, check, backup, restore and rotation: each on both databases, each with what can go wrong."""

import datetime as dt
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from domain.registers import RegisterName
from storage.store import schema
from storage.store.audit import head_file, read_head
from storage.store.engine import open_engine, sqlite_url, transaction
from storage.store.errors import BackupError, KeyFileError, SchemaError, StoreUnreachableError
from storage.store.keys import read_keys
from storage.store.migrate import REVISION_TABLE, known_revisions, newest_revision, revision_of, upgrade
from storage.store.store import UploadedFile
from storage.store.upkeep import Upkeep
from tests.postgres import Server
from tests.storage.store.conftest import Place
from tests.storage.store.made import HEAD, add_organisations, members, names

M = RegisterName.MEMBERS
#: Of a register whose rows are all filled in.
TWO = members(("A1", "甲 一"), ("A2", "乙 二"), phone="1")


@pytest.fixture
def upkeep(place: Place, tmp_path: Path) -> Upkeep:
    """The upkeep of a store with two versions of a list."""
    store = place.open()
    add_organisations(store)
    store.commit(HEAD, M, TWO, file=UploadedFile("名簿.csv", b"abc"))
    store.commit(HEAD, M, members(("A1", "甲 一"), phone="2"))
    store.close()
    return Upkeep(place.url, keys=place.keys, backups=tmp_path / "backups")


def _people(place: Place, at: int | None = None) -> pd.DataFrame:
    store = place.open()
    found = store.read(HEAD, M, at=at).sort_index()
    store.close()
    return found


def _execute(place: Place, *statements: sa.Executable) -> None:
    engine = open_engine(place.url)
    with transaction(engine, None, writes=True) as connection:
        for statement in statements:
            connection.execute(statement)
    engine.dispose()


def _keys_of(upkeep: Upkeep) -> list[tuple[str, dict[str, object]]]:
    return [(one.key, one.details) for one in upkeep.check()]


# Migration


def test_an_empty_place_becomes_a_store_and_stays_one(place: Place, tmp_path: Path):
    upkeep = Upkeep(place.url, keys=place.keys, backups=tmp_path / "backups")
    assert upkeep.migrate() == ("", None)
    assert upkeep.migrate() == (newest_revision(), None)
    assert upkeep.check() == ()
    assert not (tmp_path / "backups").exists()


def test_the_migrations_make_the_tables_of_the_program(place: Place):
    place.open().close()
    engine = open_engine(place.url)
    with transaction(engine, None, writes=False) as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    engine.dispose()


def _made_after_the_first() -> list[str]:
    """Tables that the first migration did not make, those that refer to others first."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection, "0001")
        first = set(sa.inspect(connection).get_table_names())
    engine.dispose()
    return [table.name for table in reversed(schema.metadata.sorted_tables) if table.name not in first]


def test_an_older_store_is_refused_until_it_is_migrated_and_backed_up_before(upkeep: Upkeep, place: Place):
    before = _people(place)
    if not place.is_sqlite:
        policies = sa.text("SELECT tablename, policyname FROM pg_policies")
        engine = open_engine(place.url)
        with transaction(engine, None, writes=True) as connection:
            for table, policy in connection.execute(policies).all():
                connection.execute(sa.text(f"DROP POLICY {policy} ON {table}"))
                connection.execute(sa.text(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"))
        engine.dispose()
    for table in _made_after_the_first():
        _execute(place, sa.text(f"DROP TABLE {table}"))
    # The one column that came later to a table of the first schema.
    _execute(place, sa.text("ALTER TABLE disclosures DROP COLUMN hazard_area_only"))
    _execute(place, sa.text(f"UPDATE {REVISION_TABLE} SET version_num = '0001'"))
    with pytest.raises(SchemaError, match="schema_older") as caught:
        place.open()
    assert caught.value.details == {"found": "0001", "wanted": newest_revision()}
    with pytest.raises(SchemaError, match="schema_older"):
        upkeep.check()
    found, backup = upkeep.migrate()
    assert found == "0001"
    pd.testing.assert_frame_equal(_people(place), before)
    assert upkeep.check() == ()
    # The backup is of the older schema, and comes back as the present one.
    assert backup is not None
    assert upkeep.restore(backup).manifest.revision == "0001"
    pd.testing.assert_frame_equal(_people(place), before)
    assert upkeep.check() == ()


def test_a_newer_store_is_left_alone(upkeep: Upkeep, place: Place, tmp_path: Path):
    backup = tmp_path / "b"
    upkeep.backup(backup)
    _execute(place, sa.text(f"UPDATE {REVISION_TABLE} SET version_num = '9999'"))
    for step in (place.open, upkeep.migrate, upkeep.check, lambda: upkeep.restore(backup)):
        with pytest.raises(SchemaError, match="schema_newer"):
            step()
    _execute(place, sa.text(f"UPDATE {REVISION_TABLE} SET version_num = '{newest_revision()}'"))
    assert upkeep.check() == ()


def test_a_migration_without_room_for_its_backup_changes_nothing(
    upkeep: Upkeep, place: Place, tmp_path: Path
):
    _execute(place, sa.text(f"UPDATE {REVISION_TABLE} SET version_num = '0001'"))
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(BackupError, match="backup_unwritable"):
        upkeep.migrate()
    engine = open_engine(place.url)
    with transaction(engine, None, writes=False) as connection:
        assert revision_of(connection) == "0001"
    engine.dispose()
    assert known_revisions()[:3] == ("0001", "0002", "0003")


# Check


def test_a_check_names_each_thing_that_is_wrong(upkeep: Upkeep, place: Place):
    assert upkeep.check() == ()
    table, scopes = schema.register_tables[M], schema.version_scopes
    first = sa.select(sa.func.min(table.c.entry_id)).scalar_subquery()
    _execute(place, table.update().where(table.c.entry_id == first).values(title="会長"))
    assert _keys_of(upkeep) == [("rows_damaged", {"register": "members", "rows": 1})]
    _execute(place, table.update().where(table.c.entry_id == first).values(title=""))
    _execute(place, scopes.update().where(scopes.c.version_id == 3).values(changed=2))
    assert _keys_of(upkeep) == [("versions_damaged", {"register": "members", "versions": 1})]
    _execute(place, scopes.update().where(scopes.c.version_id == 3).values(changed=1))
    last = sa.select(sa.func.max(schema.audit_log.c.seq)).scalar_subquery()
    _execute(place, schema.audit_log.delete().where(schema.audit_log.c.seq == last))
    assert _keys_of(upkeep) == [("audit_cut", {"entry": 3})]


def test_a_sealed_value_of_another_row_does_not_open(upkeep: Upkeep, place: Place):
    table = schema.register_tables[M]
    engine = open_engine(place.url)
    with transaction(engine, None, writes=True) as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.entry_id)).all()
        values = {"sealed": rows[1].sealed, "digest": rows[1].digest}
        connection.execute(table.update().where(table.c.entry_id == rows[2].entry_id).values(values))
    engine.dispose()
    assert _keys_of(upkeep) == [("rows_damaged", {"register": "members", "rows": 1})]


def test_files_that_others_may_read_are_named(upkeep: Upkeep, place: Place):
    place.keys.chmod(0o640)
    assert _keys_of(upkeep) == [("file_open_to_others", {"file": str(place.keys)})]
    place.keys.chmod(0o600)
    if place.is_sqlite:
        Path(str(place.url.database)).chmod(0o604)
        assert _keys_of(upkeep) == [("file_open_to_others", {"file": place.url.database})]


def test_a_superuser_of_postgresql_is_named(postgres: Server, tmp_path: Path):
    url = postgres.empty_database().set(username="postgres")
    upkeep = Upkeep(url, keys=tmp_path / "k.json")
    upkeep.migrate()
    assert _keys_of(upkeep) == [("user_above_policies", {})]


def test_nothing_is_made_by_looking(tmp_path: Path):
    file = tmp_path / "store.db"
    upkeep = Upkeep(sqlite_url(file), keys=tmp_path / "k.json")
    for step in (upkeep.check, upkeep.rotate, lambda: upkeep.backup(tmp_path / "b")):
        with pytest.raises(StoreUnreachableError, match="no_store"):
            step()
    assert list(tmp_path.iterdir()) == []


# Backup and restore


def test_a_backup_brings_every_version_back(upkeep: Upkeep, place: Place, tmp_path: Path):
    now, then = _people(place), _people(place, at=2)
    manifest = upkeep.backup(tmp_path / "b")
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600
    assert manifest.tables["members"][0] == 3
    store = place.open()
    store.commit(HEAD, M, members(("A1", "丁 四")), removes=True)
    store.close()
    done = upkeep.restore(tmp_path / "b")
    pd.testing.assert_frame_equal(_people(place), now)
    pd.testing.assert_frame_equal(_people(place, at=2), then)
    assert upkeep.check() == ()
    # What the restore replaced is in a backup of its own, and the audit log says that it was replaced.
    store = place.open()
    entry = next(one for one in store.rights.audit_entries(HEAD) if one.action == "restore")
    assert (entry.account, entry.role) == ("sonae", "upkeep")
    assert store.commit(HEAD, M, members(("A2", "戊 五"))).added == 1
    store.close()
    assert done.before is not None
    upkeep.restore(done.before)
    assert names(_people(place)) == ["丁 四", "乙 二"]


def test_a_backup_moves_a_store_to_the_other_kind_of_database(
    upkeep: Upkeep, place: Place, postgres: Server, tmp_path: Path
):
    before = _people(place)
    upkeep.backup(tmp_path / "b")
    if not place.is_sqlite:
        other = Place(sqlite_url(tmp_path / "moved.db"), place.keys)
    else:
        other = Place(postgres.empty_database(), place.keys)
    moved = Upkeep(other.url, keys=place.keys, backups=tmp_path / "backups")
    assert moved.restore(tmp_path / "b").before is None
    pd.testing.assert_frame_equal(_people(other), before)
    assert moved.check() == ()
    store = other.open()
    assert store.commit(HEAD, M, members(("A1", "己 六"))).added == 1
    store.close()


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flip(content: bytes) -> bytes:
    return content[:200] + bytes([content[200] ^ 1]) + content[201:]


def test_a_broken_backup_leaves_the_store_as_it_was(upkeep: Upkeep, place: Place, tmp_path: Path):
    before = _people(place)
    file = tmp_path / "b"
    upkeep.backup(file)
    sound = file.read_bytes()
    for broken in (_cut(sound), _flip(sound), b"", b"PK\x03\x04 no archive"):
        file.write_bytes(broken)
        with pytest.raises(BackupError, match="backup_broken"):
            upkeep.restore(file)
    pd.testing.assert_frame_equal(_people(place), before)
    assert upkeep.check() == ()
    assert not (tmp_path / "backups").exists()


def _rewritten(file: Path, entry: str, old: bytes, new: bytes) -> Path:
    """Return a copy whose archive is sound, with one entry changed."""
    copy = file.with_name("changed")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != entry or old in content
            target.writestr(name, content.replace(old, new) if name == entry else content)
    return copy


#: Entry of a backup, what stands in it, and what somebody puts in its place.
CHANGED = [
    ("members.jsonl", b'"information"', b'"rescue"'),
    ("manifest.json", f'"{newest_revision()}"'.encode(), b'"0001"'),
    ("manifest.json", b'"members"', b'"member"'),
    ("signature", b"", b"0"),
]


def test_a_backup_that_somebody_changed_is_refused(upkeep: Upkeep, tmp_path: Path):
    upkeep.backup(tmp_path / "b")
    for entry, old, new in CHANGED:
        with pytest.raises(BackupError, match="backup_broken"):
            upkeep.restore(_rewritten(tmp_path / "b", entry, old, new))
    assert upkeep.check() == ()


def test_a_backup_of_other_keys_is_refused(upkeep: Upkeep, place: Place, tmp_path: Path):
    upkeep.backup(tmp_path / "b")
    other = Upkeep(place.url, keys=tmp_path / "none.json")
    with pytest.raises(KeyFileError, match="key_file_missing"):
        other.restore(tmp_path / "b")
    text = place.keys.read_text(encoding="ascii")
    key_id = next(iter(read_keys(place.keys).secrets))
    (tmp_path / "none.json").write_text(text.replace(key_id, "k1-000000"), encoding="ascii")
    with pytest.raises(BackupError, match="backup_of_other_keys"):
        other.restore(tmp_path / "b")


def test_a_file_in_the_way_is_not_overwritten(upkeep: Upkeep, tmp_path: Path):
    (tmp_path / "b").write_text("mine")
    with pytest.raises(BackupError, match="backup_taken"):
        upkeep.backup(tmp_path / "b")
    assert (tmp_path / "b").read_text() == "mine"
    with pytest.raises(BackupError, match="backup_unwritable"):
        upkeep.backup(tmp_path / "b" / "c")
    with pytest.raises(BackupError, match="backup_missing"):
        upkeep.restore(tmp_path / "none")


def test_a_damaged_database_file_is_set_aside_and_the_backup_takes_its_place(tmp_path: Path):
    place = Place(sqlite_url(tmp_path / "home" / "store.db"), tmp_path / "keys.json")
    upkeep = Upkeep(place.url, keys=place.keys, backups=tmp_path / "backups")
    store = place.open()
    add_organisations(store)
    store.close()
    upkeep.backup(tmp_path / "b")
    file = Path(str(place.url.database))
    file.write_bytes(b"no database at all " * 500)
    done = upkeep.restore(tmp_path / "b")
    assert done.before is None
    assert done.set_aside is not None
    assert done.set_aside.read_bytes().startswith(b"no database")
    assert upkeep.check() == ()


# Rotation


def test_a_new_key_seals_everything_and_nothing_is_lost(upkeep: Upkeep, place: Place, tmp_path: Path):
    now, then, old = _people(place), _people(place, at=2), read_keys(place.keys).newest
    upkeep.backup(tmp_path / "b")
    # Four organisations, three rows of members, one file.
    assert upkeep.rotate() == 4 + 3 + 1
    new = read_keys(place.keys).newest
    assert new != old
    engine = open_engine(place.url)
    with transaction(engine, None, writes=False) as connection:
        for name in (M, RegisterName.ORGANISATIONS):
            table = schema.register_tables[name]
            assert set(connection.scalars(sa.select(table.c.key_id))) == {new}
        assert set(connection.scalars(sa.select(schema.uploads.c.key_id))) == {new}
    engine.dispose()
    pd.testing.assert_frame_equal(_people(place), now)
    pd.testing.assert_frame_equal(_people(place, at=2), then)
    store = place.open()
    assert store.commit(HEAD, M, members(("A1", "甲 一"), phone="2")).version is None
    assert names(store.find(HEAD, M, "name", "乙二")) == ["乙 二"]
    store.close()
    assert upkeep.check() == ()
    upkeep.restore(tmp_path / "b")
    pd.testing.assert_frame_equal(_people(place), now)


def test_a_rotation_that_fails_leaves_the_old_key_in_use(upkeep: Upkeep, place: Place):
    table = schema.register_tables[M]
    first = sa.select(sa.func.min(table.c.entry_id)).scalar_subquery()
    _execute(place, table.update().where(table.c.entry_id == first).values(title="会長"))
    with pytest.raises(Exception, match="row_changed"):
        upkeep.rotate()
    _execute(place, table.update().where(table.c.entry_id == first).values(title=""))
    store = place.open()
    assert store.commit(HEAD, M, members(("A1", "丁 四"))).added == 1
    store.close()
    assert upkeep.check() == ()


def test_the_present_end_of_the_audit_log_stands_outside(upkeep: Upkeep, place: Place):
    known = read_head(head_file(place.keys))
    assert known is not None
    assert known.seq == 3
    upkeep.rotate()
    after = read_head(head_file(place.keys))
    assert after is not None
    assert after.seq == 4


def test_upkeep_names_its_backups_by_time(place: Place, tmp_path: Path):
    moment = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
    upkeep = Upkeep(place.url, keys=place.keys, backups=tmp_path / "backups", clock=lambda: moment)
    upkeep.migrate()
    upkeep.backup(tmp_path / "b")
    before = upkeep.restore(tmp_path / "b").before
    assert before == tmp_path / "backups" / "20261128T120000000000-before-restore.sonae-backup"
