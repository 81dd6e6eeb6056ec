from django.db import migrations

TRUTHS = """
CREATE FUNCTION payung_award_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lines bigint;
BEGIN
  IF (OLD.case_id, OLD.law_day, OLD.computed_on, OLD.outcome, OLD.total, OLD.possible, OLD.body, OLD.prepared_by_id)
     IS DISTINCT FROM
     (NEW.case_id, NEW.law_day, NEW.computed_on, NEW.outcome, NEW.total, NEW.possible, NEW.body, NEW.prepared_by_id) THEN
    RAISE EXCEPTION 'an award never changes; a new one is made' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status <> OLD.status AND OLD.status <> 'submitted' THEN
    RAISE EXCEPTION 'an award is decided once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'approved' AND NEW.outcome = 'certain' THEN
    SELECT coalesce(sum(amount), 0) INTO lines FROM claims_awardline WHERE award_id = NEW.id;
    IF lines <> NEW.total THEN
      RAISE EXCEPTION 'the total of an award is the sum of its lines' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER award_stays BEFORE UPDATE ON claims_award FOR EACH ROW EXECUTE FUNCTION payung_award_stays();
CREATE TRIGGER award_kept BEFORE DELETE ON claims_award FOR EACH ROW EXECUTE FUNCTION payung_refuse_change();

CREATE FUNCTION payung_line_of_new_award() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM claims_award WHERE id = NEW.award_id AND status = 'submitted') THEN
    RAISE EXCEPTION 'the lines of a decided award never change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER line_of_new_award BEFORE INSERT ON claims_awardline
  FOR EACH ROW EXECUTE FUNCTION payung_line_of_new_award();
SELECT payung_append_only('claims_awardline');

CREATE FUNCTION payung_decide_on_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM claims_award WHERE id = NEW.award_id AND case_id = NEW.case_id AND status = 'approved') THEN
    RAISE EXCEPTION 'BPJS decides on an approved award' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decide_on_approved BEFORE INSERT ON claims_decision
  FOR EACH ROW EXECUTE FUNCTION payung_decide_on_approved();
SELECT payung_append_only('claims_decision');

-- Runs as its owner: locking the decision's row is a right the program's own role does not have.
CREATE FUNCTION payung_pay_what_was_granted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  due bigint; already bigint;
BEGIN
  SELECT d.amount INTO due FROM claims_decision d WHERE d.case_id = NEW.case_id AND d.granted FOR UPDATE;
  SELECT coalesce(sum(p.amount), 0) INTO already FROM claims_payout p WHERE p.case_id = NEW.case_id;
  IF due IS NULL OR already + NEW.amount > due
     OR NOT EXISTS (SELECT 1 FROM claims_heir WHERE id = NEW.heir_id AND case_id = NEW.case_id) THEN
    RAISE EXCEPTION 'only what was granted is paid out, to an heir of the case'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pay_what_was_granted BEFORE INSERT ON claims_payout
  FOR EACH ROW EXECUTE FUNCTION payung_pay_what_was_granted();
SELECT payung_append_only('claims_payout');
SELECT payung_append_only('claims_handover');
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(TRUTHS, migrations.RunSQL.noop)]
