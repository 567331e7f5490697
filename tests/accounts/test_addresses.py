"""The addresses of accounts: French, no leftover of allauth's own, public ones named one by one."""

import pytest
from allauth.account import urls as allauth_urls
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from accounts.urls import urlpatterns

PUBLIC = {
    "account_signup",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "change_email",
    "invitation",
    "under_age",
    "parent_consent",
    "recover_username",
    "recovery_asked",
    "recover_account",
    "conditions",
    "preferences",
    "choose_language",
}


def test_public_addresses_are_these():
    public = {p.name for p in urlpatterns if not getattr(p.callback, "login_required", True)}
    assert public == PUBLIC


@pytest.mark.parametrize("address", ["login", "logout", "signup", "email", "password/reset"])
def test_no_english_address_is_left(address):
    with pytest.raises(Resolver404):
        resolve(f"/{address}/")


def test_allauth_names_that_exist_have_our_addresses():
    for pattern in allauth_urls.urlpatterns:
        try:
            address = reverse(pattern.name, args=["x"] * pattern.pattern.regex.groups)
        except NoReverseMatch:
            continue
        french = ("/connexion", "/deconnexion", "/inscription", "/compte", "/confirmer", "/mo")
        assert address.startswith(french)
