"""The administration of what teams make and share, for platform staff."""

from campaigns.admin import campaigns, profiles

__all__ = ["campaigns", "profiles"]
