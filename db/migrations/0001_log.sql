-- The log: what happened, and what was answered. A thing's key is the key of the event that made it: tenant_id << 40 | position in the tenant's own
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
  turn INTEGER NOT NULL,
  now_unix_ms INTEGER NOT NULL  -- time of the last turn; never goes back, so that events are in the order of their times
) STRICT;
INSERT INTO writer VALUES (1, 0, 0, 0);

CREATE TABLE event (
  event_key INTEGER PRIMARY KEY,
  type INTEGER NOT NULL CHECK (type BETWEEN 1 AND 127),
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

-- What is never changed.
CREATE TRIGGER tenant_update BEFORE UPDATE ON tenant BEGIN SELECT RAISE(ROLLBACK, 'tenants never change'); END;
CREATE TRIGGER tenant_delete BEFORE DELETE ON tenant BEGIN SELECT RAISE(ROLLBACK, 'tenants are never deleted'); END;
CREATE TRIGGER event_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ROLLBACK, 'events never change'); END;
CREATE TRIGGER event_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ROLLBACK, 'events are never deleted'); END;
CREATE TRIGGER command_log_update BEFORE UPDATE ON command_log BEGIN SELECT RAISE(ROLLBACK, 'replies never change'); END;
CREATE TRIGGER command_log_delete BEFORE DELETE ON command_log BEGIN SELECT RAISE(ROLLBACK, 'replies are never deleted'); END;

-- Positions have no gap: each event comes right after the one before. Twice the same is the primary key's matter.
CREATE TRIGGER event_contiguous BEFORE INSERT ON event
WHEN NEW.event_key & 1099511627775 <> 1
 AND NOT EXISTS (SELECT 1 FROM event WHERE event_key = NEW.event_key - 1)
BEGIN SELECT RAISE(ROLLBACK, 'an event must have the next position'); END;

CREATE TRIGGER event_of_tenant BEFORE INSERT ON event
WHEN NEW.event_key & 1099511627775 = 1
 AND NOT EXISTS (SELECT 1 FROM tenant WHERE tenant_id = NEW.event_key >> 40)
BEGIN SELECT RAISE(ROLLBACK, 'an event needs its tenant'); END;
