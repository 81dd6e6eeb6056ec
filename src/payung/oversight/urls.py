"""Addresses of members, the dashboard and the audit log."""

from django.urls import path

from payung.oversight.views import acting, dashboard, events, law, member, members

urlpatterns = [
    path("peserta/", members.index, name="members"),
    path("peserta/<int:pk>/", member.show, name="member"),
    path("peserta/<int:pk>/lihat/<str:field>/", acting.reveal_number, name="reveal_person"),
    path("peserta/<int:pk>/nik/", acting.correct, name="correct_nik"),
    path("ringkasan/", dashboard.show, name="dashboard"),
    path("ringkasan/kelurahan.csv", dashboard.villages_csv, name="dashboard_csv"),
    path("hukum/", law.show, name="law"),
    path("jejak/", events.index, name="events"),
    path("jejak/periksa/", events.verify, name="verify_events"),
]
