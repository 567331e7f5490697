"""Campaigns: those who take them, and Pix Orga under /orga/<organisation>/."""

from django.urls import URLPattern, URLResolver, path

from campaigns.views import (
    activity,
    awards,
    campaign_settings,
    campaigns,
    dashboard,
    ending,
    exports,
    learners,
    live,
    profile_editor,
    profiles,
    projection,
    resources,
    results,
    taking,
)

_TAKEN = "parcours/<str:campaign_code>/"
_RESOURCES = "orga/<str:organisation>/ressources/"
_RESOURCE = f"{_RESOURCES}<uuid:resource>/"
_LEARNERS = "orga/<str:organisation>/eleves/"
_CAMPAIGNS = "orga/<str:organisation>/campagnes/"
_CAMPAIGN = f"{_CAMPAIGNS}<uuid:campaign>/"
_PROFILES = "orga/<str:organisation>/parcours/"
_PROFILE = f"{_PROFILES}<uuid:profile>/"
_BADGES = f"{_PROFILE}resultats-thematiques/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("code/", taking.code, name="code"),
    path("parcours/", taking.participations, name="participations"),
    path(_TAKEN, taking.landing, name="campaign_landing"),
    path(f"{_TAKEN}commencer/", taking.start, name="campaign_start"),
    path(f"{_TAKEN}bilan/", ending.end, name="campaign_end"),
    path(f"{_TAKEN}envoyer/", ending.send, name="campaign_send"),
    path(f"{_TAKEN}recommencer/", ending.again, name="campaign_again"),
    path("orga/<str:organisation>/", dashboard.dashboard, name="orga_dashboard"),
    path(_CAMPAIGNS, campaigns.campaigns, name="campaigns"),
    path(f"{_CAMPAIGNS}creer/", campaigns.campaign_new, name="campaign_new"),
    path(_CAMPAIGN, activity.campaign, name="campaign"),
    path(
        f"{_CAMPAIGN}participants/<uuid:participation>/supprimer/",
        activity.delete_participation,
        name="delete_participation",
    ),
    path(f"{_CAMPAIGN}resultats/", results.campaign_results, name="campaign_results"),
    path(f"{_CAMPAIGN}analyse/", results.campaign_analysis, name="campaign_analysis"),
    path(
        f"{_CAMPAIGN}participants/<uuid:participation>/",
        results.participation_page,
        name="participation_page",
    ),
    path(f"{_CAMPAIGN}direct/", live.campaign_live, name="campaign_live"),
    path(f"{_CAMPAIGN}exports/", exports.campaign_exports, name="campaign_exports"),
    path(f"{_CAMPAIGN}exports/tableau/", exports.campaign_table, name="campaign_table"),
    path(f"{_CAMPAIGN}exports/preparer/", exports.ask_for_table, name="ask_for_table"),
    path(f"{_CAMPAIGN}exports/classe.pdf", exports.class_paper, name="campaign_class_paper"),
    path(f"{_CAMPAIGN}exports/familles.pdf", exports.family_papers, name="campaign_family_papers"),
    path(f"{_CAMPAIGN}exports/<uuid:export>/", exports.prepared_table, name="prepared_table"),
    path(f"{_CAMPAIGN}exports/<uuid:export>/fichier/", exports.table_file, name="table_file"),
    path(f"{_CAMPAIGN}projeter/", projection.campaign_projection, name="campaign_projection"),
    path(f"{_CAMPAIGN}affiche.pdf", projection.campaign_poster, name="campaign_poster"),
    path(f"{_CAMPAIGN}qr.svg", projection.campaign_qr, name="campaign_qr"),
    path(f"{_CAMPAIGN}reglages/", campaign_settings.campaign_settings, name="campaign_settings"),
    path(f"{_CAMPAIGN}reglages/modifier/", campaign_settings.campaign_edit, name="campaign_edit"),
    path(
        f"{_CAMPAIGN}reglages/archiver/",
        campaign_settings.campaign_archive,
        name="campaign_archive",
    ),
    path(
        f"{_CAMPAIGN}reglages/rouvrir/", campaign_settings.campaign_reopen, name="campaign_reopen"
    ),
    path(
        f"{_CAMPAIGN}reglages/supprimer/",
        campaign_settings.campaign_delete,
        name="campaign_delete",
    ),
    path(
        f"{_CAMPAIGN}reglages/responsable/",
        campaign_settings.campaign_owner,
        name="campaign_owner",
    ),
    path(_PROFILES, profiles.catalogue, name="target_profiles"),
    path(f"{_PROFILES}composer/", profile_editor.new_profile, name="target_profile_new"),
    path(_PROFILE, profiles.profile, name="target_profile"),
    path(f"{_PROFILE}modifier/", profile_editor.edit_profile, name="target_profile_edit"),
    path(f"{_PROFILE}dupliquer/", profiles.duplicate, name="target_profile_duplicate"),
    path(f"{_PROFILE}partage/", profiles.sharing, name="target_profile_sharing"),
    path(f"{_PROFILE}retirer/", profiles.archive, name="target_profile_archive"),
    path(f"{_PROFILE}remettre/", profiles.restore, name="target_profile_restore"),
    path(f"{_PROFILE}supprimer/", profiles.delete, name="target_profile_delete"),
    path(f"{_PROFILE}paliers/", awards.stages, name="target_profile_stages"),
    path(f"{_BADGES}ajouter/", awards.new_badge, name="target_profile_badge_new"),
    path(f"{_BADGES}<slug:badge>/", awards.edit_badge, name="target_profile_badge"),
    path(
        f"{_BADGES}<slug:badge>/supprimer/",
        awards.delete_badge,
        name="target_profile_badge_delete",
    ),
    path(_RESOURCES, resources.resources, name="resources"),
    path(f"{_RESOURCES}ajouter/", resources.resource_new, name="resource_new"),
    path(_RESOURCE, resources.resource, name="resource"),
    path(f"{_RESOURCE}modifier/", resources.resource_edit, name="resource_edit"),
    path(f"{_RESOURCE}utile/", resources.mark_resource, name="mark_resource"),
    path(f"{_RESOURCE}retirer/", resources.archive_resource, name="archive_resource"),
    path(f"{_RESOURCE}signaler/", resources.report_resource, name="report_resource"),
    path(_LEARNERS, learners.learners, name="learners"),
    path(f"{_LEARNERS}rattachements/", learners.claims, name="claims"),
    path(f"{_LEARNERS}rattachements/<uuid:claim>/", learners.settle_claim, name="settle_claim"),
    path(f"{_LEARNERS}<uuid:learner>/", learners.learner_page, name="learner_page"),
    path(f"{_LEARNERS}<uuid:learner>/detacher/", learners.unlink_learner, name="unlink_learner"),
    path(
        f"{_LEARNERS}<uuid:learner>/desactiver/", learners.disable_learner, name="disable_learner"
    ),
    path(f"{_LEARNERS}<uuid:learner>/reactiver/", learners.enable_learner, name="enable_learner"),
]
