"""Addresses of lists and registers."""

from django.urls import path

from payung.intake.views import acting, lists, registers, rows

urlpatterns = [
    path("", lists.index, name="lists"),
    path("kirim/", lists.send, name="send_list"),
    path("<int:pk>/", lists.show, name="list"),
    path("<int:pk>/excel/", lists.workbook, name="list_workbook"),
    path("<int:pk>/baris/", rows.index, name="list_rows"),
    path("<int:pk>/baris/<int:row>/", rows.show, name="list_row"),
    path("<int:pk>/baris/<int:row>/lihat/", rows.reveal, name="reveal_row"),
    path("<int:pk>/baris/<int:row>/kenali/", rows.identify_row, name="identify_row"),
    path("<int:pk>/baris/<int:row>/tunda/", rows.park_row, name="park_row"),
    path("<int:pk>/saring/", acting.screen_again, name="screen_list"),
    path("<int:pk>/terapkan/", acting.apply, name="apply_suggestions"),
    path("<int:pk>/tunda-sisanya/", acting.park_others, name="park_rest"),
    path("<int:pk>/ajukan/", acting.submit_list, name="submit_list"),
    path("<int:pk>/setujui/", acting.approve_list, name="approve_list"),
    path("<int:pk>/kembalikan/", acting.send_back_list, name="send_back_list"),
    path("<int:pk>/tolak/", acting.refuse_list, name="refuse_list"),
    path("registrasi/", registers.index, name="registers"),
]
