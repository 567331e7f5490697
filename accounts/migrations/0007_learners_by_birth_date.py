"""Recognition starts from the birth date: a list of 60 000 students is not read whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_slips_for_the_time_to_print_them")]

    operations = [
        migrations.AddIndex(
            model_name="learner",
            index=models.Index(fields=["organisation", "birth_date"], name="learner_birth_date"),
        ),
    ]
