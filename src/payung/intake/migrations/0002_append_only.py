from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            """
            SELECT payung_append_only('intake_listrow');
            SELECT payung_append_only('intake_screenedrow');
            SELECT payung_append_only('intake_rowdecision');
            SELECT payung_append_only('intake_registerversion');
            """,
            migrations.RunSQL.noop,
        ),
    ]
