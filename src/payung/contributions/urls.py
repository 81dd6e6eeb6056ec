"""Addresses of invoices."""

from django.urls import path

from payung.contributions.views import acting, invoices, preparing, settling

urlpatterns = [
    path("", invoices.index, name="invoices"),
    path("siapkan/", preparing.prepare, name="prepare_invoice"),
    path("<int:pk>/", invoices.show, name="invoice"),
    path("<int:pk>/csv/", invoices.lines_csv, name="invoice_csv"),
    path("<int:pk>/ajukan/", acting.submit, name="submit_invoice"),
    path("<int:pk>/setujui/", acting.approve, name="approve_invoice"),
    path("<int:pk>/kembalikan/", acting.send_back, name="send_back_invoice"),
    path("<int:pk>/tolak/", acting.refuse, name="refuse_invoice"),
    path("<int:pk>/bayar/", settling.pay, name="pay_invoice"),
    path("<int:pk>/penerimaan/", settling.receive, name="receive_invoice"),
    path("<int:pk>/baris/<int:line>/kredit/", settling.credit, name="credit_line"),
]
