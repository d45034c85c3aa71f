#include "comandos/domain/decide.h"
#include "comandos/domain/refusals.h"

#include <algorithm>
#include <utility>

namespace latido::domain {
namespace {

// UNKNOWN_DRAFT, NOT_DRAFT, VERSION_CONFLICT
Guard refuse_draft(const std::optional<DraftState>& draft, std::uint32_t expected_version) {
  if (!draft) return Rejection{Code::unknown_draft, "draftId", "There is no such draft."};
  if (draft->status != DraftStatus::draft) {
    return Rejection{Code::not_draft,
                     "draftId",
                     draft->status == DraftStatus::deleted ? "The draft was deleted."
                                                           : "The draft was issued already."};
  }
  return refuse_version(expected_version, draft->version);
}

// Prices and amounts that only mean something in the draft's currency.
bool has_amounts(const IssueInvoice& content) {
  return !content.lines.empty() || !content.allowances_charges.empty();
}

IssueInvoice without_expected(IssueInvoice content) {
  content.expected = {};
  return content;
}

}  // namespace

Result<DraftCreated> decide(const CreateDraft& command,
                            const std::optional<CustomerState>& customer) {
  if (auto refusal = refuse_customer(command.content.customer_id, customer)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return DraftCreated{without_expected(command.content)};
}

Result<DraftChanged> decide(const SetLines& command, const std::optional<DraftState>& draft) {
  auto refusal = refuse_draft(draft, command.expected_version);
  if (!refusal) {
    refusal = refuse_currency(command.currency, draft->content.currency, "The draft", "currency");
  }
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  IssueInvoice content = draft->content;
  content.lines = command.lines;
  content.allowances_charges = command.allowances_charges;
  return DraftChanged{command.draft, std::move(content)};
}

Result<DraftChanged> decide(const UpdateDraft& command,
                            const std::optional<DraftState>& draft,
                            const std::optional<CustomerState>& customer) {
  auto refusal = refuse_draft(draft, command.expected_version);
  if (!refusal) {
    refusal = refuse_customer(command.content.customer_id, customer, "content.customerId");
  }
  if (!refusal && has_amounts(draft->content)) {
    refusal = refuse_currency(command.content.currency,
                              draft->content.currency,
                              "The draft has lines, allowances or charges, so it",
                              "content.currency");
  }
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  IssueInvoice content = without_expected(command.content);
  content.lines = draft->content.lines;
  content.allowances_charges = draft->content.allowances_charges;
  return DraftChanged{command.draft, std::move(content)};
}

Result<DraftDeleted> decide(const DeleteDraft& command, const std::optional<DraftState>& draft) {
  if (auto refusal = refuse_draft(draft, command.expected_version)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return DraftDeleted{command.draft};
}

Result<IssueInvoice> content_to_issue(const IssueDraft& command,
                                      const std::optional<DraftState>& draft) {
  auto refusal = refuse_draft(draft, command.expected_version);
  if (!refusal && command.currency) {
    refusal = refuse_currency(*command.currency, draft->content.currency, "The draft", "currency");
  }
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  IssueInvoice content = draft->content;
  if (!command.series.empty()) content.series = command.series;
  if (command.issue_date) content.issue_date = command.issue_date;
  content.expected = command.expected;
  return content;
}

}  // namespace latido::domain
