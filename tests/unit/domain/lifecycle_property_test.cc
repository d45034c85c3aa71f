#include "comandos/domain/creditable.h"
#include "credit_notes.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace latido::domain {
namespace {

const Date kToday = day("2026-03-15");
const Currency kEur = currency("EUR");

// One customer's series, invoices, payments and credit, moved only by events that decide() allowed.
// Every refusal must leave all as it was, which holds by itself: there is nothing to evolve.
class Books {
 public:
  void issue() {
    IssueInvoice command = invoice();
    command.lines = {line("1", "0.05", standard("19"))};
    command.lines[0].quantity.nano = *rc::gen::inRange<std::int64_t>(-2, 40) * Decimal::kOne;
    command.prepaid = *rc::gen::inRange<Minor>(0, 20);
    command.issue_date = Date{kToday.days + *rc::gen::inRange(-3, 4)};
    FakeCatalogue none;
    const auto event = decide(command, {series_, customer_state(), {}, none, kToday});
    if (!event) return;
    const auto before = series_;
    series_ = evolve(series_, *event);
    RC_ASSERT(series_.next_number == before.next_number + 1);
    RC_ASSERT(series_.last_issue_date >= before.last_issue_date);
    RC_ASSERT(event->invoice.sequence == before.next_number);
    RC_ASSERT(numbers_.insert(event->invoice.number).second);
    CreditableState state;
    state.state = evolve(++position_, *event);
    state.invoice = event->invoice;
    state.credited_lines.resize(1);
    state.credited_units.resize(1);
    invoices_[position_] = state;
  }

  void pay() {
    RecordPayment command;
    command.amount = *rc::gen::inRange<Minor>(1, 120);
    command.currency = kEur;
    command.customer_id = "c-1";
    if (*rc::gen::arbitrary<bool>()) {
      command.invoice = any(invoices_);
    } else {
      command.allocations = any_allocations();
    }
    const auto event = decide(command, {customer_state(), found_for(command), false, {}, kToday});
    if (!event) return;
    ++position_;
    payments_[position_] = evolve(position_, *event);
    credit_ += event->amount;
    move(event->allocations, 1);
  }

  void allocate() {
    const Allocate command{any(payments_), kEur, any_allocations()};
    const auto event =
        decide(command, payment(command.payment), found(command.allocations), credit_, {}, kToday);
    if (!event) return;
    follow(command.payment, *event);
    move(event->allocations, 1);
  }

  void unallocate() {
    const Unallocate command{any(payments_), "", any(invoices_), kEur, any_amount()};
    const auto event = decide(command, payment(command.payment), find(command.invoice), {}, kToday);
    if (!event) return;
    follow(command.payment, *event);
    move(event->allocations, -1);
  }

  void reverse() {
    const auto id = any(payments_);
    const auto event = decide(ReversePayment{id, "bounced"}, payment(id), credit_, {}, kToday);
    if (!event) return;
    move(payments_.at(id).allocations, -1);
    credit_ -= payments_.at(id).amount - payments_.at(id).refunded;
    follow(id, *event);
  }

  void refund() {
    RefundPayment command;
    command.payment = any(payments_);
    command.currency = kEur;
    command.amount = *rc::gen::inRange<Minor>(1, 60);
    const auto event = decide(command, payment(command.payment), credit_, false, {}, kToday);
    if (!event) return;
    const auto before = invoices_;
    credit_ -= event->amount;
    follow(command.payment, *event);
    RC_ASSERT(invoices_ == before);
  }

  void refund_credit() {
    const RefundCredit command{"c-1", kEur, *rc::gen::inRange<Minor>(1, 60), "", ""};
    const auto event = decide(command, customer_state(), credit_, false, {}, kToday);
    if (event) credit_ -= event->amount;
  }

  void apply_credit() {
    const ApplyCustomerCredit command{any(invoices_), kEur, any_amount()};
    const auto event = decide(command, find(command.invoice), credit_, {}, kToday);
    if (!event) return;
    applied_[command.invoice] += event->allocation.amount;
    move({event->allocation}, 1);
  }

  void unapply_credit() {
    const Unallocate command{0, "c-1", any(invoices_), kEur, any_amount()};
    const auto event = decide(
        command, customer_state(), find(command.invoice), applied_[command.invoice], {}, kToday);
    if (!event) return;
    applied_[command.invoice] -= event->allocation.amount;
    move({event->allocation}, -1);
  }

  void adjust() {
    const AdjustBalance command{"c-1", kEur, *rc::gen::inRange<Minor>(-50, 50), "goodwill"};
    const auto event = decide(command, customer_state(), credit_, 0, {}, kToday);
    if (event) credit_ += event->amount;
  }

  void credit_note() {
    auto command = *rc::gen::arbitrary<bool>() ? credit_command()
                                               : by_amount(*rc::gen::inRange<Minor>(1, 100));
    command.invoice = any(invoices_);
    command.issue_date = Date{kToday.days + 4};
    const auto found = invoices_.find(command.invoice);
    if (found == invoices_.end()) return;
    const auto event = decide(command, credit_series(), found->second, {}, kToday);
    if (!event) return;
    found->second = after(found->second, *event);
    credit_ += event->note.document.totals.payable() - event->note.applied;
  }

  void cancel() {
    const VoidInvoice command{any(invoices_), "typing error"};
    const auto found = invoices_.find(command.invoice);
    const bool noted = found != invoices_.end() && found->second.has_notes;
    const auto event = decide(command, find(command.invoice), noted, {}, kToday);
    if (event) become(command.invoice, *event, InvoiceStatus::voided);
  }

  void write_off() {
    const MarkUncollectible command{any(invoices_), "bankrupt"};
    const auto event = decide(command, find(command.invoice), {}, kToday);
    if (event) become(command.invoice, *event, InvoiceStatus::uncollectible);
  }

  void recover() {
    const RecoverInvoice command{any(invoices_), "pays"};
    const auto event = decide(command, find(command.invoice), {}, kToday);
    if (event) become(command.invoice, *event, InvoiceStatus::open);
  }

  void check() const {
    RC_ASSERT(series_.next_number ==
              series_.first_number + static_cast<std::int64_t>(invoices_.size()));
    RC_ASSERT(series_.next_number <= series_.last_number + 1);
    RC_ASSERT(credit_ >= 0);
    std::map<std::int64_t, Minor> paid = applied_;
    for (const auto& [id, state] : payments_) {
      check_payment(state);
      for (const auto& one : state.allocations) paid[one.invoice] += one.amount;
    }
    for (const auto& [id, of] : invoices_) {
      check_invoice(of);
      RC_ASSERT(of.state.paid == paid[id]);
    }
  }

 private:
  static void check_payment(const PaymentState& state) {
    RC_ASSERT(state.allocated() <= state.amount);
    RC_ASSERT(state.refunded <= state.amount);
    RC_ASSERT(!state.reversed || state.allocations.empty());
    for (const auto& one : state.allocations) RC_ASSERT(one.amount > 0);
  }

  static void check_invoice(const CreditableState& of) {
    const InvoiceState& state = of.state;
    RC_ASSERT(state.paid >= 0);
    RC_ASSERT(state.credited >= 0);
    RC_ASSERT(state.paid + state.credited <= state.payable);
    const bool settled = state.paid + state.credited == state.payable;
    const bool is_void = state.status == InvoiceStatus::voided;
    RC_ASSERT((state.status == InvoiceStatus::paid) == (settled && !is_void));
    RC_ASSERT(!is_void || (state.paid == 0 && !of.has_notes));
    RC_ASSERT(
        state.due() ==
        (state.status == InvoiceStatus::open ? state.payable - state.paid - state.credited : 0));
    RC_ASSERT(rest_of_total(of) >= 0);
  }

  // One of them, or now and then one that is not there.
  template <class Map>
  static std::int64_t any(const Map& map) {
    const auto place = *rc::gen::inRange<std::size_t>(0, map.size() + 1);
    if (place == map.size()) return 999;
    return std::next(map.begin(), static_cast<std::ptrdiff_t>(place))->first;
  }

  static std::optional<Minor> any_amount() {
    if (*rc::gen::arbitrary<bool>()) return std::nullopt;
    return *rc::gen::inRange<Minor>(1, 60);
  }

  [[nodiscard]] std::vector<Allocation> any_allocations() const {
    std::vector<Allocation> out;
    const auto count = *rc::gen::inRange(0, 3);
    for (int i = 0; i < count; ++i)
      out.push_back({any(invoices_), *rc::gen::inRange<Minor>(1, 60)});
    return out;
  }

  [[nodiscard]] std::optional<InvoiceState> find(std::int64_t id) const {
    const auto found = invoices_.find(id);
    return found == invoices_.end() ? std::nullopt : std::optional(found->second.state);
  }

  [[nodiscard]] std::vector<std::optional<InvoiceState>> found(
      const std::vector<Allocation>& allocations) const {
    std::vector<std::optional<InvoiceState>> out;
    for (const auto& one : allocations) out.push_back(find(one.invoice));
    return out;
  }

  [[nodiscard]] std::vector<std::optional<InvoiceState>> found_for(
      const RecordPayment& command) const {
    if (command.invoice != 0) return {find(command.invoice)};
    return found(command.allocations);
  }

  [[nodiscard]] std::optional<PaymentState> payment(std::int64_t id) const {
    const auto found = payments_.find(id);
    return found == payments_.end() ? std::nullopt : std::optional(found->second);
  }

  template <class Event>
  void follow(std::int64_t id, const Event& event) {
    payments_.at(id) = evolve(payments_.at(id), event);
  }

  template <class Event>
  void become(std::int64_t id, const Event& event, InvoiceStatus status) {
    auto& state = invoices_.at(id).state;
    state = evolve(state, event);
    RC_ASSERT(state.status == status);
  }

  // From the credit to the invoices, or back.
  void move(const std::vector<Allocation>& allocations, int direction) {
    for (const auto& one : allocations) {
      auto& state = invoices_.at(one.invoice).state;
      state = settle(state, direction * one.amount);
      credit_ -= direction * one.amount;
    }
  }

  SeriesState series_ = [] {
    auto state = series();
    state.last_number = 12;  // few enough to be used up
    return state;
  }();
  std::int64_t position_ = 0;
  std::map<std::int64_t, CreditableState> invoices_;
  std::map<std::int64_t, PaymentState> payments_;
  std::map<std::int64_t, Minor> applied_;  // of the customer's credit, by invoice
  std::set<std::string> numbers_;
  Minor credit_ = 0;
};

RC_GTEST_PROP(Books, KeepTheirPromisesThroughAnySequenceOfCommands, ()) {
  using Step = void (Books::*)();
  const std::vector<Step> steps{&Books::issue,
                                &Books::issue,
                                &Books::pay,
                                &Books::pay,
                                &Books::allocate,
                                &Books::unallocate,
                                &Books::reverse,
                                &Books::refund,
                                &Books::refund_credit,
                                &Books::apply_credit,
                                &Books::unapply_credit,
                                &Books::adjust,
                                &Books::credit_note,
                                &Books::cancel,
                                &Books::write_off,
                                &Books::recover};
  Books books;
  const auto count = *rc::gen::inRange(0, 80);
  for (int i = 0; i < count; ++i) {
    (books.*(*rc::gen::elementOf(steps)))();
    books.check();
  }
}

}  // namespace
}  // namespace latido::domain
