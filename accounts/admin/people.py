"""People, for platform staff. Passwords are never shown or typed here: people reset their own."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.reading import RecordsReading
from accounts.forms.erasure import StaffErasureForm
from accounts.models import User
from accounts.selectors.erasure import headless_without
from accounts.services import erasure
from accounts.services.own_data import copy_own_data
from pix.shared.streams import streamed

# Shown with the person, whose page leaves a line in the journal; these pages of allauth would not.
admin.site.unregister([EmailAddress, SocialAccount, SocialToken])


@admin.register(User)
class UserAdmin(RecordsReading):
    list_display = ("pk", "email", "username", "first_name", "last_name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "username", "first_name", "last_name")
    ordering = ("-pk",)
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = (
        "date_joined",
        "last_login",
        "parent_agreed_at",
        "addresses",
        "identities",
        "rights",
    )
    fieldsets = (
        (None, {"fields": (("first_name", "last_name"), "email", "username", "language")}),
        (gettext_lazy("Façons d'entrer"), {"fields": ("addresses", "identities")}),
        (gettext_lazy("Accès"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (
            gettext_lazy("Dates"),
            {"fields": (("date_joined", "last_login"), "parent_agreed_at")},
        ),
        (gettext_lazy("Demandes sur ses données"), {"fields": ("rights",)}),
    )

    def person_of(self, row: User) -> User:
        return row

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up; administrators are made by `manage.py create_admin`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Erasing has a page of its own, which asks why and tells the schools."""
        return False

    @admin.display(description=gettext_lazy("adresses"))
    def addresses(self, user: User) -> str:
        told = {True: _("confirmée"), False: _("à confirmer")}
        rows = EmailAddress.objects.filter(user=user).order_by("pk")
        return ", ".join(f"{row.email} ({told[row.verified]})" for row in rows) or "—"

    @admin.display(description=gettext_lazy("identités reçues"))
    def identities(self, user: User) -> str:
        rows = SocialAccount.objects.filter(user=user).order_by("pk")
        return ", ".join(f"{row.provider}\u00a0: {row.uid}" for row in rows) or "—"

    @admin.display(description=gettext_lazy("copie et effacement"))
    def rights(self, user: User) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:accounts_user_rights", args=[user.pk]),
            _("Donner une copie de ses données, ou effacer le compte…"),
        )

    def get_urls(self) -> list[URLPattern]:
        rights = path(
            "<int:key>/donnees/",
            self.admin_site.admin_view(self.rights_view),
            name="accounts_user_rights",
        )
        return [rights, *super().get_urls()]

    def rights_view(self, request: HttpRequest, key: int) -> HttpResponseBase:
        """A copy, or erasure, at the request of the person, of a parent or of the school."""
        person = User.objects.filter(pk=key).first()
        if person is None or not self.has_change_permission(request, person):
            raise Http404
        if "copy" in request.POST:
            return _copy(request, person)
        form = StaffErasureForm(request.POST or None)
        if form.is_valid() and _erase(request, person, form):
            return redirect("admin:accounts_user_changelist")
        context = self.admin_site.each_context(request) | {
            "title": _("Données d'une personne"),
            "person": person,
            "form": form,
            "headless": headless_without(person),
        }
        return render(request, "admin/rights.html", context)


def _copy(request: HttpRequest, person: User) -> HttpResponseBase:
    assert isinstance(request.user, User)  # noqa: S101 -- the administration is for staff
    archive = copy_own_data(user=person, actor=request.user, now=timezone.now())
    return streamed(archive, kind="application/zip", name=f"donnees-{person.pk}.zip")


def _erase(request: HttpRequest, person: User, form: StaffErasureForm) -> bool:
    assert isinstance(request.user, User)  # noqa: S101 -- the administration is for staff
    try:
        erasure.erase_person(
            user=person, actor=request.user, reason=form.chosen(), now=timezone.now()
        )
    except erasure.LastAdministratorError:
        form.add_error(None, _("Cette personne est seule à administrer la plateforme."))
    except erasure.OnlyHeadError:
        form.add_error(None, _("Cette personne est seule à administrer un établissement."))
    else:
        messages.success(request, _("Le compte est effacé."))
        return True
    return False
