"""Organisations, their teams and their lists, under /orga/."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import (
    credentials,
    erasure,
    imports,
    journal,
    openings,
    organisations,
    slips,
    teams,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", organisations.orga, name="orga"),
    path("etablissements/", organisations.organisation_list, name="organisations"),
    path("ouvrir/", openings.request_organisation, name="request_organisation"),
    path("ouvrir/lien/<str:token>/", openings.open_organisation, name="open_organisation"),
    path("<str:organisation>/retirer/", openings.withdraw_request, name="withdraw_request"),
    path("<str:organisation>/choisir/", organisations.switch, name="switch_organisation"),
    path(
        "<str:organisation>/reglages/",
        organisations.organisation_settings,
        name="organisation_settings",
    ),
    path("<str:organisation>/journal/", journal.journal, name="journal"),
    path("<str:organisation>/journal/fichier/", journal.journal_sheet, name="journal_sheet"),
    path(
        "<str:organisation>/eleves/<uuid:learner>/effacer/",
        erasure.erase_learner_account,
        name="erase_learner_account",
    ),
    path("<str:organisation>/equipe/", teams.team, name="team"),
    path("<str:organisation>/equipe/inviter/", teams.invite, name="invite"),
    path("<str:organisation>/equipe/quitter/", teams.leave_team, name="leave_team"),
    path(
        "<str:organisation>/equipe/invitations/<uuid:invitation>/renvoyer/",
        teams.resend_invitation,
        name="resend_invitation",
    ),
    path(
        "<str:organisation>/equipe/invitations/<uuid:invitation>/annuler/",
        teams.cancel_invitation,
        name="cancel_invitation",
    ),
    path("<str:organisation>/equipe/<uuid:member>/role/", teams.change_role, name="change_role"),
    path(
        "<str:organisation>/equipe/<uuid:member>/retirer/",
        teams.remove_member,
        name="remove_member",
    ),
    path(
        "<str:organisation>/eleves/comptes/", credentials.learner_accounts, name="learner_accounts"
    ),
    path(
        "<str:organisation>/eleves/comptes/creer/",
        credentials.create_accounts,
        name="create_learner_accounts",
    ),
    path(
        "<str:organisation>/eleves/comptes/mots-de-passe/",
        credentials.reset_passwords,
        name="reset_learner_passwords",
    ),
    path("<str:organisation>/eleves/comptes/fiches/<uuid:batch>/", slips.slips, name="slips"),
    path(
        "<str:organisation>/eleves/comptes/fiches/<uuid:batch>/fiches.pdf",
        slips.slips_paper,
        name="slips_paper",
    ),
    path(
        "<str:organisation>/eleves/comptes/fiches/<uuid:batch>/identifiants.csv",
        slips.slips_table,
        name="slips_table",
    ),
    path(
        "<str:organisation>/eleves/comptes/fiches/<uuid:batch>/effacer/",
        slips.erase_slips,
        name="erase_slips",
    ),
    path("<str:organisation>/eleves/importer/", imports.imports, name="imports"),
    path(
        "<str:organisation>/eleves/importer/modele.<str:extension>",
        imports.import_model,
        name="import_model",
    ),
    path("<str:organisation>/eleves/importer/<uuid:run>/", imports.import_run, name="import_run"),
    path(
        "<str:organisation>/eleves/importer/<uuid:run>/colonnes/",
        imports.import_columns,
        name="import_columns",
    ),
    path(
        "<str:organisation>/eleves/importer/<uuid:run>/appliquer/",
        imports.import_apply,
        name="import_apply",
    ),
    path(
        "<str:organisation>/eleves/importer/<uuid:run>/abandonner/",
        imports.import_give_up,
        name="import_give_up",
    ),
    path(
        "<str:organisation>/eleves/importer/<uuid:run>/annuler/",
        imports.import_undo,
        name="import_undo",
    ),
    path(
        "<str:organisation>/eleves/importer/<uuid:run>/problemes.csv",
        imports.import_problems,
        name="import_problems",
    ),
]
