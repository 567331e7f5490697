"""Addresses of certificates: their holder's, everybody's, those that programs read."""

from django.urls import path

from certification.views import certificates, verification, well_known

urlpatterns = [
    path("certificats/", certificates.certificates, name="certificates"),
    path("certificats/<uuid:certificate>/", certificates.certificate, name="certificate"),
    path(
        "certificats/<uuid:certificate>/certificat.pdf",
        certificates.certificate_paper,
        name="certificate_paper",
    ),
    path(
        "certificats/<uuid:certificate>/badge.jwt",
        certificates.certificate_badge,
        name="certificate_badge",
    ),
    path(
        "certificats/<uuid:certificate>/qr.svg", certificates.certificate_qr, name="certificate_qr"
    ),
    path(
        "certificats/<uuid:certificate>/verification/",
        certificates.certificate_check,
        name="certificate_check",
    ),
    path("verification/", verification.verification, name="verification"),
    path(".well-known/jwks.json", well_known.key_set, name="key_set"),
    path(".well-known/keys/<str:key>.json", well_known.one_key, name="one_key"),
    path(".well-known/did.json", well_known.did_document, name="did_document"),
    path(".well-known/issuer.json", well_known.issuer_profile, name="issuer_profile"),
    path(
        ".well-known/achievement.json",
        well_known.achievement_description,
        name="achievement_description",
    ),
    path(".well-known/certificates.pem", well_known.certificates_file, name="signing_certificates"),
    path(".well-known/status/<int:number>", well_known.revocations, name="revocations"),
]
