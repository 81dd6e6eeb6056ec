"""What the role the program runs under may not do."""

from collections.abc import Iterator

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from database import Workshop
from payung.groundwork import connections
from payung.groundwork.roles import Urls


@pytest.fixture(scope="module")
def urls(workshop: Workshop, django_db_blocker: DjangoDbBlocker) -> Iterator[Urls]:
    """A database with one table of each kind; no test of this module leaves in it what another would notice."""
    with django_db_blocker.unblock(), workshop.fresh() as fresh:
        with psycopg.connect(fresh.owner) as owner:
            owner.execute("CREATE TABLE plain (id int)")
            owner.execute("CREATE TABLE facts (id int)")
            owner.execute("COMMENT ON TABLE facts IS 'append-only: a test'")
            owner.execute("CREATE TABLE kept (id int) PARTITION BY RANGE (id)")
            owner.execute("CREATE TABLE kept_1 PARTITION OF kept FOR VALUES FROM (0) TO (10)")
            owner.execute("COMMENT ON TABLE kept IS 'append-only: a test'")
            owner.execute("CREATE TABLE chain (id int)")
            owner.execute("COMMENT ON TABLE chain IS 'trigger-only: a test'")
        connections.grant_to_program()
        yield fresh


@pytest.fixture
def program(urls: Urls) -> Iterator[psycopg.Connection]:
    with psycopg.connect(urls.app, autocommit=True) as connection:
        yield connection


def test_the_program_is_no_superuser_and_owns_nothing(program: psycopg.Connection) -> None:
    rights = program.execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication "
        "FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    assert rights == (False, False, False, False, False)
    owned = program.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user").fetchone()
    assert owned == (0,)
    member_of = program.execute(
        "SELECT count(*) FROM pg_auth_members WHERE pg_get_userbyid(member) = current_user"
    ).fetchone()
    assert member_of == (0,)


def test_an_ordinary_table_can_be_written(program: psycopg.Connection) -> None:
    program.execute("INSERT INTO plain VALUES (1)")
    program.execute("UPDATE plain SET id = 2")
    program.execute("DELETE FROM plain")


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE plain",
        "DROP TABLE plain",
        "ALTER TABLE plain DISABLE TRIGGER ALL",
        "CREATE TRIGGER mine BEFORE INSERT ON plain EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE TABLE another (id int)",
        "UPDATE facts SET id = 2",
        "DELETE FROM facts",
        "TRUNCATE facts",
        "UPDATE kept SET id = 2",
        "DELETE FROM kept_1",
        "INSERT INTO chain VALUES (1)",
        "UPDATE chain SET id = 2",
        "SET session_replication_role = replica",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
        "CREATE DATABASE another",
        "CREATE ROLE another",
    ],
)
def test_the_program_is_refused(program: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        program.execute(statement)


def test_append_only_tables_take_new_rows_and_can_be_read(program: psycopg.Connection) -> None:
    program.execute("INSERT INTO facts VALUES (1)")
    program.execute("INSERT INTO kept VALUES (1)")
    assert program.execute("SELECT (SELECT count(*) FROM facts), (SELECT count(*) FROM kept)").fetchone() == (1, 1)
    assert program.execute("SELECT count(*) FROM chain").fetchone() == (0,)


def test_a_table_made_by_a_later_migration_is_reachable_at_once(program: psycopg.Connection, urls: Urls) -> None:
    with psycopg.connect(urls.owner) as owner:
        owner.execute("CREATE TABLE later (id bigint GENERATED ALWAYS AS IDENTITY, note text)")
    program.execute("INSERT INTO later (note) VALUES ('written')")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        program.execute("TRUNCATE later")
