"""The databases the tests run on: one server a session, one migrated template, copies of it made in moments.

The server is the embedded one in a folder of the session, or that of `DATABASE_URL`, where roles of the session's own
are made and dropped again so that no other installation on that server is touched.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections as open_connections
from psycopg import sql

from payung.groundwork import cluster, connections, embedded, roles
from payung.groundwork.roles import Urls

TEMPLATE = "payung_template"


@dataclass(frozen=True)
class Workshop:
    """A server on which databases are made from the migrated template and thrown away."""

    admin_url: str
    prefix: str
    passwords: dict[str, str]
    template: str

    @contextmanager
    def fresh(self) -> Iterator[Urls]:
        """A new database like the template, with Django pointed at it; gone afterwards."""
        before = connections.prepared()
        name = f"{self.template}_{secrets.token_hex(4)}"
        urls = self._copy(name)
        connections.use(urls)
        try:
            yield urls
        finally:
            open_connections.close_all()
            if before is not None:
                connections.use(before)
            self.drop(name)

    def drop(self, name: str) -> None:
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _copy(self, name: str) -> Urls:
        owner, app = f"{self.prefix}_owner", f"{self.prefix}_app"
        names = {key: sql.Identifier(value) for key, value in {"name": name, "owner": owner, "app": app}.items()}
        names["template"] = sql.Identifier(self.template)
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            for statement in (
                "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}",
                "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
                "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}",
            ):
                admin.execute(sql.SQL(statement).format(**names))
        return Urls(
            owner=roles.with_login(self.admin_url, owner, self.passwords[owner], name),
            app=roles.with_login(self.admin_url, app, self.passwords[app], name),
        )


@contextmanager
def workshop(data: Path, given_url: str | None) -> Iterator[Workshop]:
    """The session's server with its template migrated."""
    if given_url:
        with _on_given_server(given_url) as shop:
            yield shop
        return
    with embedded.running(data, durable=False) as server:
        shop = Workshop(server.admin_url, "payung", cluster.passwords(data), TEMPLATE)
        _migrate(shop)
        yield shop


@contextmanager
def _on_given_server(url: str) -> Iterator[Workshop]:
    prefix = f"payung_test_{secrets.token_hex(4)}"
    names = [f"{prefix}_owner", f"{prefix}_app"]
    shop = Workshop(url, prefix, {name: secrets.token_urlsafe(24) for name in names}, f"{prefix}_template")
    try:
        _migrate(shop)
        yield shop
    finally:
        shop.drop(shop.template)
        with psycopg.connect(url, autocommit=True) as admin:
            for name in names:
                admin.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def _migrate(shop: Workshop) -> None:
    urls = roles.provision(shop.admin_url, passwords=shop.passwords, database=shop.template, prefix=shop.prefix)
    connections.use(urls)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections.grant_to_program()
    open_connections.close_all()  # a database with connections cannot be copied
