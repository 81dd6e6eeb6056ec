"""Brings the program up: the database, Django, the tables, the keys, the files that pages are made of."""

import os
from pathlib import Path


def django() -> None:
    """Have the database there and set Django up. Raises CannotStart with one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.web.settings")
    from payung.groundwork import connections, folders, keys

    connections.prepare()
    keys.prepare()
    temporary = folders.data_folder() / "incoming"
    temporary.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("TMPDIR", str(temporary))
    import django as framework

    framework.setup()


def whole() -> None:
    """`django()`, then the tables brought up to date under their owner, the rights given, the keys made."""
    django()
    from django.core.management import call_command
    from django.db import connections as aliases
    from django.db.migrations.executor import MigrationExecutor

    from payung.groundwork import connections

    executor = MigrationExecutor(aliases["owner"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        connections.grant_to_program()
    aliases["owner"].close()


def static_files() -> Path:
    """Gather style sheet, font and scripts for serving; returns the folder."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    return Path(settings.STATIC_ROOT)
