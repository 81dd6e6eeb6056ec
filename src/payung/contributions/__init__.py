"""Payers, invoices, payments, receipts and credits."""
