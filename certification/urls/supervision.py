"""Addresses of supervision."""

from django.urls import URLPattern, URLResolver, path

from certification.views.supervision import acts, entry, reports, room

_HERE = "surveillance/<int:number>/"
_SEAT = f"{_HERE}candidats/<uuid:candidate>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("surveillance/", entry.supervision_entry, name="supervision_entry"),
    path(_HERE, room.supervision, name="supervision"),
    path(f"{_HERE}grille/", room.supervision_grid, name="supervision_grid"),
    path(f"{_HERE}quitter/", entry.supervision_leave, name="supervision_leave"),
    path(f"{_HERE}autoriser/", acts.supervision_all, name="supervision_all"),
    path(f"{_HERE}temps/", acts.supervision_time, name="supervision_time"),
    path(f"{_HERE}signalement/", reports.supervision_report, name="supervision_report"),
    path(_SEAT, room.supervised_candidate, name="supervised_candidate"),
    path(f"{_SEAT}acte/", acts.supervised_act, name="supervised_act"),
    path(f"{_SEAT}temps/", acts.supervised_time, name="supervised_time"),
    path(f"{_SEAT}alerte/", acts.supervised_alert, name="supervised_alert"),
]
