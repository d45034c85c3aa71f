-- Who set the seller is in the trail of the books, with policy and closed periods. Replayed events put it there by themselves; this is
-- for stores that have sellers from before.
INSERT OR IGNORE INTO trail (entity_key, event_key) SELECT (seller_key >> 40) << 40, seller_key FROM seller;
