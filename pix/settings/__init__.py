"""Loading any settings makes the Celery application known, so that shared tasks reach its broker."""

from pix.celery import app as celery_app

__all__ = ["celery_app"]
