from django.db import migrations

TRUTHS = """
CREATE FUNCTION payung_confirmation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.programme_id, OLD.rule, OLD.reading, OLD.letter, OLD.dated, OLD.proposed_by_id, OLD.proposed_on)
     IS DISTINCT FROM
     (NEW.programme_id, NEW.rule, NEW.reading, NEW.letter, NEW.dated, NEW.proposed_by_id, NEW.proposed_on) THEN
    RAISE EXCEPTION 'a recorded letter never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.status <> 'submitted' AND (OLD.status, OLD.decided_by_id, OLD.decided_on, OLD.decision_reason)
     IS DISTINCT FROM (NEW.status, NEW.decided_by_id, NEW.decided_on, NEW.decision_reason) THEN
    RAISE EXCEPTION 'a letter is decided once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.ended_on IS NOT NULL AND NEW.ended_on IS DISTINCT FROM OLD.ended_on THEN
    RAISE EXCEPTION 'a letter is replaced once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmation_stays BEFORE UPDATE ON claims_readingconfirmation
  FOR EACH ROW EXECUTE FUNCTION payung_confirmation_stays();
CREATE TRIGGER confirmation_kept BEFORE DELETE ON claims_readingconfirmation
  FOR EACH ROW EXECUTE FUNCTION payung_refuse_change();
CREATE TRIGGER confirmation_kept_whole BEFORE TRUNCATE ON claims_readingconfirmation
  FOR EACH STATEMENT EXECUTE FUNCTION payung_refuse_change();

CREATE FUNCTION payung_confirmation_begins_undecided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> 'submitted' THEN
    RAISE EXCEPTION 'a letter is recorded before it is decided' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmation_begins_undecided BEFORE INSERT ON claims_readingconfirmation
  FOR EACH ROW EXECUTE FUNCTION payung_confirmation_begins_undecided();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_reading_confirmations"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(TRUTHS, migrations.RunSQL.noop)]
