from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="decided_to",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
    ]
