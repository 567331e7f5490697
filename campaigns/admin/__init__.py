"""The administration of what teams share, for platform staff."""

from campaigns.admin import profiles

__all__ = ["profiles"]
