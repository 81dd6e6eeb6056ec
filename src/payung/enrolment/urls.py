"""Addresses of decrees, of BPJS's answers and of the end of a membership."""

from django.urls import path

from payung.enrolment.views import acting, decrees, exchange, memberships

urlpatterns = [
    path("", decrees.index, name="decrees"),
    path("siapkan/", decrees.prepare, name="prepare_decree"),
    path("<int:pk>/", decrees.show, name="decree"),
    path("<int:pk>/siapkan-ulang/", decrees.revise, name="revise_decree"),
    path("<int:pk>/ajukan/", acting.submit, name="submit_decree"),
    path("<int:pk>/setujui/", acting.approve, name="approve_decree"),
    path("<int:pk>/kembalikan/", acting.send_back, name="send_back_decree"),
    path("<int:pk>/tolak/", acting.refuse, name="refuse_decree"),
    path("<int:pk>/registrasi-bpjs/", exchange.export, name="export_registration"),
    path("jawaban-bpjs/", exchange.record_answer, name="record_answer"),
    path("jawaban-bpjs/<int:pk>/", exchange.show_answer, name="answer"),
    path("kepesertaan/<int:pk>/akhiri/", memberships.end, name="end_membership"),
]
