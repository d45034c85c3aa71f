#include "credit_notes.h"

#include <array>

#include <gtest/gtest.h>

// The whole state machine of a document, from draft to the end, against every command that can
// concern it: it moves as the table says, or is refused with the table's code and nothing moves.
namespace latido::domain {
namespace {

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

constexpr std::array<const char*, 6> kStates{
    "draft", "deleted", "open", "paid", "void", "uncollectible"};

struct Row {
  const char* name;
  Outcome (*command)(World&);
  std::array<const char*, 6> then;  // by kStates: the next state, or the code of the refusal
};

constexpr const char* kNoInvoice = "UNKNOWN_INVOICE";
constexpr const char* kNotDraft = "NOT_DRAFT";
constexpr const char* kNotOpen = "NOT_OPEN";
constexpr const char* kNotWrittenOff = "NOT_UNCOLLECTIBLE";
constexpr const char* kNotAllocated = "NOT_ALLOCATED";

// clang-format off
const std::array<Row, 18> kTable{{
    //                                      draft       deleted     open            paid            void            uncollectible
    {"SetLines",          set_lines,        {"draft",   kNotDraft,  kNotDraft,      kNotDraft,      kNotDraft,      kNotDraft}},
    {"UpdateDraft",       update_draft,     {"draft",   kNotDraft,  kNotDraft,      kNotDraft,      kNotDraft,      kNotDraft}},
    {"DeleteDraft",       delete_draft,     {"deleted", kNotDraft,  kNotDraft,      kNotDraft,      kNotDraft,      kNotDraft}},
    {"IssueDraft",        issue_draft,      {"open",    kNotDraft,  kNotDraft,      kNotDraft,      kNotDraft,      kNotDraft}},
    {"IssueDraft of 0",   issue_free_draft, {"paid",    kNotDraft,  kNotDraft,      kNotDraft,      kNotDraft,      kNotDraft}},
    {"VoidInvoice",       void_invoice,     {kNoInvoice, kNoInvoice, "void",        "HAS_PAYMENTS", kNotOpen,       "void"}},
    {"MarkUncollectible", write_off,        {kNoInvoice, kNoInvoice, "uncollectible", kNotOpen,     kNotOpen,       kNotOpen}},
    {"RecoverInvoice",    recover,          {kNoInvoice, kNoInvoice, kNotWrittenOff, kNotWrittenOff, kNotWrittenOff, "open"}},
    {"IssueCreditNote",   credit_whole,     {kNoInvoice, kNoInvoice, "paid",        "paid",         kNotOpen,       kNotOpen}},
    {"a part of it",      credit_part,      {kNoInvoice, kNoInvoice, "open",        "paid",         kNotOpen,       kNotOpen}},
    {"RecordPayment",     pay_all,          {kNoInvoice, kNoInvoice, "paid",        kNotOpen,       kNotOpen,       "paid"}},
    {"a part of it",      pay_part,         {kNoInvoice, kNoInvoice, "open",        kNotOpen,       kNotOpen,       "uncollectible"}},
    {"Allocate",          allocate_all,     {kNoInvoice, kNoInvoice, "paid",        kNotOpen,       kNotOpen,       "paid"}},
    {"Unallocate",        unallocate,       {kNoInvoice, kNoInvoice, kNotAllocated, "open",         kNotAllocated,  kNotAllocated}},
    {"ReversePayment",    reverse_payment,  {"draft",   "deleted",  "open",         "open",         "void",         "uncollectible"}},
    {"RefundPayment",     refund_payment,   {"draft",   "deleted",  "open",         "paid",         "void",         "uncollectible"}},
    {"ApplyCustomerCredit", apply_credit,   {kNoInvoice, kNoInvoice, "paid",        kNotOpen,       kNotOpen,       "paid"}},
    {"Unallocate credit", unapply_credit,   {kNoInvoice, kNoInvoice, kNotAllocated, kNotAllocated,  kNotAllocated,  kNotAllocated}},
}};
// clang-format on

TEST(StateMachine, MovesAsListedOrRefusesWithItsCode) {
  for (const auto& row : kTable) {
    for (std::size_t i = 0; i < kStates.size(); ++i) {
      World world = in_state(kStates.at(i));
      ASSERT_EQ(world.state(), kStates.at(i));
      const auto refusal = row.command(world);
      const std::string got = refusal ? std::string(code_name(*refusal)) : world.state();
      EXPECT_EQ(got, row.then.at(i)) << row.name << " of " << kStates.at(i);
      if (refusal) {
        EXPECT_EQ(world.state(), kStates.at(i)) << row.name;
      }
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
