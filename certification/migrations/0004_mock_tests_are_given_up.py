from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certification", "0003_papers_of_many")]

    operations = [
        migrations.AlterField(
            model_name="certificationtest",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("completed", "toutes les questions ont été posées"),
                    ("out_of_time", "le temps était écoulé"),
                    ("by_invigilator", "le surveillant y a mis fin"),
                    ("by_finalisation", "la session a été finalisée"),
                    ("by_candidate", "la personne y a mis fin (certification blanche)"),
                ],
                max_length=15,
                verbose_name="fin",
            ),
        )
    ]
