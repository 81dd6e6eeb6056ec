from django.db import migrations

# The variable was named like the column it is compared with, so that no payout could be written at all.
PAYOUTS = """
CREATE OR REPLACE FUNCTION payung_pay_what_was_granted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  allowed bigint; paid bigint;
BEGIN
  SELECT d.amount INTO allowed FROM claims_decision d WHERE d.case_id = NEW.case_id AND d.granted FOR UPDATE;
  SELECT coalesce(sum(p.amount), 0) INTO paid FROM claims_payout p WHERE p.case_id = NEW.case_id;
  IF allowed IS NULL OR paid + NEW.amount > allowed
     OR NOT EXISTS (SELECT 1 FROM claims_heir h WHERE h.id = NEW.heir_id AND h.case_id = NEW.case_id) THEN
    RAISE EXCEPTION 'only what was granted is paid out, to an heir of the case'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_truths")]

    operations = [migrations.RunSQL(PAYOUTS, migrations.RunSQL.noop)]
