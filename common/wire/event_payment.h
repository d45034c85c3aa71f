#pragma once

#include "comandos/domain/events.h"
#include "common/wire/event_parts.h"

// The stored form of money that moves.
namespace latido::wire::stored {

void write(ev::Payment::Builder out, const domain::PaymentRecorded& in);
domain::PaymentRecorded read(ev::Payment::Reader in);

// PaymentAllocated and AllocationUndone are stored alike.
void write_allocated(ev::Allocated::Builder out,
                     std::int64_t payment,
                     const std::vector<domain::Allocation>& allocations);
std::vector<domain::Allocation> read(capnp::List<ev::Allocation>::Reader in);

void write(ev::Refund::Builder out, const domain::PaymentRefunded& in);
domain::PaymentRefunded read(ev::Refund::Reader in);

void write(ev::CreditRefund::Builder out, const domain::CreditRefunded& in);
domain::CreditRefunded read(ev::CreditRefund::Reader in);

// CreditApplied and CreditUnapplied too.
void write_credit(ev::CreditApplied::Builder out,
                  const std::string& customer_id,
                  const domain::Allocation& allocation);
domain::Allocation read_allocation(ev::CreditApplied::Reader in);

void write(ev::Adjustment::Builder out, const domain::BalanceAdjusted& in);
domain::BalanceAdjusted read(ev::Adjustment::Reader in);

}  // namespace latido::wire::stored
