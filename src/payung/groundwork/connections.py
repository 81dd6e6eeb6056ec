"""Which database the program uses, and Django's aliases for it.

Importing this starts nothing. `prepare()` is called once by what needs a database (a command, the web server, the
tests) before Django is set up; without it the settings are complete but point at a server that may not run.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections as open_connections
from psycopg.conninfo import conninfo_to_dict

from payung.groundwork import cluster, embedded, folders, roles
from payung.groundwork.refusals import CannotStart
from payung.groundwork.roles import Urls

DATABASE = "payung"
ADDRESS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
SESSION_SECRET = "session_secret"  # noqa: S105 - the name of its file

_prepared: Urls | None = None


def prepare() -> Urls:
    """Have the database there and its roles made, and point Django's settings at it; calling it again is cheap.

    Raises CannotStart with one sentence where it cannot be.
    """
    urls = database_urls()
    use(urls)
    return urls


def prepared() -> Urls | None:
    """The addresses in use, or None before `prepare`."""
    return _prepared


def use(urls: Urls) -> None:
    """Point Django at these addresses: settings not yet read will hold them, connections already set up are moved."""
    global _prepared
    _prepared = urls
    if not settings.configured:
        return
    for connection in open_connections.all(initialized_only=True):
        connection.close()
    for alias, values in django_databases().items():
        moved = {name: values[name] for name in ADDRESS}
        settings.DATABASES[alias].update(moved)
        open_connections.settings[alias].update(moved)


def database_urls() -> Urls:
    """The addresses of the database: the embedded one, started if need be, or the server of `DATABASE_URL`."""
    given = os.environ.get("DATABASE_URL")
    if not given:
        data = folders.data_folder()
        server = embedded.ensure_running(data)
        return roles.provision(server.admin_url, passwords=cluster.passwords(data), database=DATABASE)
    owner = os.environ.get("DATABASE_OWNER_URL")
    if owner:
        return Urls(owner=owner, app=given)
    try:
        if not roles.may_provision(given):
            raise CannotStart(
                "The role of DATABASE_URL may not make roles; set DATABASE_OWNER_URL to the role that owns the "
                "tables and DATABASE_URL to the role the program runs under."
            )
        name = str(conninfo_to_dict(given).get("dbname") or DATABASE)
        database = DATABASE if name in ("postgres", "template1") else name
        return roles.provision(given, passwords=cluster.passwords(folders.data_folder()), database=database)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise CannotStart(f"The server of DATABASE_URL does not answer: {reason}") from None


def grant_to_program() -> None:
    """Give the program's role its rights; run after each migration."""
    urls = _prepared or prepare()
    roles.grant(urls.owner, app=str(conninfo_to_dict(urls.app)["user"]))


def django_databases() -> dict[str, dict[str, Any]]:
    """Django's `DATABASES`: `default` and `progress` under the program's role, `owner` for migrations.

    `progress` is a second connection to the same database, so that progress is seen before a transaction ends.
    """
    urls = _prepared
    app = _django(urls.app if urls else None, "payung_app")
    owner = _django(urls.owner if urls else None, "payung_owner")
    return {
        "default": app,
        "progress": {**app, "CONN_MAX_AGE": 60, "TEST": {"MIRROR": "default"}},
        "owner": {**owner, "CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}},
    }


def session_secret() -> str:
    """Django's SECRET_KEY where none is given: kept in the data folder once in use, until then good for one process."""
    path = folders.data_path() / SESSION_SECRET
    if _prepared is not None and not path.exists():
        folders.write_private(folders.data_folder() / SESSION_SECRET, secrets.token_urlsafe(50), replace=False)
    return path.read_text(encoding="ascii") if path.exists() else secrets.token_urlsafe(50)


def static_folder() -> Path:
    """Where style sheets and scripts are gathered for serving; not made here."""
    return folders.data_path() / "static"


def _django(url: str | None, role: str) -> dict[str, Any]:
    parts = conninfo_to_dict(url) if url else {"host": str(folders.data_path() / "socket"), "user": role}
    options = {key: value for key, value in parts.items() if key not in ("host", "port", "user", "password", "dbname")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.get("dbname") or DATABASE),
        "USER": str(parts.get("user") or ""),
        "PASSWORD": str(parts.get("password") or ""),
        "HOST": str(parts.get("host") or ""),
        "PORT": str(parts.get("port") or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "TIME_ZONE": None,
        "OPTIONS": options,
        "TEST": {"MIGRATE": True},
    }
