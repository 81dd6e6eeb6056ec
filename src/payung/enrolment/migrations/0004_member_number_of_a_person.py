from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0003_answer_problem")]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="member_number",
            field=models.CharField(max_length=20, null=True),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["member_number"], name="membership_by_number"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)),
                fields=("member_number",),
                name="membership_number_once",
                violation_error_message="This member number belongs to another member already.",
            ),
        ),
    ]
