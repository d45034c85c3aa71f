-- The read model and the ledger: what the events mean, for decisions and queries. All of it can be made again from the events
-- (db/rebuild.h), so whatever is here has no other source. Keys, dates, amounts as in 0001_log.sql.

-- As it is now; what it was at each version is in customer_version, where documents point to.
CREATE TABLE customer (
  customer_key INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  archived INTEGER NOT NULL CHECK (archived BETWEEN 0 AND 1),
  tenant_id INTEGER GENERATED ALWAYS AS (customer_key >> 40) VIRTUAL,
  UNIQUE (tenant_id, customer_id)
) STRICT;

CREATE TABLE customer_version (
  customer_key INTEGER NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  tax_id TEXT NOT NULL,
  street TEXT NOT NULL,
  city TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (customer_key, version)
) STRICT, WITHOUT ROWID;

-- Who issues: the last row before a document's key is the seller that it was issued by.
CREATE TABLE seller (
  seller_key INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  tax_id TEXT NOT NULL,
  street TEXT NOT NULL,
  city TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  country TEXT NOT NULL
) STRICT;

-- What holds for all of a tenant's books. No row: the defaults.
CREATE TABLE books (
  tenant_id INTEGER PRIMARY KEY,
  closed_through INTEGER NOT NULL,
  rounding_profile INTEGER NOT NULL CHECK (rounding_profile BETWEEN 0 AND 2),
  void_forbidden INTEGER NOT NULL CHECK (void_forbidden BETWEEN 0 AND 1)
) STRICT;

CREATE TABLE product (
  product_key INTEGER PRIMARY KEY,
  product_id TEXT NOT NULL,
  name TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  archived INTEGER NOT NULL CHECK (archived BETWEEN 0 AND 1),
  tenant_id INTEGER GENERATED ALWAYS AS (product_key >> 40) VIRTUAL,
  UNIQUE (tenant_id, product_id)
) STRICT;

CREATE TABLE price (
  price_key INTEGER PRIMARY KEY,
  price_id TEXT NOT NULL,
  product_key INTEGER NOT NULL,
  currency TEXT NOT NULL,
  unit_price INTEGER NOT NULL,
  base_quantity INTEGER NOT NULL,
  tax_code TEXT NOT NULL,
  archived INTEGER NOT NULL CHECK (archived BETWEEN 0 AND 1),
  tenant_id INTEGER GENERATED ALWAYS AS (price_key >> 40) VIRTUAL,
  UNIQUE (tenant_id, price_id)
) STRICT;

-- retired_after: last day it may be used on. last_used: latest issue date that used it.
CREATE TABLE tax_code (
  tax_code_key INTEGER PRIMARY KEY,
  tax_code TEXT NOT NULL,
  retired_after INTEGER NOT NULL,
  last_used INTEGER NOT NULL,
  tenant_id INTEGER GENERATED ALWAYS AS (tax_code_key >> 40) VIRTUAL,
  UNIQUE (tenant_id, tax_code)
) STRICT;

CREATE TABLE tax_rate (
  tax_code_key INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  category INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  PRIMARY KEY (tax_code_key, valid_from)
) STRICT, WITHOUT ROWID;

-- kind: 1 invoices, 2 credit notes.
CREATE TABLE series (
  series_key INTEGER PRIMARY KEY,
  series TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),
  prefix TEXT NOT NULL,
  digits INTEGER NOT NULL,
  first_number INTEGER NOT NULL CHECK (first_number >= 1),
  last_number INTEGER NOT NULL,
  next_number INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  last_issue_date INTEGER NOT NULL,
  last_document_key INTEGER,
  closed INTEGER NOT NULL CHECK (closed BETWEEN 0 AND 1),
  authorization TEXT NOT NULL,
  tenant_id INTEGER GENERATED ALWAYS AS (series_key >> 40) VIRTUAL,
  UNIQUE (tenant_id, series),
  CHECK (next_number BETWEEN first_number AND last_number + 1)
) STRICT;
CREATE INDEX series_by_prefix ON series (tenant_id, prefix);

-- content_key: of the event that holds the whole content as it is now. status: 1 draft, 2 deleted, 3 issued.
CREATE TABLE draft (
  draft_key INTEGER PRIMARY KEY,
  content_key INTEGER NOT NULL,
  customer_key INTEGER NOT NULL,
  version INTEGER NOT NULL,
  status INTEGER NOT NULL CHECK (status BETWEEN 1 AND 3),
  tenant_id INTEGER GENERATED ALWAYS AS (draft_key >> 40) VIRTUAL
) STRICT;
CREATE INDEX draft_by_status ON draft (tenant_id, status);

-- Lines, taxes, allowances and charges go in after the event and before the document, whose own trigger then checks
-- that they add up: one look for each document instead of one for each row. of_line: of a credit note's line, the line of the
-- invoice that it credits.
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
  price_id TEXT,
  tax_code TEXT,
  of_line INTEGER,
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

-- kind: 1 invoice, 2 credit note. status: 1 open, 2 paid, 3 void, 4 uncollectible; 5: a credit note's only one.
-- paid: by payments and customer credit. credited: by credit notes; of a credit note, how much of it went to its invoice.
-- changed_key: of the last event that changed it, 0: none. invoice_key: of a credit note, the invoice that it credits.
CREATE TABLE document (
  document_key INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),
  series_key INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  number TEXT NOT NULL,
  customer_key INTEGER NOT NULL,
  customer_version INTEGER NOT NULL,
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
  credited INTEGER NOT NULL,
  status INTEGER NOT NULL,
  rounding_profile INTEGER NOT NULL,
  changed_key INTEGER NOT NULL,
  invoice_key INTEGER,
  reference TEXT NOT NULL,
  note TEXT NOT NULL,
  tenant_id INTEGER GENERATED ALWAYS AS (document_key >> 40) VIRTUAL,
  id INTEGER GENERATED ALWAYS AS (document_key & 1099511627775) VIRTUAL,
  UNIQUE (tenant_id, number),
  CHECK (series_key >> 40 = document_key >> 40),
  CHECK (customer_key >> 40 = document_key >> 40),
  CHECK (invoice_key >> 40 = document_key >> 40),
  CHECK ((kind = 2) = (invoice_key IS NOT NULL)),
  CHECK (due_date >= issue_date),
  CHECK (payable = line_total - allowance_total + charge_total + tax_total - prepaid + rounding),
  CHECK (paid >= 0 AND credited >= 0 AND paid + credited <= payable),
  CHECK (status BETWEEN 1 AND 5),
  CHECK ((status = 5) = (kind = 2)),
  CHECK (kind = 2 OR (status = 2) = (paid + credited = payable)),
  CHECK (status <> 3 OR (paid = 0 AND credited = 0))
) STRICT;
-- A list of any status is a merge of walks, one for each, so that one index serves lists with and without a status.
CREATE INDEX document_by_status ON document (tenant_id, status, issue_date);
CREATE INDEX document_by_customer ON document (customer_key, status, issue_date);
CREATE INDEX document_by_reference ON document (tenant_id, reference) WHERE reference <> '';
CREATE INDEX document_by_invoice ON document (invoice_key) WHERE invoice_key IS NOT NULL;
-- What of a customer's changed since some event, for its account as of then. An invoice is in it once it changes: its issue pays nothing.
CREATE INDEX document_by_change ON document (customer_key, changed_key) WHERE changed_key > 0;

-- What is not allocated, refunded or reversed of it is the customer's credit.
CREATE TABLE payment (
  payment_key INTEGER PRIMARY KEY,
  customer_key INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  refunded INTEGER NOT NULL CHECK (refunded BETWEEN 0 AND amount),
  reversed_key INTEGER NOT NULL,  -- of its PaymentReversed event, 0: none
  received_date INTEGER NOT NULL,
  reference TEXT,
  method TEXT NOT NULL,
  tenant_id INTEGER GENERATED ALWAYS AS (payment_key >> 40) VIRTUAL,
  CHECK (customer_key >> 40 = payment_key >> 40)
) STRICT;
CREATE INDEX payment_by_customer ON payment (customer_key);
CREATE UNIQUE INDEX payment_by_reference ON payment (tenant_id, reference) WHERE reference IS NOT NULL;

-- source_key: as of an allocation.
CREATE TABLE refund (
  refund_key INTEGER PRIMARY KEY,
  source_key INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  reference TEXT,
  tenant_id INTEGER GENERATED ALWAYS AS (refund_key >> 40) VIRTUAL
) STRICT;
CREATE UNIQUE INDEX refund_by_reference ON refund (tenant_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX refund_by_source ON refund (source_key);

-- What pays which invoice right now. source_key: a payment's, or the customer's own key for its credit.
CREATE TABLE allocation (
  source_key INTEGER NOT NULL,
  document_key INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),  -- a row that gets to 0 goes
  PRIMARY KEY (source_key, document_key),
  CHECK (source_key >> 40 = document_key >> 40)
) STRICT, WITHOUT ROWID;
CREATE INDEX allocation_by_document ON allocation (document_key);

-- What a customer has to its credit.
CREATE TABLE customer_credit (
  customer_key INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (customer_key, currency)
) STRICT, WITHOUT ROWID;

-- What is due from a customer, by the day that it is due on: balances and aging without a walk over invoices. A row that gets
-- to 0 goes.
CREATE TABLE open_due (
  customer_key INTEGER NOT NULL,
  currency TEXT NOT NULL,
  due_date INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (customer_key, currency, due_date)
) STRICT, WITHOUT ROWID;

-- What moves a customer's account (receivables less credit) besides its documents' issue, for statements. entry_date: the day of
-- recording, but a payment's own day of receipt: what was recorded after some moment is found by its date or among the payments.
CREATE TABLE customer_entry (
  customer_key INTEGER NOT NULL,
  currency TEXT NOT NULL,
  entry_date INTEGER NOT NULL,
  event_key INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (customer_key, currency, entry_date, event_key)
) STRICT, WITHOUT ROWID;

-- By how much a customer's account moved by what is dated in a span of 32 days (span: date >> 5): a statement opens without a walk
-- from the beginning.
CREATE TABLE customer_span (
  customer_key INTEGER NOT NULL,
  currency TEXT NOT NULL,
  span INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (customer_key, currency, span)
) STRICT, WITHOUT ROWID;

-- Which events concern a thing, besides the one that made it (whose key is its own). Position 0 is the tenant's books: seller,
-- policy and closed periods.
CREATE TABLE trail (
  entity_key INTEGER NOT NULL,
  event_key INTEGER NOT NULL,
  PRIMARY KEY (entity_key, event_key)
) STRICT, WITHOUT ROWID;

-- Running balances, debits less credits: one row for a tenant's currency, since every invoice changes three of them.
-- day: UTC day of the last event that was posted, since 1970-01-01.
CREATE TABLE account (
  tenant_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  day INTEGER NOT NULL,
  receivable INTEGER NOT NULL DEFAULT 0,
  revenue INTEGER NOT NULL DEFAULT 0,
  tax_payable INTEGER NOT NULL DEFAULT 0,
  cash INTEGER NOT NULL DEFAULT 0,
  prepayment INTEGER NOT NULL DEFAULT 0,
  rounding INTEGER NOT NULL DEFAULT 0,
  customer_credit INTEGER NOT NULL DEFAULT 0,
  bad_debt INTEGER NOT NULL DEFAULT 0,
  adjustment INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, currency),
  CHECK (receivable + revenue + tax_payable + cash + prepayment + rounding + customer_credit + bad_debt + adjustment = 0)
) STRICT, WITHOUT ROWID;

-- The balances before the first event of a day on which anything was posted: as-of balances without a walk from the beginning.
CREATE TABLE account_day (
  tenant_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  first_event_key INTEGER NOT NULL,
  receivable INTEGER NOT NULL,
  revenue INTEGER NOT NULL,
  tax_payable INTEGER NOT NULL,
  cash INTEGER NOT NULL,
  prepayment INTEGER NOT NULL,
  rounding INTEGER NOT NULL,
  customer_credit INTEGER NOT NULL,
  bad_debt INTEGER NOT NULL,
  adjustment INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, currency, first_event_key)
) STRICT, WITHOUT ROWID;

-- Two legs, one tenant and one currency by construction: a transfer cannot be out of balance. debit, credit: 1 receivable,
-- 2 revenue, 3 tax payable, 4 cash, 5 prepayment, 6 rounding, 7 customer credit, 8 bad debt, 9 adjustment.
CREATE TABLE transfer (
  event_key INTEGER NOT NULL,
  leg INTEGER NOT NULL,
  currency TEXT NOT NULL,
  debit INTEGER NOT NULL,
  credit INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  PRIMARY KEY (event_key, leg),
  CHECK (debit BETWEEN 1 AND 9),
  CHECK (credit BETWEEN 1 AND 9),
  CHECK (debit <> credit)
) STRICT, WITHOUT ROWID;

-- What never changes, and what is never deleted. Triggers that never fire cost nothing.
CREATE TRIGGER customer_version_update BEFORE UPDATE ON customer_version BEGIN SELECT RAISE(ROLLBACK, 'versions of customers never change'); END;
CREATE TRIGGER customer_version_delete BEFORE DELETE ON customer_version BEGIN SELECT RAISE(ROLLBACK, 'versions of customers are never deleted'); END;
CREATE TRIGGER seller_update BEFORE UPDATE ON seller BEGIN SELECT RAISE(ROLLBACK, 'sellers never change'); END;
CREATE TRIGGER seller_delete BEFORE DELETE ON seller BEGIN SELECT RAISE(ROLLBACK, 'sellers are never deleted'); END;
CREATE TRIGGER tax_rate_update BEFORE UPDATE ON tax_rate BEGIN SELECT RAISE(ROLLBACK, 'tax rates never change'); END;
CREATE TRIGGER tax_rate_delete BEFORE DELETE ON tax_rate BEGIN SELECT RAISE(ROLLBACK, 'tax rates are never deleted'); END;
CREATE TRIGGER document_line_update BEFORE UPDATE ON document_line BEGIN SELECT RAISE(ROLLBACK, 'issued lines never change'); END;
CREATE TRIGGER document_line_delete BEFORE DELETE ON document_line BEGIN SELECT RAISE(ROLLBACK, 'issued lines are never deleted'); END;
CREATE TRIGGER document_tax_update BEFORE UPDATE ON document_tax BEGIN SELECT RAISE(ROLLBACK, 'issued taxes never change'); END;
CREATE TRIGGER document_tax_delete BEFORE DELETE ON document_tax BEGIN SELECT RAISE(ROLLBACK, 'issued taxes are never deleted'); END;
CREATE TRIGGER document_allowance_update BEFORE UPDATE ON document_allowance BEGIN SELECT RAISE(ROLLBACK, 'issued allowances never change'); END;
CREATE TRIGGER document_allowance_delete BEFORE DELETE ON document_allowance BEGIN SELECT RAISE(ROLLBACK, 'issued allowances are never deleted'); END;
CREATE TRIGGER refund_update BEFORE UPDATE ON refund BEGIN SELECT RAISE(ROLLBACK, 'refunds never change'); END;
CREATE TRIGGER refund_delete BEFORE DELETE ON refund BEGIN SELECT RAISE(ROLLBACK, 'refunds are never deleted'); END;
CREATE TRIGGER customer_entry_update BEFORE UPDATE ON customer_entry BEGIN SELECT RAISE(ROLLBACK, 'customer entries never change'); END;
CREATE TRIGGER customer_entry_delete BEFORE DELETE ON customer_entry BEGIN SELECT RAISE(ROLLBACK, 'customer entries are never deleted'); END;
CREATE TRIGGER trail_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ROLLBACK, 'trails never change'); END;
CREATE TRIGGER trail_delete BEFORE DELETE ON trail BEGIN SELECT RAISE(ROLLBACK, 'trails are never deleted'); END;
CREATE TRIGGER account_day_update BEFORE UPDATE ON account_day BEGIN SELECT RAISE(ROLLBACK, 'balances of past days never change'); END;
CREATE TRIGGER account_day_delete BEFORE DELETE ON account_day BEGIN SELECT RAISE(ROLLBACK, 'balances of past days are never deleted'); END;
CREATE TRIGGER transfer_update BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ROLLBACK, 'transfers never change'); END;
CREATE TRIGGER transfer_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ROLLBACK, 'transfers are never deleted'); END;
CREATE TRIGGER customer_delete BEFORE DELETE ON customer BEGIN SELECT RAISE(ROLLBACK, 'customers are never deleted'); END;
CREATE TRIGGER books_delete BEFORE DELETE ON books BEGIN SELECT RAISE(ROLLBACK, 'books are never deleted'); END;
CREATE TRIGGER product_delete BEFORE DELETE ON product BEGIN SELECT RAISE(ROLLBACK, 'products are never deleted'); END;
CREATE TRIGGER price_delete BEFORE DELETE ON price BEGIN SELECT RAISE(ROLLBACK, 'prices are never deleted'); END;
CREATE TRIGGER tax_code_delete BEFORE DELETE ON tax_code BEGIN SELECT RAISE(ROLLBACK, 'tax codes are never deleted'); END;
CREATE TRIGGER series_delete BEFORE DELETE ON series BEGIN SELECT RAISE(ROLLBACK, 'series are never deleted'); END;
CREATE TRIGGER draft_delete BEFORE DELETE ON draft BEGIN SELECT RAISE(ROLLBACK, 'drafts are never deleted'); END;
CREATE TRIGGER document_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ROLLBACK, 'documents are never deleted'); END;
CREATE TRIGGER payment_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ROLLBACK, 'payments are never deleted'); END;
CREATE TRIGGER customer_credit_delete BEFORE DELETE ON customer_credit BEGIN SELECT RAISE(ROLLBACK, 'customers'' credits are never deleted'); END;
CREATE TRIGGER customer_span_delete BEFORE DELETE ON customer_span BEGIN SELECT RAISE(ROLLBACK, 'customers'' sums are never deleted'); END;
CREATE TRIGGER account_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ROLLBACK, 'accounts are never deleted'); END;

-- What changes in one way only.
CREATE TRIGGER customer_changes BEFORE UPDATE ON customer
WHEN NEW.customer_key <> OLD.customer_key OR NEW.customer_id <> OLD.customer_id OR NEW.version <> OLD.version + 1
  OR OLD.archived <> 0
  OR NOT EXISTS (SELECT 1 FROM customer_version WHERE customer_key = OLD.customer_key AND version = NEW.version)
BEGIN SELECT RAISE(ROLLBACK, 'a customer only gains versions'); END;
CREATE TRIGGER books_change BEFORE UPDATE ON books
WHEN NEW.tenant_id <> OLD.tenant_id OR NEW.closed_through < OLD.closed_through
BEGIN SELECT RAISE(ROLLBACK, 'a closed period stays closed'); END;
CREATE TRIGGER product_frozen BEFORE UPDATE OF product_key, product_id, name, unit_code
ON product BEGIN SELECT RAISE(ROLLBACK, 'a product is only archived'); END;
CREATE TRIGGER product_archive BEFORE UPDATE OF archived ON product WHEN NEW.archived < OLD.archived
BEGIN SELECT RAISE(ROLLBACK, 'what is archived stays so'); END;
CREATE TRIGGER price_frozen BEFORE UPDATE OF price_key, price_id, product_key, currency, unit_price, base_quantity, tax_code
ON price BEGIN SELECT RAISE(ROLLBACK, 'a price never changes'); END;
CREATE TRIGGER price_archive BEFORE UPDATE OF archived ON price WHEN NEW.archived < OLD.archived
BEGIN SELECT RAISE(ROLLBACK, 'what is archived stays so'); END;
CREATE TRIGGER tax_code_changes BEFORE UPDATE ON tax_code
WHEN NEW.tax_code_key <> OLD.tax_code_key OR NEW.tax_code <> OLD.tax_code OR NEW.last_used < OLD.last_used
  OR NEW.retired_after > OLD.retired_after
BEGIN SELECT RAISE(ROLLBACK, 'a tax code is only used or retired'); END;
CREATE TRIGGER draft_changes BEFORE UPDATE ON draft
WHEN NEW.draft_key <> OLD.draft_key OR NEW.version <> OLD.version + 1 OR OLD.status <> 1
BEGIN SELECT RAISE(ROLLBACK, 'a draft that was deleted or issued never changes'); END;

-- A series: a document takes its next number, or it is extended, or closed.
CREATE TRIGGER document_takes_number AFTER INSERT ON document BEGIN
  UPDATE series SET
    next_number = next_number + 1,
    last_issue_date = NEW.issue_date,
    last_document_key = NEW.document_key
  WHERE series_key = NEW.series_key
    AND next_number = NEW.sequence
    AND last_issue_date <= NEW.issue_date
    AND NEW.issue_date BETWEEN valid_from AND valid_to
    AND kind = NEW.kind
    AND closed = 0
    AND NEW.number = prefix || printf('%0*d', digits, NEW.sequence);
  SELECT RAISE(ROLLBACK, 'kind, number or date does not follow in the series') WHERE changes() = 0;
END;
CREATE TRIGGER series_frozen BEFORE UPDATE OF series_key, series, kind, prefix, digits, first_number, valid_from
ON series BEGIN SELECT RAISE(ROLLBACK, 'a series keeps its name, kind and prefix'); END;
CREATE TRIGGER series_grows BEFORE UPDATE OF next_number, last_issue_date, last_document_key ON series
WHEN NEW.next_number <> OLD.next_number + 1
  OR NOT EXISTS (SELECT 1 FROM document WHERE document_key = NEW.last_document_key
                 AND series_key = OLD.series_key AND sequence = OLD.next_number AND issue_date = NEW.last_issue_date)
BEGIN SELECT RAISE(ROLLBACK, 'a series moves by one, with its document'); END;
CREATE TRIGGER series_extends BEFORE UPDATE OF last_number, valid_to, authorization ON series
WHEN NEW.last_number < OLD.last_number OR NEW.valid_to < OLD.valid_to OR OLD.closed <> 0
BEGIN SELECT RAISE(ROLLBACK, 'a series is only extended, and not once it is closed'); END;
CREATE TRIGGER series_closes BEFORE UPDATE OF closed ON series WHEN NEW.closed <= OLD.closed
BEGIN SELECT RAISE(ROLLBACK, 'a series is closed once'); END;

-- Documents.
CREATE TRIGGER document_adds_up AFTER INSERT ON document BEGIN
  SELECT RAISE(ROLLBACK, 'totals do not follow from the lines, taxes, allowances and charges')
  WHERE NEW.line_total IS NOT (SELECT sum(amount) FROM document_line WHERE document_key = NEW.document_key)
     OR NEW.tax_total <> (SELECT coalesce(sum(amount), 0) FROM document_tax WHERE document_key = NEW.document_key)
     OR (NEW.allowance_total, NEW.charge_total) <>
        (SELECT coalesce(sum(amount) FILTER (WHERE charge = 0), 0), coalesce(sum(amount) FILTER (WHERE charge = 1), 0)
         FROM document_allowance WHERE document_key = NEW.document_key AND line_no = 0);
END;
CREATE TRIGGER document_frozen BEFORE UPDATE OF
  document_key, kind, series_key, sequence, number, customer_key, customer_version, issue_date, due_date, currency, line_total,
  allowance_total, charge_total, tax_total, prepaid, rounding, payable, rounding_profile, invoice_key, reference, note
ON document BEGIN SELECT RAISE(ROLLBACK, 'an issued document is frozen'); END;
CREATE TRIGGER document_moves BEFORE UPDATE OF status ON document
WHEN OLD.status <> NEW.status AND NOT (
     OLD.status = 1 AND NEW.status BETWEEN 2 AND 4
  OR OLD.status = 2 AND NEW.status = 1
  OR OLD.status = 4 AND NEW.status BETWEEN 1 AND 3)
BEGIN SELECT RAISE(ROLLBACK, 'a document does not move so'); END;
CREATE TRIGGER document_voids BEFORE UPDATE OF status ON document
WHEN NEW.status = 3 AND EXISTS (SELECT 1 FROM document WHERE invoice_key = OLD.document_key)
BEGIN SELECT RAISE(ROLLBACK, 'an invoice with credit notes is not voided'); END;
-- What was paid is what is allocated, and what was credited is what credit notes gave.
CREATE TRIGGER document_paid BEFORE UPDATE OF paid ON document
WHEN NEW.paid <> (SELECT coalesce(sum(amount), 0) FROM allocation WHERE document_key = OLD.document_key)
BEGIN SELECT RAISE(ROLLBACK, 'what was paid is not what is allocated'); END;
CREATE TRIGGER document_credited BEFORE UPDATE OF credited ON document
WHEN NEW.credited <> (SELECT coalesce(sum(credited), 0) FROM document WHERE invoice_key = OLD.document_key)
BEGIN SELECT RAISE(ROLLBACK, 'what was credited is not what the credit notes gave'); END;
-- What was paid before the invoice can be credited too.
CREATE TRIGGER credit_note_fits AFTER INSERT ON document WHEN NEW.kind = 2 BEGIN
  SELECT RAISE(ROLLBACK, 'a credit note needs an open or paid invoice of its customer and currency that it does not exceed')
  WHERE NOT EXISTS (
    SELECT 1 FROM document WHERE document_key = NEW.invoice_key AND kind = 1 AND status BETWEEN 1 AND 2
      AND customer_key = NEW.customer_key AND currency = NEW.currency
      AND payable + prepaid >= (SELECT sum(payable) FROM document WHERE invoice_key = NEW.invoice_key));
END;

-- Payments and what they pay.
CREATE TRIGGER payment_frozen BEFORE UPDATE OF payment_key, customer_key, currency, amount, received_date, reference, method
ON payment BEGIN SELECT RAISE(ROLLBACK, 'a payment is frozen'); END;
CREATE TRIGGER payment_refunds BEFORE UPDATE OF refunded ON payment
WHEN OLD.reversed_key <> 0
  OR NEW.refunded <> (SELECT coalesce(sum(amount), 0) FROM refund WHERE source_key = OLD.payment_key)
BEGIN SELECT RAISE(ROLLBACK, 'what was refunded is not what the refunds gave'); END;
CREATE TRIGGER payment_reverses BEFORE UPDATE OF reversed_key ON payment
WHEN OLD.reversed_key <> 0 OR NEW.reversed_key <= OLD.payment_key
  OR EXISTS (SELECT 1 FROM allocation WHERE source_key = OLD.payment_key)
BEGIN SELECT RAISE(ROLLBACK, 'a payment is reversed once, and when it pays nothing any more'); END;
CREATE TRIGGER allocation_fits AFTER INSERT ON allocation BEGIN
  SELECT RAISE(ROLLBACK, 'an allocation needs an invoice, and that customer''s credit or a payment that is large enough')
  WHERE NOT EXISTS (
    SELECT 1 FROM document d WHERE d.document_key = NEW.document_key AND d.kind = 1
      AND (d.customer_key = NEW.source_key OR EXISTS (
        SELECT 1 FROM payment p WHERE p.payment_key = NEW.source_key AND p.customer_key = d.customer_key
          AND p.currency = d.currency AND p.reversed_key = 0
          AND p.amount >= (SELECT sum(amount) FROM allocation WHERE source_key = NEW.source_key))));
END;
CREATE TRIGGER allocation_grows AFTER UPDATE OF amount ON allocation
WHEN NEW.amount > OLD.amount AND (SELECT amount FROM payment WHERE payment_key = NEW.source_key)
                                 < (SELECT sum(amount) FROM allocation WHERE source_key = NEW.source_key)
BEGIN SELECT RAISE(ROLLBACK, 'allocations exceed their payment'); END;
CREATE TRIGGER allocation_frozen BEFORE UPDATE OF source_key, document_key
ON allocation BEGIN SELECT RAISE(ROLLBACK, 'an allocation keeps its ends'); END;
CREATE TRIGGER allocation_gone AFTER UPDATE OF amount ON allocation WHEN NEW.amount = 0 BEGIN
  DELETE FROM allocation WHERE source_key = NEW.source_key AND document_key = NEW.document_key;
END;
CREATE TRIGGER allocation_delete BEFORE DELETE ON allocation WHEN OLD.amount <> 0
BEGIN SELECT RAISE(ROLLBACK, 'an allocation goes at 0 only'); END;
CREATE TRIGGER open_due_gone AFTER UPDATE OF amount ON open_due WHEN NEW.amount = 0 BEGIN
  DELETE FROM open_due WHERE customer_key = NEW.customer_key AND currency = NEW.currency AND due_date = NEW.due_date;
END;
CREATE TRIGGER open_due_delete BEFORE DELETE ON open_due WHEN OLD.amount <> 0
BEGIN SELECT RAISE(ROLLBACK, 'what is due goes at 0 only'); END;

-- Balances follow transfers.
CREATE TRIGGER transfer_posts AFTER INSERT ON transfer BEGIN
  UPDATE account SET
    receivable = receivable + NEW.amount * ((NEW.debit = 1) - (NEW.credit = 1)),
    revenue = revenue + NEW.amount * ((NEW.debit = 2) - (NEW.credit = 2)),
    tax_payable = tax_payable + NEW.amount * ((NEW.debit = 3) - (NEW.credit = 3)),
    cash = cash + NEW.amount * ((NEW.debit = 4) - (NEW.credit = 4)),
    prepayment = prepayment + NEW.amount * ((NEW.debit = 5) - (NEW.credit = 5)),
    rounding = rounding + NEW.amount * ((NEW.debit = 6) - (NEW.credit = 6)),
    customer_credit = customer_credit + NEW.amount * ((NEW.debit = 7) - (NEW.credit = 7)),
    bad_debt = bad_debt + NEW.amount * ((NEW.debit = 8) - (NEW.credit = 8)),
    adjustment = adjustment + NEW.amount * ((NEW.debit = 9) - (NEW.credit = 9))
  WHERE tenant_id = NEW.event_key >> 40 AND currency = NEW.currency;
  SELECT RAISE(ROLLBACK, 'a transfer needs its accounts') WHERE changes() = 0;
END;
