#pragma once

#include "db/fault.h"
#include "db/sqlite.h"

#include <optional>

namespace latido::db {

// That the books are in order in themselves, whatever the events say: each account is the sum of
// its transfers; receivables are the sum of what is due, both of open documents and in open_due;
// customers' credit is the sum of their credits. (Debits equal credits in every transfer by
// construction.) Walks all transfers and documents.
std::optional<Fault> check_ledger(Connection& store);

// The same of the sums that are kept (accounts, open_due, customer_credit), and that the last event
// of each tenant follows from the one before. Bounded: looks at a million rows of each table at the
// most, so that a writer can afford it at its start.
std::optional<Fault> quick_check(Connection& store);

}  // namespace latido::db
