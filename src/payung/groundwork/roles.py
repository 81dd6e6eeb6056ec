"""The two database roles: an owner that migrates, and the role the program runs under, which owns nothing.

What each may do is decided here and nowhere else. Works on the embedded server and on any PostgreSQL 15 or newer.
"""

from dataclasses import dataclass
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

APPEND_ONLY = "append-only"
TRIGGER_ONLY = "trigger-only"
READ_ONLY_TABLES = ("django_migrations",)


@dataclass(frozen=True)
class Urls:
    """Addresses, with passwords, of one database for its owner and for the program."""

    owner: str
    app: str


def provision(admin_url: str, *, passwords: dict[str, str], database: str = "payung", prefix: str = "payung") -> Urls:
    """Make the roles `<prefix>_owner` and `<prefix>_app` and the database, or bring existing ones to this state.

    `passwords` maps both role names to their passwords. `admin_url` must be allowed to make roles and databases.
    """
    owner, app = f"{prefix}_owner", f"{prefix}_app"
    urls = Urls(
        owner=with_login(admin_url, owner, passwords[owner], database),
        app=with_login(admin_url, app, passwords[app], database),
    )
    if _signs_in(urls.app) and _signs_in(urls.owner):
        return urls  # the program's role may sign in only when everything else is done
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(hashtext('payung.provision'))")
        _make_role(admin, owner)
        _make_role(admin, app)
        _let_sign_in(admin, owner, passwords[owner])
        admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(owner)))
        _make_database(admin, database, owner)
        names = {"database": sql.Identifier(database), "app": sql.Identifier(app)}
        admin.execute(sql.SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC").format(**names))
        admin.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}").format(**names))
        grant(urls.owner, app=app)
        _let_sign_in(admin, app, passwords[app])
    return urls


def grant(owner_url: str, *, app: str = "payung_app") -> None:
    """Give the program its rights on all tables; run after each migration.

    A table whose comment begins with `append-only` gets neither UPDATE nor DELETE, one that begins with `trigger-only`
    only SELECT. A partition follows the table it is a part of. TRUNCATE, REFERENCES and TRIGGER are given nowhere.
    """
    role = sql.Identifier(app)
    with psycopg.connect(owner_url) as owner:
        owner.execute("SELECT pg_advisory_xact_lock(hashtext('payung.grant'))")
        owner.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        owner.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        for kind, rights in (
            ("TABLES", "SELECT, INSERT, UPDATE, DELETE"),
            ("SEQUENCES", "USAGE, SELECT"),
            ("FUNCTIONS", "EXECUTE"),
        ):
            owner.execute(
                sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {} ON {} TO {}").format(
                    sql.SQL(rights), sql.SQL(kind), role
                )
            )
        owner.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role))
        owner.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
        owner.execute(sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(role))
        for rights, tables in _tables_by_rights(owner).items():
            owner.execute(
                sql.SQL("GRANT {} ON {} TO {}").format(
                    sql.SQL(rights), sql.SQL(", ").join(sql.Identifier("public", table) for table in tables), role
                )
            )


def may_provision(url: str) -> bool:
    """Whether the role of this address may make roles and databases."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    return bool(row and row[0])


def with_login(url: str, role: str, password: str, database: str) -> str:
    """The address of another login and database on the same server."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    for replaced in ("user", "password", "dbname"):
        parts.pop(replaced, None)
    options = "&".join(f"{key}={quote(value, safe='')}" for key, value in sorted(parts.items()))
    login = f"{quote(role, safe='')}:{quote(password, safe='')}"
    return f"postgresql://{login}@/{quote(database, safe='')}" + (f"?{options}" if options else "")


def _tables_by_rights(owner: psycopg.Connection) -> dict[str, list[str]]:
    rows = owner.execute(
        """
        SELECT relname, coalesce(obj_description(coalesce(pg_partition_root(oid), oid), 'pg_class'), '')
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
        ORDER BY relname
        """
    ).fetchall()
    found: dict[str, list[str]] = {}
    for table, comment in rows:
        if comment.startswith(TRIGGER_ONLY) or table in READ_ONLY_TABLES:
            rights = "SELECT"
        elif comment.startswith(APPEND_ONLY):
            rights = "SELECT, INSERT"
        else:
            rights = "SELECT, INSERT, UPDATE, DELETE"
        found.setdefault(rights, []).append(table)
    return found


def _make_role(admin: psycopg.Connection, role: str) -> None:
    if admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        admin.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))


def _let_sign_in(admin: psycopg.Connection, role: str, password: str) -> None:
    # The password goes over as a SCRAM verifier, so that no server log can hold it in clear.
    verifier = admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    admin.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            sql.Identifier(role), sql.Literal(verifier)
        )
    )


def _signs_in(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_database(admin: psycopg.Connection, database: str, owner: str) -> None:
    names = {"database": sql.Identifier(database), "owner": sql.Identifier(owner)}
    row = admin.execute(
        "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database WHERE datname = %s", [database]
    ).fetchone()
    if row is None:
        admin.execute(
            sql.SQL("CREATE DATABASE {database} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8'").format(**names)
        )
    elif row[0] != owner:
        admin.execute(sql.SQL("ALTER DATABASE {database} OWNER TO {owner}").format(**names))
