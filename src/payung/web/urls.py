"""Every address of the web application; each part brings its own."""

from django.urls import include, path

from payung.accounts.access import allowed
from payung.web import gallery, views

urlpatterns = [
    path("", views.home, name="home"),
    path("masuk/", views.SignIn.as_view(), name="sign_in"),
    path("keluar/", views.SignOut.as_view(), name="sign_out"),
    path("bahasa/", views.choose_language, name="set_language"),
    path("pekerjaan/<int:pk>/", views.job, name="job"),
    path("pekerjaan/<int:pk>/kemajuan/", views.job_progress, name="job_progress"),
    path("sehat/", views.health, name="health"),
    path("galeri/", allowed("account.manage")(gallery.page), name="gallery"),
    path("usulan/", include("payung.intake.urls")),
    path("keputusan/", include("payung.enrolment.urls")),
    path("iuran/", include("payung.contributions.urls")),
    path("klaim/", include("payung.claims.urls")),
    path("", include("payung.oversight.urls")),
]
