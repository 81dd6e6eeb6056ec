"""Checks what Django can check without a database: the settings, and that every model change has its migration."""

import os
import sys

import django


def main() -> int:
    """Return 1 where a check or a migration is missing; what is wrong is printed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.web.settings")
    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
    from django.db.migrations.state import ProjectState
    from django.utils.translation import override

    call_command("check", fail_level="WARNING")
    loader = MigrationLoader(None)
    conflicts = loader.detect_conflicts()
    for part, names in conflicts.items():
        sys.stdout.write(f"{part}: migrations beside each other: {', '.join(sorted(names))}\n")
    with override(None):  # migrations hold the source sentences
        detector = MigrationAutodetector(
            loader.project_state(), ProjectState.from_apps(apps), NonInteractiveMigrationQuestioner(dry_run=True)
        )
        changes = detector.changes(graph=loader.graph)
    for part, migrations in changes.items():
        for operation in (each for migration in migrations for each in migration.operations):
            sys.stdout.write(f"{part}: no migration for: {operation.describe()}\n")
    return 1 if changes or conflicts else 0


if __name__ == "__main__":
    sys.exit(main())
