from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0002_truths")]

    operations = [
        migrations.AddField(
            model_name="bpjsanswerline",
            name="problem",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
    ]
