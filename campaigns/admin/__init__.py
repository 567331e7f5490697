"""The administration of what teams make and share, for platform staff."""

from campaigns.admin import campaigns, profiles, resources

__all__ = ["campaigns", "profiles", "resources"]
