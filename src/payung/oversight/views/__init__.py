"""Pages of members, the dashboard and the audit log."""
