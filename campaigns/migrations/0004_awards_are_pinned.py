from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_resources_submitted_and_reported")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="awards",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]
