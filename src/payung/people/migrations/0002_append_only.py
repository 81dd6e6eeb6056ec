from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL("SELECT payung_append_only('people_nikcorrection');", migrations.RunSQL.noop),
    ]
