"""What is wrong in the settings of a connector, for the person who types them."""

from collections.abc import Iterator
from typing import Any, Final

from cryptography import x509
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from accounts.ent.description import Description

_BY_KIND: Final = {
    "missing": gettext_lazy("il manque"),
    "extra_forbidden": gettext_lazy("ce réglage n'existe pas\u00a0: vérifiez son nom"),
    "enum": gettext_lazy("cette valeur n'est pas prévue (voir docs/ent.md)"),
    "literal_error": gettext_lazy("cette valeur n'est pas prévue (voir docs/ent.md)"),
    "too_short": gettext_lazy("il en faut au moins un"),
    "tuple_type": gettext_lazy("écrivez une liste, entre crochets"),
    "string_type": gettext_lazy("écrivez un texte, entre guillemets"),
    "bool_parsing": gettext_lazy("écrivez true ou false"),
    "dict_type": gettext_lazy("écrivez des lignes «\u00a0nom: valeur\u00a0»"),
    "model_type": gettext_lazy("écrivez des lignes «\u00a0nom: valeur\u00a0»"),
}
_OURS: Final = {
    "https": gettext_lazy("écrivez une adresse complète, qui commence par https://"),
    "uai": gettext_lazy("ce n'est pas une UAI\u00a0: sept chiffres et la bonne lettre"),
    "loopback": gettext_lazy("une adresse en http n'est acceptée que pour la démonstration"),
}
_TO_FILL_IN: Final = ".invalid"


def problems_of(error: ValidationError) -> list[str]:
    """One sentence a problem: where, then what."""
    return [_sentence(".".join(map(str, one["loc"])), one) for one in error.errors()]


def _sentence(place: str, one: Any) -> str:
    code = str(one.get("ctx", {}).get("error", ""))
    if code.startswith("protocol:"):
        part = code.partition(":")[2]
        return _("Il manque la partie «\u00a0%(part)s\u00a0» du protocole choisi.") % {"part": part}
    what = _OURS.get(code) or _BY_KIND.get(one["type"]) or _("cette valeur ne convient pas")
    return f"{place}\u00a0: {what}" if place else str(what).capitalize()


def missing_to_open(description: Description) -> Iterator[str]:
    """What a ready description leaves to fill in."""
    if any(_TO_FILL_IN in address for address in description.addresses()):
        yield _("Remplacez les adresses en «\u00a0.invalid\u00a0» par celles de l'ENT.")
    saml = description.saml
    if saml and not _is_certificate(saml.x509cert):
        yield _("saml.x509cert\u00a0: collez le certificat donné par l'ENT (BEGIN CERTIFICATE).")
    if saml and saml.signs_requests and not _is_certificate(saml.certificate):
        yield _("saml.certificate et saml.private_key\u00a0: l'ENT attend des demandes signées.")


def _is_certificate(text: str) -> bool:
    try:
        x509.load_pem_x509_certificate(text.encode())
    except ValueError:
        return False
    return True
