from django.db import migrations

REFUSE_CHANGE = """
CREATE FUNCTION payung_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % only grows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION payung_append_only(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION payung_refuse_change()', target);
  EXECUTE format('CREATE TRIGGER only_grows_whole BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION payung_refuse_change()', target);
  EXECUTE format('COMMENT ON TABLE %s IS %L', target, 'append-only: held by trigger and by the missing right');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(
            REFUSE_CHANGE,
            "DROP FUNCTION payung_append_only(regclass); DROP FUNCTION payung_refuse_change() CASCADE;",
        ),
        migrations.RunSQL(
            "SELECT payung_append_only('audit_event'); SELECT payung_append_only('audit_seal');",
            migrations.RunSQL.noop,
        ),
    ]
