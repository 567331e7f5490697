"""The background worker: levels, pix and everything that may wait."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pix.settings.dev")

app = Celery("pix")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
