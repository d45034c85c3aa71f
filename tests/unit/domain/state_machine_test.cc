#include "credit_notes.h"
#include "state_table.h"

#include <map>
#include <string_view>

#include <gtest/gtest.h>

// The deciders against the table: a command moves the document as it says, or is refused with its
// code. That a refusal writes nothing is shown on the service (state_machine_writes_test.cc).
namespace latido::domain {
namespace {

using test::kStates;
using test::kStateTable;

const Date kToday = day("2026-03-15");
const BooksState kBooks;

// A draft, the invoice that it became, and a payment of the same amount, in the table's states.
struct World {
  DraftState draft;
  std::optional<CreditableState> invoice;
  PaymentState payment;
  Minor credit = 0;

  [[nodiscard]] std::string state() const {
    if (invoice) return std::string(status_name(invoice->state.status));
    return draft.status == DraftStatus::deleted ? "deleted" : "draft";
  }
  [[nodiscard]] std::optional<InvoiceState> found() const {
    return invoice ? std::optional(invoice->state) : std::nullopt;
  }
};

// Nothing, or why not.
using Outcome = std::optional<Code>;

template <class Event, class Then>
Outcome moved(const Result<Event>& event, Then then) {
  if (!event) return event.error().code;
  then(*event);
  return std::nullopt;
}

Outcome set_lines(World& world) {
  const SetLines command{5, currency("EUR"), {line("1", "1", standard("7"))}, {}, 0};
  return moved(decide(command, world.draft),
               [&](auto& event) { world.draft = evolve(world.draft, event); });
}

Outcome update_draft(World& world) {
  UpdateDraft command{5, invoice(), 0};
  return moved(decide(command, world.draft, customer_state()),
               [&](auto& event) { world.draft = evolve(world.draft, event); });
}

Outcome delete_draft(World& world) {
  return moved(decide(DeleteDraft{5, 0}, world.draft),
               [&](auto& event) { world.draft = evolve(world.draft, event); });
}

Outcome issue_draft(World& world) {
  IssueDraft command;
  command.draft = 5;
  return moved(content_to_issue(command, world.draft), [&](auto& content) {
    world.invoice = creditable(content);
    world.draft = evolve(world.draft, InvoiceIssued{world.invoice->invoice});
  });
}

Outcome issue_free_draft(World& world) {
  world.draft.content.prepaid = 11900;
  return issue_draft(world);
}

template <class Event>
auto onto(World& world) {
  return [&](const Event& event) { world.invoice->state = evolve(world.invoice->state, event); };
}

Outcome void_invoice(World& world) {
  const bool noted = world.invoice && world.invoice->has_notes;
  return moved(decide(VoidInvoice{7, "typing error"}, world.found(), noted, kBooks, kToday),
               onto<InvoiceVoided>(world));
}

Outcome write_off(World& world) {
  return moved(decide(MarkUncollectible{7, "bankrupt"}, world.found(), kBooks, kToday),
               onto<InvoiceWrittenOff>(world));
}

Outcome recover(World& world) {
  return moved(decide(RecoverInvoice{7, "pays"}, world.found(), kBooks, kToday),
               onto<InvoiceRecovered>(world));
}

Outcome credit_whole(World& world) {
  return moved(decide(credit_command(), credit_series(), world.invoice, kBooks, kToday),
               [&](auto& event) { world.invoice = after(*world.invoice, event); });
}

Outcome credit_part(World& world) {
  return moved(decide(by_amount(100), credit_series(), world.invoice, kBooks, kToday),
               [&](auto& event) { world.invoice = after(*world.invoice, event); });
}

Outcome pay(World& world, Minor amount) {
  RecordPayment command;
  command.invoice = 7;
  command.amount = amount;
  command.currency = currency("EUR");
  PaymentContext context{customer_state(), {world.found()}, false, kBooks, kToday};
  return moved(decide(command, context), [&](auto& event) {
    world.invoice->state = settle(world.invoice->state, event.allocations[0].amount);
  });
}

Outcome pay_all(World& world) { return pay(world, 11900); }
Outcome pay_part(World& world) { return pay(world, 100); }

Outcome allocate_all(World& world) {
  const Allocate command{20, currency("EUR"), {{7, 11900}}};
  const auto event = decide(command, world.payment, {world.found()}, world.credit, kBooks, kToday);
  return moved(event, [&](auto& allocated) {
    world.payment = evolve(world.payment, allocated);
    world.invoice->state = settle(world.invoice->state, 11900);
  });
}

Outcome unallocate(World& world) {
  const Unallocate command{20, "", 7, currency("EUR"), {}};
  return moved(decide(command, world.payment, world.found(), kBooks, kToday), [&](auto& event) {
    world.payment = evolve(world.payment, event);
    world.invoice->state = settle(world.invoice->state, -event.allocations[0].amount);
  });
}

Outcome reverse_payment(World& world) {
  const auto event =
      decide(ReversePayment{20, "bounced"}, world.payment, world.credit, kBooks, kToday);
  return moved(event, [&](auto& reversed) {
    for (const auto& one : world.payment.allocations) {
      world.invoice->state = settle(world.invoice->state, -one.amount);
    }
    world.payment = evolve(world.payment, reversed);
  });
}

Outcome refund_payment(World& world) {
  const RefundPayment command{20, currency("EUR"), 11900, "", ""};
  return moved(decide(command, world.payment, 11900, false, kBooks, kToday),
               [&](auto& event) { world.payment = evolve(world.payment, event); });
}

Outcome apply_credit(World& world) {
  const ApplyCustomerCredit command{7, currency("EUR"), {}};
  return moved(decide(command, world.found(), 11900, kBooks, kToday), [&](auto& event) {
    world.invoice->state = settle(world.invoice->state, event.allocation.amount);
  });
}

Outcome unapply_credit(World& world) {
  const Unallocate command{0, "c-1", 7, currency("EUR"), {}};
  return moved(decide(command, customer_state(), world.found(), 0, kBooks, kToday),
               [&](auto& /*event*/) {});
}

World draft_world() {
  World world;
  world.draft.id = 5;
  world.draft.content = invoice();
  world.payment.id = 20;
  world.payment.customer_id = "c-1";
  world.payment.currency = currency("EUR");
  world.payment.amount = 11900;
  world.credit = 11900;
  return world;
}

// A world after some commands, all of which must be taken.
World after_all(std::initializer_list<Outcome (*)(World&)> commands) {
  World world = draft_world();
  for (const auto command : commands) EXPECT_EQ(command(world), std::nullopt);
  return world;
}

World in_state(std::string_view state) {
  if (state == "deleted") return after_all({delete_draft});
  if (state == "open") return after_all({issue_draft});
  if (state == "paid") {
    World world = after_all({issue_draft, allocate_all});
    world.credit = 0;
    return world;
  }
  if (state == "void") return after_all({issue_draft, void_invoice});
  if (state == "uncollectible") return after_all({issue_draft, write_off});
  return after_all({});
}

// By the table's names.
const std::map<std::string_view, Outcome (*)(World&)> kCommands{
    {"SetLines", set_lines},
    {"UpdateDraft", update_draft},
    {"DeleteDraft", delete_draft},
    {"IssueDraft", issue_draft},
    {"IssueDraft of 0", issue_free_draft},
    {"VoidInvoice", void_invoice},
    {"MarkUncollectible", write_off},
    {"RecoverInvoice", recover},
    {"IssueCreditNote", credit_whole},
    {"IssueCreditNote of a part", credit_part},
    {"RecordPayment", pay_all},
    {"RecordPayment of a part", pay_part},
    {"Allocate", allocate_all},
    {"Unallocate", unallocate},
    {"ReversePayment", reverse_payment},
    {"RefundPayment", refund_payment},
    {"ApplyCustomerCredit", apply_credit},
    {"Unallocate credit", unapply_credit},
};

TEST(StateMachine, MovesAsListedOrRefusesWithItsCode) {
  for (const auto& row : kStateTable) {
    for (std::size_t i = 0; i < kStates.size(); ++i) {
      World world = in_state(kStates.at(i));
      ASSERT_EQ(world.state(), kStates.at(i));
      const auto refusal = kCommands.at(row.command)(world);
      const std::string got = refusal ? std::string(code_name(*refusal)) : world.state();
      EXPECT_EQ(got, row.then.at(i)) << row.command << " of " << kStates.at(i);
    }
  }
}

TEST(StateMachine, GoesBackFromPaidToOpenByAReversalAndNotByARefund) {
  World world = in_state("paid");
  EXPECT_EQ(refund_payment(world), std::nullopt);
  EXPECT_EQ(world.state(), "paid");
  EXPECT_EQ(reverse_payment(world), std::nullopt);
  EXPECT_EQ(world.invoice->state.due(), 11900);
}

TEST(StateMachine, RefusesToVoidWhatIsCreditedInPart) {
  World world = in_state("open");
  EXPECT_EQ(credit_part(world), std::nullopt);
  EXPECT_EQ(void_invoice(world), Code::has_credit_notes);
}

}  // namespace
}  // namespace latido::domain
