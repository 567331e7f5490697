"""The administration of certification, for platform staff."""

from certification.admin import centres, clients

__all__ = ["centres", "clients"]
