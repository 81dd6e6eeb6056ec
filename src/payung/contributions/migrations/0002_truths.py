from django.db import migrations

# The functions run as their owner, so that the program's own role needs no right on the table they keep.
TRUTHS = """
CREATE FUNCTION payung_charge_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f JOIN contributions_invoice i ON i.id = f.invoice_id WHERE i.status <> 'draft') THEN
    RAISE EXCEPTION 'lines are added to a draft invoice only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO contributions_chargedmonth (person_id, month, line_id) SELECT person_id, month, id FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER charge_lines AFTER INSERT ON contributions_invoiceline REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION payung_charge_lines();
SELECT payung_append_only('contributions_invoiceline');
COMMENT ON TABLE contributions_chargedmonth IS 'trigger-only: one row for each month that stands charged';

CREATE FUNCTION payung_invoice_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  charged bigint; charged_lines bigint; given_back bigint;
BEGIN
  IF OLD.status <> 'draft' AND (OLD.programme_id, OLD.payer, OLD.month, OLD.sequence, OLD.line_count, OLD.lines_total,
      OLD.credits_total, OLD.total, OLD.basis, OLD.prepared_by_id, OLD.prepared_on)
     IS DISTINCT FROM (NEW.programme_id, NEW.payer, NEW.month, NEW.sequence, NEW.line_count, NEW.lines_total,
      NEW.credits_total, NEW.total, NEW.basis, NEW.prepared_by_id, NEW.prepared_on) THEN
    RAISE EXCEPTION 'a submitted invoice never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = OLD.status THEN RETURN NEW; END IF;
  IF (OLD.status, NEW.status) NOT IN (('draft', 'submitted'), ('submitted', 'approved'), ('submitted', 'sent_back'),
      ('submitted', 'refused'), ('approved', 'paid')) THEN
    RAISE EXCEPTION 'an invoice does not go from % to %', OLD.status, NEW.status
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status IN ('submitted', 'approved') THEN
    SELECT coalesce(sum(amount), 0), count(*) INTO charged, charged_lines
      FROM contributions_invoiceline WHERE invoice_id = NEW.id;
    SELECT coalesce(sum(l.amount), 0) INTO given_back FROM contributions_carriedcredit k
      JOIN contributions_credit c ON c.id = k.credit_id JOIN contributions_invoiceline l ON l.id = c.line_id
      WHERE k.invoice_id = NEW.id;
    IF charged <> NEW.lines_total OR charged_lines <> NEW.line_count OR given_back <> NEW.credits_total THEN
      RAISE EXCEPTION 'the total of an invoice is the sum of its lines less the credits it carries'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  IF NEW.status = 'paid' AND NOT EXISTS (SELECT 1 FROM contributions_payment WHERE invoice_id = NEW.id) THEN
    RAISE EXCEPTION 'an invoice is paid by a payment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status IN ('sent_back', 'refused') THEN
    DELETE FROM contributions_chargedmonth m USING contributions_invoiceline l
      WHERE l.id = m.line_id AND l.invoice_id = NEW.id;
    DELETE FROM contributions_carriedcredit WHERE invoice_id = NEW.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_moves BEFORE UPDATE ON contributions_invoice
  FOR EACH ROW EXECUTE FUNCTION payung_invoice_moves();
CREATE TRIGGER invoice_kept BEFORE DELETE ON contributions_invoice
  FOR EACH ROW EXECUTE FUNCTION payung_refuse_change();

CREATE FUNCTION payung_credit_frees() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f JOIN contributions_invoiceline l ON l.id = f.line_id
             JOIN contributions_invoice i ON i.id = l.invoice_id WHERE i.status NOT IN ('approved', 'paid')) THEN
    RAISE EXCEPTION 'a credit corrects an approved line' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  DELETE FROM contributions_chargedmonth m USING fresh f WHERE m.line_id = f.line_id;
  RETURN NULL;
END $$;
CREATE TRIGGER credit_frees AFTER INSERT ON contributions_credit REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION payung_credit_frees();
SELECT payung_append_only('contributions_credit');

CREATE FUNCTION payung_pay_what_was_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM contributions_invoice
                 WHERE id = NEW.invoice_id AND status = 'approved' AND total = NEW.amount) THEN
    RAISE EXCEPTION 'only an approved invoice is paid, to the rupiah' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pay_what_was_approved BEFORE INSERT ON contributions_payment
  FOR EACH ROW EXECUTE FUNCTION payung_pay_what_was_approved();
SELECT payung_append_only('contributions_payment');
SELECT payung_append_only('contributions_receipt');
SELECT payung_append_only('contributions_receiptline');
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(TRUTHS, migrations.RunSQL.noop)]
