"""Fields: a label, a hint and an error that assistive tools can follow."""

from django import forms


class ContactForm(forms.Form):
    email = forms.EmailField(label="Adresse", help_text="Celle de l'école")
    note = forms.CharField(label="Note", required=False)
    accept = forms.BooleanField(label="J'accepte")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)


def test_an_error_is_bound_to_its_field():
    html = str(ContactForm({"email": "maelle", "accept": "on", "secret": "x"}))
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_error"' in html
    assert 'aria-invalid="true"' in html


def test_errors_are_summed_up_with_links():
    html = str(ContactForm({"email": "maelle"}))
    assert "3 points sont à corriger" in html
    assert '<a href="#id_email">Adresse</a>' in html


def test_every_field_has_its_label():
    html = str(ContactForm())
    for name in ("email", "note", "accept", "secret"):
        assert f'<label for="id_{name}">' in html
    assert "(facultatif)" in html


def test_a_password_can_be_shown():
    assert 'data-reveal="id_secret"' in str(ContactForm())
