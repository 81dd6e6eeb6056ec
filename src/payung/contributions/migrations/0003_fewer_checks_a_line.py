import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_truths"), ("people", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="invoiceline",
            name="invoice",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="contributions.invoice",
            ),
        ),
        migrations.AlterField(
            model_name="chargedmonth",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charged_months",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="chargedmonth",
            name="line",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charged_month",
                to="contributions.invoiceline",
            ),
        ),
    ]
