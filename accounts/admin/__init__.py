"""The administration of people and organisations, for platform staff."""

from accounts.admin import connectors, organisations, people, traces

__all__ = ["connectors", "organisations", "people", "traces"]
