"""Addresses of deaths: from the report to the handover."""

from django.urls import path

from payung.claims.views import acting, cases, readings, reporting

urlpatterns = [
    path("", cases.index, name="cases"),
    path("tafsiran/", readings.index, name="readings"),
    path("tafsiran/<str:rule>/catat/", readings.propose, name="propose_reading"),
    path("tafsiran/<int:pk>/setujui/", readings.approve, name="approve_reading"),
    path("tafsiran/<int:pk>/tolak/", readings.refuse, name="refuse_reading"),
    path("lapor/<int:pk>/", reporting.report, name="report_death"),
    path("<int:pk>/", cases.show, name="case"),
    path("<int:pk>/ahli-waris/", reporting.name_heir, name="add_heir"),
    path("<int:pk>/santunan/", acting.prepare, name="award_case"),
    path("<int:pk>/setujui/", acting.approve, name="approve_award"),
    path("<int:pk>/kembalikan/", acting.send_back, name="send_back_award"),
    path("<int:pk>/tolak/", acting.refuse, name="refuse_award"),
    path("<int:pk>/keputusan/", acting.decide, name="record_decision"),
    path("<int:pk>/bayar/", acting.pay, name="record_payout"),
    path("<int:pk>/serahkan/", acting.hand_over, name="record_handover"),
    path("<int:pk>/rekening/<int:heir>/", acting.show_account, name="reveal_account"),
]
