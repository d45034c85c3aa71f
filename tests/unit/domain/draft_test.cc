#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

// Draft 5 in version 3, with the content of invoice().
DraftState draft() {
  DraftState out;
  out.id = 5;
  out.version = 3;
  out.content = invoice();
  return out;
}

template <class Case>
std::vector<Fault<Case>> draft_faults() {
  return {
      {"no such draft", [](auto& c) { c.draft.reset(); }, Code::unknown_draft, "draftId"},
      {"deleted",
       [](auto& c) { c.draft->status = DraftStatus::deleted; },
       Code::not_draft,
       "draftId"},
      {"issued",
       [](auto& c) { c.draft->status = DraftStatus::issued; },
       Code::not_draft,
       "draftId"},
      {"changed by now",
       [](auto& c) { c.command.expected_version = 2; },
       Code::version_conflict,
       "expectedVersion"},
  };
}

template <class Case>
std::vector<Fault<Case>> draft_faults_and(std::vector<Fault<Case>> more) {
  auto all = draft_faults<Case>();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST(CreateDraft, IsRejectedWithoutACustomerThatTakesDrafts) {
  struct Case {
    std::optional<CustomerState> customer = customer_state();
    [[nodiscard]] auto run() const { return decide(CreateDraft{invoice()}, customer); }
  };
  expect_ladder<Case>(
      {
          {"no such customer",
           [](auto& c) { c.customer.reset(); },
           Code::unknown_customer,
           "customerId"},
          {"archived", [](auto& c) { c.customer->archived = true; }, Code::archived, "customerId"},
      },
      Case{});
}

TEST(CreateDraft, MayHaveGapsAndExpectsNothing) {
  IssueInvoice content;
  content.customer_id = "c-1";
  content.currency = currency("EUR");
  content.expected.payable = 5;
  const auto event = decide(CreateDraft{content}, customer_state());
  content.expected = {};
  EXPECT_EQ(event->content, content);
}

struct SetLinesCase {
  SetLines command{5, currency("EUR"), {line("1", "7", standard("7"))}, {}, 3};
  std::optional<DraftState> draft = domain::draft();
  [[nodiscard]] auto run() const { return decide(command, draft); }
};

TEST(SetLines, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder(draft_faults_and<SetLinesCase>({
                    {"another currency",
                     [](auto& c) { c.command.currency = currency("USD"); },
                     Code::currency_mismatch,
                     "currency"},
                }),
                SetLinesCase{});
}

TEST(SetLines, ReplacesLinesAndAllowancesAndNothingElse) {
  SetLinesCase given;
  given.draft->content.allowances_charges = {allowance(100, standard("19"))};
  given.draft->content.note = "thank you";
  auto wanted = invoice();
  wanted.lines = {line("1", "7", standard("7"))};
  wanted.note = "thank you";
  EXPECT_EQ(given.run().value(), (DraftChanged{5, wanted}));
}

struct UpdateDraftCase {
  UpdateDraftCase() {
    command.draft = 5;
    command.content = invoice();
    command.content.lines.clear();
    command.content.note = "second thoughts";
    command.expected_version = 3;
    draft->content.allowances_charges = {allowance(100, standard("19"))};
  }
  UpdateDraft command;
  std::optional<DraftState> draft = domain::draft();
  std::optional<CustomerState> customer = customer_state();
  [[nodiscard]] auto run() const { return decide(command, draft, customer); }
};

TEST(UpdateDraft, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder(draft_faults_and<UpdateDraftCase>({
                    {"no such customer",
                     [](auto& c) { c.customer.reset(); },
                     Code::unknown_customer,
                     "content.customerId"},
                    {"archived customer",
                     [](auto& c) { c.customer->archived = true; },
                     Code::archived,
                     "content.customerId"},
                    {"another currency under the allowances",
                     [](auto& c) { c.command.content.currency = currency("USD"); },
                     Code::currency_mismatch,
                     "content.currency"},
                }),
                UpdateDraftCase{});
}

TEST(UpdateDraft, KeepsLinesAllowancesAndCharges) {
  auto wanted = invoice();
  wanted.allowances_charges = {allowance(100, standard("19"))};
  wanted.note = "second thoughts";
  EXPECT_EQ(UpdateDraftCase{}.run().value(), (DraftChanged{5, wanted}));
}

TEST(UpdateDraft, MayChangeTheCurrencyWhereNoAmountIsInIt) {
  UpdateDraftCase given;
  given.command.content.currency = currency("USD");
  given.draft->content.allowances_charges.clear();
  EXPECT_EQ(given.run().error().code, Code::currency_mismatch) << "3 EUR must not become 3 USD";
  given.draft->content.lines.clear();
  EXPECT_TRUE(given.run().has_value());
}

struct DeleteDraftCase {
  DeleteDraft command{5, 3};
  std::optional<DraftState> draft = domain::draft();
  [[nodiscard]] auto run() const { return decide(command, draft); }
};

TEST(DeleteDraft, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder(draft_faults<DeleteDraftCase>(), DeleteDraftCase{});
}

struct IssueDraftCase {
  IssueDraftCase() {
    command.draft = 5;
    command.expected_version = 3;
    command.currency = currency("EUR");
  }
  IssueDraft command;
  std::optional<DraftState> draft = domain::draft();
  [[nodiscard]] auto run() const { return content_to_issue(command, draft); }
};

TEST(IssueDraft, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder(draft_faults_and<IssueDraftCase>({
                    {"another currency expected",
                     [](auto& c) { c.command.currency = currency("USD"); },
                     Code::currency_mismatch,
                     "currency"},
                }),
                IssueDraftCase{});
}

TEST(IssueDraft, IsWhatTheDraftSaysUnlessTheCommandSaysOtherwise) {
  IssueDraftCase given;
  EXPECT_EQ(given.run().value(), invoice());
  given.command.series = "G";
  given.command.issue_date = day("2026-03-12");
  given.command.expected.payable = 11900;
  auto wanted = invoice();
  wanted.series = "G";
  wanted.issue_date = day("2026-03-12");
  wanted.expected.payable = 11900;
  EXPECT_EQ(given.run().value(), wanted);
}

TEST(DraftState, CountsItsChanges) {
  auto state = evolve(5, DraftCreated{invoice()});
  EXPECT_EQ(state.version, 1U);
  auto content = invoice();
  content.note = "new";
  state = evolve(state, DraftChanged{5, content});
  EXPECT_EQ(state.version, 2U);
  EXPECT_EQ(state.content.note, "new");
  EXPECT_EQ(evolve(state, DraftDeleted{5}).status, DraftStatus::deleted);
  EXPECT_EQ(evolve(state, InvoiceIssued{}).status, DraftStatus::issued);
}

}  // namespace
}  // namespace latido::domain
