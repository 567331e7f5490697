"""People, for platform staff. Passwords are never shown or typed here: people reset their own."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("pk", "email", "username", "first_name", "last_name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "username", "first_name", "last_name")
    ordering = ("-pk",)
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ("date_joined", "last_login")
    fieldsets = (
        (None, {"fields": (("first_name", "last_name"), "email", "username", "language")}),
        (_("Accès"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": (("date_joined", "last_login"),)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up; administrators are made by `manage.py create_admin`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Erasing a person is their own right, from their account page."""
        return False
