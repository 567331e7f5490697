"""Campaigns made before pin the stages and badges that their profile has today."""

from django.db import migrations

OF_A_STAGE = ("kind", "threshold", "title", "message", "team_title", "team_description")
OF_A_BADGE = ("key", "title", "message", "criteria", "is_shown_before")


def pin(apps, schema_editor):
    campaigns = apps.get_model("campaigns", "Campaign").objects
    for profile in apps.get_model("campaigns", "TargetProfile").objects.order_by("pk").iterator():
        awards = {
            "stages": list(profile.stages.order_by("threshold").values(*OF_A_STAGE)),
            "badges": list(profile.badges.order_by("pk").values(*OF_A_BADGE)),
        }
        campaigns.filter(profile=profile, awards={}).update(awards=awards)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_awards_are_pinned")]

    operations = [migrations.RunPython(pin, migrations.RunPython.noop)]
