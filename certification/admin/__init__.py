"""The administration of certification, for platform staff."""

from certification.admin import centres

__all__ = ["centres"]
