#pragma once

#include "comandos/domain/commands.h"
#include "common/result.h"

#include "schema/commands.capnp.h"

// Reads and checks commands that move money. Refusals name the field: allocations[2].amount. May
// throw kj::Exception.
namespace latido::wire {

Result<domain::RecordPayment> read_record_payment(schema::RecordPayment::Reader in);
Result<domain::Allocate> read_allocate(schema::Allocate::Reader in);
Result<domain::Unallocate> read_unallocate(schema::Unallocate::Reader in);
Result<domain::ReversePayment> read_reverse_payment(schema::ReversePayment::Reader in);
Result<domain::RefundPayment> read_refund_payment(schema::RefundPayment::Reader in);
Result<domain::RefundCredit> read_refund_credit(schema::RefundCredit::Reader in);
Result<domain::ApplyCustomerCredit> read_apply_credit(schema::ApplyCustomerCredit::Reader in);
Result<domain::AdjustBalance> read_adjust_balance(schema::AdjustBalance::Reader in);

}  // namespace latido::wire
