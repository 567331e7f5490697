"""Loading settings makes the Celery application known: shared tasks then reach its broker."""

from pix.celery import app as celery_app

__all__ = ["celery_app"]
