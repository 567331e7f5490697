"""One table, one row for each answer."""

from django.conf import settings
from django.db import models


class Answer(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    position = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=20)
    answered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}:{self.position}"
