"""People, for the staff of the platform."""

from typing import ClassVar, override

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Staff find and close accounts; passwords are changed by their owners, through a link."""

    list_display = ("__str__", "email", "username", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "username", "first_name", "last_name")
    ordering = ("-date_joined",)
    readonly_fields = ("email", "username", "date_joined", "last_login", "preferences")
    fields: ClassVar = (
        "first_name",
        "last_name",
        "email",
        "username",
        "language",
        "is_active",
        "is_staff",
        "is_superuser",
        "preferences",
        "date_joined",
        "last_login",
    )

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up, are imported, or come from `create_admin`."""
        return False
