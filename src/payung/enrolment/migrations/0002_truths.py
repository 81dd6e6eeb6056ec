from django.db import migrations

TRUTHS = """
-- Entries change only while the decree is being prepared.
CREATE FUNCTION payung_entry_of_open_decree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM touched t JOIN enrolment_decree d ON d.id = t.decree_id
             WHERE d.status NOT IN ('draft', 'sent_back')) THEN
    RAISE EXCEPTION 'the entries of a submitted decree never change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER entry_added AFTER INSERT ON enrolment_decreeentry REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION payung_entry_of_open_decree();
CREATE TRIGGER entry_removed AFTER DELETE ON enrolment_decreeentry REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION payung_entry_of_open_decree();
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON enrolment_decreeentry
  FOR EACH ROW EXECUTE FUNCTION payung_refuse_change();

-- Nobody is a member without a decree in force; who, by which decree and from when never changes.
CREATE FUNCTION payung_member_by_decree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM touched t JOIN enrolment_decree d ON d.id = t.decree_id WHERE d.status <> 'approved') THEN
    RAISE EXCEPTION 'a membership needs a decree in force' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER member_by_decree AFTER INSERT ON enrolment_membership REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION payung_member_by_decree();

CREATE FUNCTION payung_member_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'who is a member, by which decree and from when never changes'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER member_stays BEFORE UPDATE ON enrolment_membership FOR EACH ROW
  WHEN ((OLD.person_id, OLD.programme_id, OLD.decree_id, OLD.entry_id, OLD.registered_on)
        IS DISTINCT FROM (NEW.person_id, NEW.programme_id, NEW.decree_id, NEW.entry_id, NEW.registered_on))
  EXECUTE FUNCTION payung_member_stays();
CREATE TRIGGER member_kept BEFORE DELETE ON enrolment_membership
  FOR EACH ROW EXECUTE FUNCTION payung_refuse_change();
SELECT payung_append_only('enrolment_bpjsanswer');
SELECT payung_append_only('enrolment_bpjsanswerline');
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(TRUTHS, migrations.RunSQL.noop)]
