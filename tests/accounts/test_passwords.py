import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.hashers import ClassroomArgon2Hasher
from accounts.models import User
from accounts.validators import PasswordRuleValidator

CHECK = PasswordRuleValidator().validate
STAFF = User(is_staff=True)


@pytest.mark.parametrize("password", ["Abcdef12", "abcd-123", "ABCD-123", "Éléphant1", "Abcd efg"])
def test_eight_characters_of_three_kinds_are_enough_for_a_learner(password):
    CHECK(password, User())
    CHECK(password)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Abc-123", "password_too_short"),
        ("abcdefg1", "password_too_plain"),
        ("ABCDEFGHIJKL", "password_too_plain"),
        ("12345678-", "password_too_plain"),
        ("Ab1" + "x" * 253, "password_too_long"),
    ],
)
def test_a_weak_password_says_what_is_missing(password, code):
    with pytest.raises(ValidationError) as refusal:
        CHECK(password, User())
    assert refusal.value.code == code


def test_staff_need_twelve_characters():
    with pytest.raises(ValidationError, match="il faut 12 caractères, ajoutez-en un"):
        CHECK("Abcdefgh-12", STAFF)
    CHECK("Abcdefgh-123", STAFF)


def test_common_passwords_and_names_are_refused():
    for password in ("Passw0rd", "Louise@example1"):
        with pytest.raises(ValidationError):
            validate_password(password, User(email="louise@example.org"))


def test_passwords_are_kept_with_argon2id(settings):
    settings.PASSWORD_HASHERS = ["accounts.hashers.ClassroomArgon2Hasher"]
    hasher = ClassroomArgon2Hasher()
    encoded = hasher.encode("Chat-Perché-42", hasher.salt())
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify("Chat-Perché-42", encoded)
    assert not hasher.must_update(encoded)


def test_production_hashes_with_argon2_first():
    from pix.settings import base

    assert base.PASSWORD_HASHERS[0] == "accounts.hashers.ClassroomArgon2Hasher"
    assert not issubclass(ClassroomArgon2Hasher, PBKDF2PasswordHasher)
