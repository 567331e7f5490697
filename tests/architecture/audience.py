"""Who each address is for. A new address is a visible line here."""

from enum import Enum


class Audience(Enum):
    """The roles that an address answers."""

    EVERYBODY = (
        "nobody",
        "learner",
        "outsider",
        "teacher",
        "administrator",
        "stranger",
        "staff",
    )
    SIGNED_IN = ("learner", "outsider", "teacher", "administrator", "stranger", "staff")
    OWNER = ("learner",)
    # The team of the school of the cast; `stranger` administers another one.
    TEAM = ("teacher", "administrator")
    ADMINISTRATOR = ("administrator",)
    # The team of any school, and platform staff.
    TEACHING = ("teacher", "administrator", "stranger", "staff")
    STAFF = ("staff",)

    @property
    def roles(self) -> tuple[str, ...]:
        return self.value


# Other people's packages, with rules of their own, tested where we extend them.
PREFIXES = ("admin/", "static/")

AUDIENCE = {
    "welcome": Audience.EVERYBODY,
    "how_it_works": Audience.EVERYBODY,
    "help": Audience.EVERYBODY,
    "accessibility": Audience.EVERYBODY,
    "personal_data": Audience.EVERYBODY,
    "pupils_and_parents": Audience.EVERYBODY,
    "legal_notice": Audience.EVERYBODY,
    "conditions": Audience.EVERYBODY,
    "preferences": Audience.EVERYBODY,
    "choose_language": Audience.EVERYBODY,
    "health": Audience.EVERYBODY,
    # From this machine, or with the token of the operator (tests/shared/test_health.py).
    "metrics": Audience.EVERYBODY,
    "account_signup": Audience.EVERYBODY,
    "under_age": Audience.EVERYBODY,
    # The link of a mail to a parent: the token tells which address agreed.
    "parent_consent": Audience.EVERYBODY,
    "account_login": Audience.EVERYBODY,
    "account_logout": Audience.EVERYBODY,
    "account_inactive": Audience.EVERYBODY,
    "account_confirm_email": Audience.EVERYBODY,
    "account_reset_password": Audience.EVERYBODY,
    "account_reset_password_done": Audience.EVERYBODY,
    "account_reset_password_from_key": Audience.EVERYBODY,
    # The link of a mail: the token tells whose address changes.
    "change_email": Audience.EVERYBODY,
    # With what the school knows of somebody; the same answer for everybody.
    "recover_username": Audience.EVERYBODY,
    "recovery_asked": Audience.EVERYBODY,
    "recover_account": Audience.EVERYBODY,
    # Asks nothing of who has no one-time password, and sends them home.
    "new_password": Audience.SIGNED_IN,
    "account_change_password": Audience.SIGNED_IN,
    "account_set_password": Audience.SIGNED_IN,
    "my_account": Audience.SIGNED_IN,
    "my_names": Audience.SIGNED_IN,
    "my_email": Audience.SIGNED_IN,
    "send_confirmation": Audience.SIGNED_IN,
    "erase_account": Audience.SIGNED_IN,
    "my_data": Audience.SIGNED_IN,
    "my_copy": Audience.SIGNED_IN,
    "journal": Audience.ADMINISTRATOR,
    "journal_sheet": Audience.ADMINISTRATOR,
    "erase_learner_account": Audience.ADMINISTRATOR,
    # Anybody may look for herself in the list of a school; the answer depends on the list.
    "join": Audience.SIGNED_IN,
    "join_organisation": Audience.SIGNED_IN,
    # Under /admin/courrier/, and only where mail is kept in files.
    "sent_mail": Audience.STAFF,
    "sent_message": Audience.STAFF,
    "sent_message_page": Audience.STAFF,
    "home": Audience.SIGNED_IN,
    "profile": Audience.SIGNED_IN,
    "competence": Audience.SIGNED_IN,
    "start": Audience.SIGNED_IN,
    "retry": Audience.SIGNED_IN,
    "reset": Audience.SIGNED_IN,
    "trial": Audience.EVERYBODY,
    "question": Audience.OWNER,
    "clock": Audience.OWNER,
    "swap": Audience.OWNER,
    "pause": Audience.OWNER,
    "result": Audience.OWNER,
    "corrections": Audience.OWNER,
    "report": Audience.OWNER,
    "simulator": Audience.OWNER,
    "file": Audience.OWNER,
    "preview": Audience.STAFF,
    "preview-simulator": Audience.STAFF,
    "preview-file": Audience.STAFF,
    "example": Audience.TEACHING,
    "example-simulator": Audience.TEACHING,
    "example-file": Audience.TEACHING,
    "lessons": Audience.EVERYBODY,
    "lesson": Audience.EVERYBODY,
    "lesson-mark": Audience.SIGNED_IN,
    # Campaigns, for those who take them. Whoever has the code reads the first page.
    "code": Audience.EVERYBODY,
    "campaign_landing": Audience.EVERYBODY,
    "campaign_start": Audience.EVERYBODY,
    # One's own runs, or those of this browser: the others are sent to the first page.
    "participations": Audience.EVERYBODY,
    "campaign_end": Audience.OWNER,
    "campaign_send": Audience.OWNER,
    "campaign_again": Audience.OWNER,
    # Pix Orga.
    "orga": Audience.EVERYBODY,
    "organisations": Audience.SIGNED_IN,
    "request_organisation": Audience.SIGNED_IN,
    # The link of a mail, opened by whoever reads the official mailbox of the school.
    "open_organisation": Audience.EVERYBODY,
    # The link of a mail: the secret is the right to join.
    "invitation": Audience.EVERYBODY,
    "withdraw_request": Audience.SIGNED_IN,
    "organisation_settings": Audience.ADMINISTRATOR,
    "team": Audience.TEAM,
    "invite": Audience.ADMINISTRATOR,
    "leave_team": Audience.TEAM,
    "resend_invitation": Audience.ADMINISTRATOR,
    "cancel_invitation": Audience.ADMINISTRATOR,
    "change_role": Audience.ADMINISTRATOR,
    "remove_member": Audience.ADMINISTRATOR,
    "switch_organisation": Audience.TEAM,
    "orga_dashboard": Audience.TEAM,
    "learner_accounts": Audience.TEAM,
    "create_learner_accounts": Audience.TEAM,
    "reset_learner_passwords": Audience.TEAM,
    # Slips are for the member who made them (tests/accounts/test_slips.py).
    "slips": Audience.TEAM,
    "slips_paper": Audience.TEAM,
    "slips_table": Audience.TEAM,
    "erase_slips": Audience.TEAM,
    "imports": Audience.ADMINISTRATOR,
    "import_model": Audience.ADMINISTRATOR,
    "import_run": Audience.ADMINISTRATOR,
    "import_columns": Audience.ADMINISTRATOR,
    "import_apply": Audience.ADMINISTRATOR,
    "import_give_up": Audience.ADMINISTRATOR,
    "import_undo": Audience.ADMINISTRATOR,
    "import_problems": Audience.ADMINISTRATOR,
    # Changing one is for its owner and the administrators (tests/campaigns/test_access.py).
    "campaigns": Audience.TEAM,
    "campaign_new": Audience.TEAM,
    "target_profiles": Audience.TEAM,
    "target_profile": Audience.TEAM,
    "target_profile_new": Audience.TEAM,
    "target_profile_duplicate": Audience.TEAM,
    # Its author, and the administrators once it is no draft (tests/campaigns/profiles).
    "target_profile_edit": Audience.TEAM,
    "target_profile_sharing": Audience.TEAM,
    "target_profile_archive": Audience.TEAM,
    "target_profile_restore": Audience.TEAM,
    "target_profile_delete": Audience.TEAM,
    "target_profile_stages": Audience.TEAM,
    "target_profile_badge_new": Audience.TEAM,
    "target_profile_badge": Audience.TEAM,
    "target_profile_badge_delete": Audience.TEAM,
    "campaign": Audience.TEAM,
    "delete_participation": Audience.TEAM,
    "campaign_exports": Audience.TEAM,
    "campaign_table": Audience.TEAM,
    "ask_for_table": Audience.TEAM,
    "campaign_class_paper": Audience.TEAM,
    "campaign_family_papers": Audience.TEAM,
    "prepared_table": Audience.TEAM,
    "table_file": Audience.TEAM,
    "campaign_live": Audience.TEAM,
    "campaign_results": Audience.TEAM,
    "campaign_analysis": Audience.TEAM,
    "participation_page": Audience.TEAM,
    "campaign_poster": Audience.TEAM,
    "campaign_projection": Audience.TEAM,
    "campaign_qr": Audience.TEAM,
    "campaign_settings": Audience.TEAM,
    "campaign_edit": Audience.TEAM,
    "campaign_archive": Audience.TEAM,
    "campaign_reopen": Audience.TEAM,
    "campaign_delete": Audience.TEAM,
    "campaign_owner": Audience.ADMINISTRATOR,
    "resources": Audience.TEAM,
    "resource_new": Audience.TEAM,
    "resource": Audience.TEAM,
    # For its author and the administrators (tests/campaigns/resources).
    "resource_edit": Audience.TEAM,
    "archive_resource": Audience.TEAM,
    "mark_resource": Audience.TEAM,
    "report_resource": Audience.TEAM,
    "learners": Audience.TEAM,
    "claims": Audience.TEAM,
    "settle_claim": Audience.TEAM,
    "learner_page": Audience.TEAM,
    "unlink_learner": Audience.TEAM,
    "disable_learner": Audience.TEAM,
    "enable_learner": Audience.TEAM,
    # Pix Certif: the candidates of a session.
    "candidates": Audience.TEAM,
    "candidate": Audience.TEAM,
    "candidate_new": Audience.TEAM,
    "candidate_remove": Audience.TEAM,
    "candidates_enrol": Audience.TEAM,
    "candidates_import": Audience.TEAM,
    # What was found in a file is for who sent it (tests/certification/candidates).
    "candidates_check": Audience.TEAM,
    "candidates_ods": Audience.TEAM,
    "candidates_xlsx": Audience.TEAM,
    # Connectors are open or do not exist; the ENT says who arrives (tests/accounts/ent).
    "ent_entry": Audience.EVERYBODY,
    "ent_return": Audience.EVERYBODY,
    "ent_arrival": Audience.EVERYBODY,
    "ent_existing": Audience.EVERYBODY,
    "ent_oidc_return": Audience.EVERYBODY,
    "saml_acs": Audience.EVERYBODY,
    "saml_finish_acs": Audience.EVERYBODY,
    "saml_metadata": Audience.EVERYBODY,
    "saml_sls": Audience.EVERYBODY,
    "ent_detach": Audience.SIGNED_IN,
}

# Where a forged key, or a thing the demonstration does not have, is "not found" for its audience.
MAY_BE_ABSENT = {
    "candidates_check",
    "ent_arrival",
    "ent_entry",
    "ent_existing",
    "ent_oidc_return",
    "ent_return",
    "saml_finish_acs",
    "saml_metadata",
    "saml_sls",
    "invitation",
    "open_organisation",
    "change_email",
    "parent_consent",
    "file",
    "example-file",
    "preview-file",
    "preview-simulator",
    "sent_mail",
    "sent_message",
    "sent_message_page",
    "simulator",
    "recover_account",
    "slips",
    "slips_paper",
    "slips_table",
}
