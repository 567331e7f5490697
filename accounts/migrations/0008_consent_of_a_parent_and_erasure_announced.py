from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_learners_by_birth_date")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="parent_agreed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="accord d'un parent"),
        ),
        migrations.AddField(
            model_name="user",
            name="erasure_announced_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
