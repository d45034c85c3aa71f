-- The store. A thing's key is the key of the event that made it: tenant_id << 40 | position in the tenant's own
-- sequence. So the tenant leads every key, one integer is the whole key, and each table is one b-tree in that order.
-- Dates are days since 1970-01-01, amounts minor units, quantities and prices 10^-9, rates millionths.
-- RAISE(ROLLBACK): whatever breaks a promise takes the whole turn with it, so that no part of it can be committed.

CREATE TABLE tenant (
  tenant_id INTEGER PRIMARY KEY CHECK (tenant_id BETWEEN 1 AND 8388607),
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE writer (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  epoch INTEGER NOT NULL,
  turn INTEGER NOT NULL
) STRICT;
INSERT INTO writer VALUES (1, 0, 0);

CREATE TABLE event (
  event_key INTEGER PRIMARY KEY,
  type INTEGER NOT NULL CHECK (type BETWEEN 1 AND 5),
  payload BLOB NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  tenant_id INTEGER GENERATED ALWAYS AS (event_key >> 40) VIRTUAL,
  position INTEGER GENERATED ALWAYS AS (event_key & 1099511627775) VIRTUAL,
  CHECK (event_key & 1099511627775 > 0)
) STRICT;

CREATE TABLE command_log (
  tenant_id INTEGER NOT NULL REFERENCES tenant,
  idempotency_key TEXT NOT NULL,
  request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
  reply BLOB NOT NULL,
  UNIQUE (tenant_id, idempotency_key)
) STRICT;

CREATE TABLE customer (
  customer_key INTEGER PRIMARY KEY REFERENCES event,
  customer_id TEXT NOT NULL,
  name TEXT NOT NULL,
  tax_id TEXT NOT NULL,
  street TEXT NOT NULL,
  city TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  country TEXT NOT NULL,
  tenant_id INTEGER GENERATED ALWAYS AS (customer_key >> 40) VIRTUAL,
  UNIQUE (tenant_id, customer_id)
) STRICT;

CREATE TABLE series (
  series_key INTEGER PRIMARY KEY REFERENCES event,
  series TEXT NOT NULL,
  prefix TEXT NOT NULL,
  digits INTEGER NOT NULL,
  first_number INTEGER NOT NULL CHECK (first_number >= 1),
  last_number INTEGER NOT NULL,
  next_number INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  last_issue_date INTEGER NOT NULL,
  last_document_key INTEGER,
  authorization TEXT NOT NULL,
  tenant_id INTEGER GENERATED ALWAYS AS (series_key >> 40) VIRTUAL,
  UNIQUE (tenant_id, series),
  CHECK (next_number BETWEEN first_number AND last_number + 1)
) STRICT;
CREATE INDEX series_by_prefix ON series (tenant_id, prefix);

-- Lines, taxes, allowances and charges go in after the event and before the document, whose own trigger then checks
-- that they add up: one look for each document instead of one for each row.
CREATE TABLE document_line (
  document_key INTEGER NOT NULL,
  line_no INTEGER NOT NULL,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit_code TEXT NOT NULL,
  unit_price INTEGER NOT NULL,
  base_quantity INTEGER NOT NULL,
  category INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_key, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_tax (
  document_key INTEGER NOT NULL,
  category INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  base INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_key, category, rate)
) STRICT, WITHOUT ROWID;

-- line_no 0: at document level.
CREATE TABLE document_allowance (
  document_key INTEGER NOT NULL,
  line_no INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  charge INTEGER NOT NULL CHECK (charge BETWEEN 0 AND 1),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  reason TEXT NOT NULL,
  category INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  PRIMARY KEY (document_key, line_no, ordinal)
) STRICT, WITHOUT ROWID;

-- The customer as it was at issue is the customer's row: those never change.
CREATE TABLE document (
  document_key INTEGER PRIMARY KEY REFERENCES event,
  series_key INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  number TEXT NOT NULL,
  customer_key INTEGER NOT NULL REFERENCES customer,
  issue_date INTEGER NOT NULL,
  due_date INTEGER NOT NULL,
  currency TEXT NOT NULL,
  line_total INTEGER NOT NULL,
  allowance_total INTEGER NOT NULL,
  charge_total INTEGER NOT NULL,
  tax_total INTEGER NOT NULL,
  prepaid INTEGER NOT NULL,
  rounding INTEGER NOT NULL,
  payable INTEGER NOT NULL,
  paid INTEGER NOT NULL,
  status INTEGER NOT NULL,
  reference TEXT NOT NULL,
  note TEXT NOT NULL,
  tenant_id INTEGER GENERATED ALWAYS AS (document_key >> 40) VIRTUAL,
  id INTEGER GENERATED ALWAYS AS (document_key & 1099511627775) VIRTUAL,
  UNIQUE (tenant_id, number),
  CHECK (series_key >> 40 = document_key >> 40),
  CHECK (customer_key >> 40 = document_key >> 40),
  CHECK (due_date >= issue_date),
  CHECK (payable = line_total - allowance_total + charge_total + tax_total - prepaid + rounding),
  CHECK (paid BETWEEN 0 AND payable),
  CHECK (status BETWEEN 1 AND 3),
  CHECK ((status = 2) = (paid = payable)),
  CHECK (status <> 3 OR paid = 0)
) STRICT;
-- A list of any status is a merge of three walks, so that one index serves lists with and without a status.
CREATE INDEX document_by_status ON document (tenant_id, status, issue_date);
CREATE INDEX document_by_customer ON document (customer_key, status, issue_date);

CREATE TABLE payment (
  payment_key INTEGER PRIMARY KEY REFERENCES event,
  document_key INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  received_date INTEGER NOT NULL,
  reference TEXT,
  method TEXT NOT NULL,
  tenant_id INTEGER GENERATED ALWAYS AS (payment_key >> 40) VIRTUAL,
  CHECK (document_key >> 40 = payment_key >> 40)
) STRICT;
CREATE UNIQUE INDEX payment_by_reference ON payment (tenant_id, reference) WHERE reference IS NOT NULL;

-- Running balances, debits less credits: one row for a tenant's currency, since every invoice changes three of them.
CREATE TABLE account (
  tenant_id INTEGER NOT NULL REFERENCES tenant,
  currency TEXT NOT NULL,
  receivable INTEGER NOT NULL DEFAULT 0,
  revenue INTEGER NOT NULL DEFAULT 0,
  tax_payable INTEGER NOT NULL DEFAULT 0,
  cash INTEGER NOT NULL DEFAULT 0,
  prepayment INTEGER NOT NULL DEFAULT 0,
  rounding INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, currency),
  CHECK (receivable + revenue + tax_payable + cash + prepayment + rounding = 0)
) STRICT, WITHOUT ROWID;

-- Two legs, one tenant and one currency by construction: a transfer cannot be out of balance. debit, credit: 1 receivable,
-- 2 revenue, 3 tax payable, 4 cash, 5 prepayment, 6 rounding.
CREATE TABLE transfer (
  event_key INTEGER NOT NULL,
  leg INTEGER NOT NULL,
  currency TEXT NOT NULL,
  debit INTEGER NOT NULL,
  credit INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  PRIMARY KEY (event_key, leg),
  CHECK (debit BETWEEN 1 AND 6),
  CHECK (credit BETWEEN 1 AND 6),
  CHECK (debit <> credit)
) STRICT, WITHOUT ROWID;

-- What is never changed.
CREATE TRIGGER tenant_update BEFORE UPDATE ON tenant BEGIN SELECT RAISE(ROLLBACK, 'tenants never change'); END;
CREATE TRIGGER tenant_delete BEFORE DELETE ON tenant BEGIN SELECT RAISE(ROLLBACK, 'tenants are never deleted'); END;
CREATE TRIGGER event_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ROLLBACK, 'events never change'); END;
CREATE TRIGGER event_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ROLLBACK, 'events are never deleted'); END;
CREATE TRIGGER command_log_update BEFORE UPDATE ON command_log BEGIN SELECT RAISE(ROLLBACK, 'replies never change'); END;
CREATE TRIGGER command_log_delete BEFORE DELETE ON command_log BEGIN SELECT RAISE(ROLLBACK, 'replies are never deleted'); END;
CREATE TRIGGER customer_update BEFORE UPDATE ON customer BEGIN SELECT RAISE(ROLLBACK, 'customers never change'); END;
CREATE TRIGGER customer_delete BEFORE DELETE ON customer BEGIN SELECT RAISE(ROLLBACK, 'customers are never deleted'); END;
CREATE TRIGGER series_delete BEFORE DELETE ON series BEGIN SELECT RAISE(ROLLBACK, 'series are never deleted'); END;
CREATE TRIGGER document_line_update BEFORE UPDATE ON document_line BEGIN SELECT RAISE(ROLLBACK, 'issued lines never change'); END;
CREATE TRIGGER document_line_delete BEFORE DELETE ON document_line BEGIN SELECT RAISE(ROLLBACK, 'issued lines are never deleted'); END;
CREATE TRIGGER document_tax_update BEFORE UPDATE ON document_tax BEGIN SELECT RAISE(ROLLBACK, 'issued taxes never change'); END;
CREATE TRIGGER document_tax_delete BEFORE DELETE ON document_tax BEGIN SELECT RAISE(ROLLBACK, 'issued taxes are never deleted'); END;
CREATE TRIGGER document_allowance_update BEFORE UPDATE ON document_allowance BEGIN SELECT RAISE(ROLLBACK, 'issued allowances never change'); END;
CREATE TRIGGER document_allowance_delete BEFORE DELETE ON document_allowance BEGIN SELECT RAISE(ROLLBACK, 'issued allowances are never deleted'); END;
CREATE TRIGGER document_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ROLLBACK, 'documents are never deleted'); END;
CREATE TRIGGER document_frozen BEFORE UPDATE OF
  document_key, series_key, sequence, number, customer_key, issue_date, due_date, currency, line_total, allowance_total,
  charge_total, tax_total, prepaid, rounding, payable, reference, note
ON document BEGIN SELECT RAISE(ROLLBACK, 'an issued document is frozen'); END;
CREATE TRIGGER payment_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ROLLBACK, 'payments never change'); END;
CREATE TRIGGER payment_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ROLLBACK, 'payments are never deleted'); END;
CREATE TRIGGER account_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ROLLBACK, 'accounts are never deleted'); END;
CREATE TRIGGER transfer_update BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ROLLBACK, 'transfers never change'); END;
CREATE TRIGGER transfer_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ROLLBACK, 'transfers are never deleted'); END;

-- Positions have no gap: each event comes right after the one before. Twice the same is the primary key's matter.
CREATE TRIGGER event_contiguous BEFORE INSERT ON event
WHEN NEW.event_key & 1099511627775 <> 1
 AND NOT EXISTS (SELECT 1 FROM event WHERE event_key = NEW.event_key - 1)
BEGIN SELECT RAISE(ROLLBACK, 'an event must have the next position'); END;

CREATE TRIGGER event_of_tenant BEFORE INSERT ON event
WHEN NEW.event_key & 1099511627775 = 1
 AND NOT EXISTS (SELECT 1 FROM tenant WHERE tenant_id = NEW.event_key >> 40)
BEGIN SELECT RAISE(ROLLBACK, 'an event needs its tenant'); END;

-- A document takes the series' next number, and nothing else moves the series on.
CREATE TRIGGER document_takes_number AFTER INSERT ON document BEGIN
  UPDATE series SET
    next_number = next_number + 1,
    last_issue_date = NEW.issue_date,
    last_document_key = NEW.document_key
  WHERE series_key = NEW.series_key
    AND next_number = NEW.sequence
    AND last_issue_date <= NEW.issue_date
    AND NEW.issue_date BETWEEN valid_from AND valid_to
    AND NEW.number = prefix || printf('%0*d', digits, NEW.sequence);
  SELECT RAISE(ROLLBACK, 'number or date does not follow in the series') WHERE changes() = 0;
END;
CREATE TRIGGER series_grows BEFORE UPDATE ON series
WHEN NEW.next_number <> OLD.next_number + 1
  OR NEW.series_key <> OLD.series_key OR NEW.series <> OLD.series OR NEW.prefix <> OLD.prefix OR NEW.digits <> OLD.digits
  OR NOT EXISTS (SELECT 1 FROM document WHERE document_key = NEW.last_document_key
                 AND series_key = OLD.series_key AND sequence = OLD.next_number AND issue_date = NEW.last_issue_date)
BEGIN SELECT RAISE(ROLLBACK, 'a series moves by one, with its document'); END;

CREATE TRIGGER document_adds_up AFTER INSERT ON document BEGIN
  SELECT RAISE(ROLLBACK, 'totals do not follow from the lines, taxes, allowances and charges')
  WHERE NEW.line_total IS NOT (SELECT sum(amount) FROM document_line WHERE document_key = NEW.document_key)
     OR NEW.tax_total <> (SELECT coalesce(sum(amount), 0) FROM document_tax WHERE document_key = NEW.document_key)
     OR (NEW.allowance_total, NEW.charge_total) <>
        (SELECT coalesce(sum(amount) FILTER (WHERE charge = 0), 0), coalesce(sum(amount) FILTER (WHERE charge = 1), 0)
         FROM document_allowance WHERE document_key = NEW.document_key AND line_no = 0);
END;

-- open -> paid | void; nothing leads back.
CREATE TRIGGER document_status BEFORE UPDATE OF status ON document WHEN OLD.status <> 1
BEGIN SELECT RAISE(ROLLBACK, 'only an open document can be paid or voided'); END;

CREATE TRIGGER payment_pays AFTER INSERT ON payment BEGIN
  UPDATE document SET paid = paid + NEW.amount, status = CASE WHEN paid + NEW.amount = payable THEN 2 ELSE 1 END
  WHERE document_key = NEW.document_key AND status = 1;
  SELECT RAISE(ROLLBACK, 'a payment needs an open document') WHERE changes() = 0;
END;

CREATE TRIGGER transfer_posts AFTER INSERT ON transfer BEGIN
  UPDATE account SET
    receivable = receivable + NEW.amount * ((NEW.debit = 1) - (NEW.credit = 1)),
    revenue = revenue + NEW.amount * ((NEW.debit = 2) - (NEW.credit = 2)),
    tax_payable = tax_payable + NEW.amount * ((NEW.debit = 3) - (NEW.credit = 3)),
    cash = cash + NEW.amount * ((NEW.debit = 4) - (NEW.credit = 4)),
    prepayment = prepayment + NEW.amount * ((NEW.debit = 5) - (NEW.credit = 5)),
    rounding = rounding + NEW.amount * ((NEW.debit = 6) - (NEW.credit = 6))
  WHERE tenant_id = NEW.event_key >> 40 AND currency = NEW.currency;
  SELECT RAISE(ROLLBACK, 'a transfer needs its accounts') WHERE changes() = 0;
END;
