"""The administration of people and organisations, for platform staff."""

from accounts.admin import organisations, people, traces

__all__ = ["organisations", "people", "traces"]
